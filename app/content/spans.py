"""Foreign words in running text: `[Feierabend]{lang=de}`."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from app.content.page import Page
from app.content.problems import Fault
from app.questions.messages import N_

BAD_ATTRIBUTES = Fault(
    "span-attributes",
    N_("“%(written)s” cannot stand after a text in brackets."),
    N_("Only the language of the words can be given, as in [Feierabend]{lang=de}."),
)

_ATTRIBUTES = re.compile(r"\{[^{}\n]{0,200}\}")
_LANGUAGE = re.compile(
    r"""\{\s*lang=(["']?)([a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*)\1\s*\}"""
)


def spans(md: MarkdownIt) -> None:
    """Teach a Markdown parser language spans; a link of the same words goes first."""
    md.inline.ruler.after("link", "span", _span)


def _span(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "[" or "]{" not in state.src:
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos)
    attributes = _ATTRIBUTES.match(state.src, end + 1) if end >= 0 else None
    if attributes is None:
        return False
    if not silent:
        _push(state, state.pos + 1, end, attributes.group())
    state.pos = attributes.end()
    return True


def _push(state: StateInline, start: int, end: int, written: str) -> None:
    language = _LANGUAGE.fullmatch(written)
    if language is None:
        page: Page = state.env["page"]
        page.note(BAD_ATTRIBUTES, *page.find(written), written=written)
    token = state.push("span_open", "span", 1)
    if language is not None:
        token.attrs["lang"] = language[2]
    limit = state.posMax
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    state.posMax = limit
    state.push("span_close", "span", -1)
