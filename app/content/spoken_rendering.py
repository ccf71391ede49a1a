"""The HTML of dialogues and vocabulary: a list of speakers, a table of terms."""

from collections.abc import Sequence
from html import escape

from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from app.content.labels import LABELS, Labels
from app.content.page import Page

# By the role of a text: the element, its class or scope, whether it is in the taught
# language.
_ROLES = {
    "utterance": ("p", ' class="utterance"', True),
    "translation": ("p", ' class="translation"', False),
    "term": ("th", ' scope="row"', True),
    "meaning": ("td", "", False),
}


class SpokenRules:
    """Rules of a renderer; each method writes the token of its name.

    A dialogue is an ordered list, as its lines have an order; every piece of the
    taught language carries `lang`, so that it is read out and broken rightly.
    """

    def spoken(self, token: Token, html: str, env: EnvType) -> str:
        """Return a text inside the element that its role asks for."""
        element, attribute, is_taught = _ROLES[token.info]
        language = _taught(env) if is_taught else ""
        return f"<{element}{attribute}{language}>{html}</{element}>"

    def dialogue_open(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, env: EnvType
    ) -> str:
        label = escape(tokens[idx].content or _labels(env)["dialogue"])
        return f'<ol class="dialogue" aria-label="{label}">\n'

    def dialogue_close(self, *_rule: object) -> str:
        return "</ol>\n"

    def line_open(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, env: EnvType
    ) -> str:
        # A part in a play is named in the language it speaks: der Kunde, Frau Weber.
        return f'<li><p class="speaker"{_taught(env)}>{escape(tokens[idx].content)}</p>'

    def line_close(self, *_rule: object) -> str:
        return "</li>\n"

    def vocabulary_open(
        self, tokens: Sequence[Token], idx: int, _options: OptionsDict, env: EnvType
    ) -> str:
        labels = _labels(env)
        caption = tokens[idx].content or labels["vocabulary"]
        heads = [labels["term"], labels["meaning"]]
        if tokens[idx].meta["has_examples"]:
            heads.append(labels["in_use"])
        cells = "".join(f'<th scope="col">{head}</th>' for head in heads)
        return (
            '<div class="table-wrap" role="region" tabindex="0" '
            f'aria-label="{escape(caption)}"><table class="vocabulary">\n'
            f"<thead><tr>{cells}</tr></thead>\n<tbody>\n"
        )

    def vocabulary_close(self, *_rule: object) -> str:
        return "</tbody></table></div>\n"

    def entry_open(self, *_rule: object) -> str:
        return "<tr>"

    def entry_close(self, *_rule: object) -> str:
        return "</tr>\n"

    def examples_open(self, *_rule: object) -> str:
        return "<td>"

    def examples_close(self, *_rule: object) -> str:
        return "</td>"


def _taught(env: EnvType) -> str:
    page: Page = env["page"]
    language = page.surroundings.teaches
    return f' lang="{language}"' if language else ""


def _labels(env: EnvType) -> Labels:
    page: Page = env["page"]
    return LABELS[page.surroundings.language]
