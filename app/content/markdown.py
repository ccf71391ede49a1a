"""Markdown of a package to safe HTML: whole lessons, blocks and single lines."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from app.content.containers import containers
from app.content.marks import Origin
from app.content.nearest import nearest
from app.content.page import Page, Surroundings
from app.content.problems import Fault, Problems
from app.content.rendering import Renderer
from app.content.sanitising import sanitised
from app.content.spans import spans
from app.questions.messages import N_

MAX_PARAGRAPH = 20_000
MAX_NESTING = 20
QUESTION = "question"

PARAGRAPH_TOO_LONG = Fault(
    "paragraph-too-long",
    N_("This paragraph is longer than %(limit)s characters."),
    N_("Divide it with empty lines."),
)
NESTED_TOO_DEEP = Fault(
    "markdown-too-deep",
    N_("Lists, quotes and blocks are nested too deep here."),
    N_("Take away some of the levels."),
)
FENCE_OPEN = Fault(
    "fence-open",
    N_("What opens here with “%(fence)s” is never closed."),
    N_("Write a line with only “%(fence)s” where it ends."),
)
FENCE_NESTED = Fault(
    "question-nested",
    N_("A question cannot stand inside a list, a quote or a ::: block."),
    N_("Put it after that, at the start of the line."),
)
FENCE_UNKNOWN = Fault(
    "fence-unknown",
    N_("“%(word)s” is not known here."),
    N_("A question in a lesson opens with ```question."),
)
HEADING_HERE = Fault(
    "heading-here",
    N_("A question cannot hold a heading."),
    N_("Remove the #, or make the words bold: **words**."),
)


@dataclass(frozen=True, slots=True)
class Html:
    """Safe HTML between two questions."""

    html: str


@dataclass(frozen=True, slots=True)
class Fence:
    """The source of a question in a lesson; where it begins, counted from 0."""

    source: str
    line: int
    column: int


def lesson(text: str, page: Page) -> Iterator[Html | Fence]:
    """Yield a lesson's text and the questions in it, in their order."""
    env = {"page": page}
    tokens = _PARSER.parse(text, env)
    page.heading_shift = int(any(token.tag == "h1" for token in tokens))
    _check_tokens(tokens, page)
    start = 0
    for index, token in enumerate(tokens):
        if token.type == "fence" and token.level == 0 and _is_question(token):
            yield from _html(tokens[start:index], env)
            yield Fence(token.content, _first_line(token) + 1, _indent(token, page))
            start = index + 1
    yield from _html(tokens[start:], env)


def question_fences(text: str) -> list[Fence]:
    """Return the questions of a lesson, and nothing of its text."""
    lines = text.split("\n")
    page = Page(Surroundings("en", None, {}), Problems(), Origin("").place, lines)
    return [
        Fence(token.content, _first_line(token) + 1, _indent(token, page))
        for token in _PARSER.parse(text, {"page": page})
        if token.level == 0 and _is_question(token)
    ]


def block(text: str, make_page: Callable[[], Page], *, headings: bool = False) -> str:
    """Return the HTML of paragraphs, lists, tables and pictures."""
    if _MAY_BE_MARKUP.search(text) is None and _OPENS_BLOCK.match(text) is None:
        return f"<p>{_plain(text)}</p>"
    page = make_page()
    env = {"page": page}
    tokens = _FIELD_PARSER.parse(text, env)
    _check_tokens(tokens, page)
    _check_field(tokens, page, headings=headings)
    html = _FIELD_PARSER.renderer.render(tokens, _FIELD_PARSER.options, env)
    return sanitised(html).strip()


def inline(text: str, make_page: Callable[[], Page]) -> str:
    """Return the HTML of one line: emphasis, links, code, foreign words."""
    if _MAY_BE_MARKUP.search(text) is None:
        return _plain(text)
    page = make_page()
    page.block = (0, len(page.lines))
    return sanitised(_FIELD_PARSER.renderInline(text, {"page": page}))


# Texts of a question are short, and few of them hold one of these signs; without them
# there is nothing to parse, whatever the text says.
_MAY_BE_MARKUP = re.compile(r"[\\`*_\[\]<>&~#|\n]")
_OPENS_BLOCK = re.compile(r"\s*(?:[-+=]|[0-9]{1,9}[.)])|\t| {4}")


def _plain(text: str) -> str:
    return escape(text.strip(" \t\n"), quote=False)


def _html(tokens: Sequence[Token], env: dict[str, Any]) -> Iterator[Html]:
    html = sanitised(_PARSER.renderer.render(tokens, _PARSER.options, env))
    if html.strip():
        yield Html(html)


def _check_tokens(tokens: Sequence[Token], page: Page) -> None:
    too_deep = False
    for token in tokens:
        if token.type == "fence":
            _check_fence(token, page)
        elif token.level >= MAX_NESTING - 1 and not too_deep:
            too_deep = True
            page.note(NESTED_TOO_DEEP, _first_line(token))


def _check_field(tokens: Sequence[Token], page: Page, *, headings: bool) -> None:
    for token in tokens:
        if token.type == "heading_open" and not headings:
            page.note(HEADING_HERE, _first_line(token))
        if _is_question(token):
            page.note(FENCE_NESTED, _first_line(token))


def _check_fence(token: Token, page: Page) -> None:
    first, last = token.map or [0, 0]
    word = token.info.split(maxsplit=1)[0] if token.info.strip() else ""
    ending = page.lines[last - 1].strip().lstrip("> ") if last else ""
    if last - first < 2 or not ending.startswith(token.markup) or ending.strip("`~"):
        page.note(FENCE_OPEN, first, fence=token.markup)
    if word == QUESTION:
        if token.level:
            page.note(FENCE_NESTED, first)
    elif nearest(word, (QUESTION, "quiz")):
        page.note(FENCE_UNKNOWN, first, word=word)


def _is_question(token: Token) -> bool:
    return token.type == "fence" and token.info.strip() == QUESTION


def _first_line(token: Token) -> int:
    return token.map[0] if token.map else 0


def _indent(token: Token, page: Page) -> int:
    line = page.lines[_first_line(token)]
    return len(line) - len(line.lstrip(" "))


# Spaces beside a line end mean something, or are taken away.
_INLINE_MARKUP = re.compile(r"[\\`*_\[\]<&]|[ ]\n|\n[ ]")


def _inline_rule(state: StateCore) -> None:
    """Read what stands in paragraphs, headings, cells and lines of dialogue.

    Most of them hold no markup at all and need no parser: the renderer takes the
    content of a token without children as it is. One so long that reading its
    brackets would take minutes is left out.
    """
    page: Page = state.env["page"]
    for token in state.tokens:
        if token.type != "inline":
            continue
        if len(token.content) > MAX_PARAGRAPH:
            page.note(PARAGRAPH_TOO_LONG, _first_line(token), limit=MAX_PARAGRAPH)
            token.content = ""
        elif _INLINE_MARKUP.search(token.content):
            if token.map is not None:
                page.block = (token.map[0], token.map[1])
            children = token.children = []
            state.md.inline.parse(token.content, state.md, state.env, children)


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        """Pass every address on: it is judged, with its line, when it is rendered."""
        return isinstance(url, str)


def _parser() -> MarkdownIt:
    md = _Parser(
        "commonmark",
        {"html": False, "maxNesting": MAX_NESTING, "xhtmlOut": False},
        renderer_cls=Renderer,
    )
    md.enable("table")
    # HTML is text to us. Indented code and underlined headings are what authors get by
    # mistake: from a stray indent, or from a line --- below a paragraph.
    md.disable(["html_block", "html_inline", "code", "lheading"])
    md.core.ruler.at("inline", _inline_rule)
    return md.use(spans)


_FIELD_PARSER = _parser()
_PARSER = _parser().use(containers)
