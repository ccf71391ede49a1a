"""The `:::` blocks of a lesson: note, warning, example, dialogue, vocabulary."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock

from app.content.nearest import nearest
from app.content.page import Page
from app.content.problems import Fault
from app.content.speech_lines import push_dialogue, push_vocabulary
from app.questions.messages import N_

UNCLOSED = Fault(
    "container-open",
    N_("The block “::: %(kind)s” that opens here is never closed."),
    N_("Write a line with only ::: where it ends."),
)
UNKNOWN = Fault(
    "container-unknown",
    N_("There is no block “::: %(kind)s”."),
    N_("Blocks are: note, warning, example, dialogue, vocabulary."),
)
DID_YOU_MEAN = N_("Did you mean “%(suggestion)s”?")
STRAY = Fault(
    "container-stray",
    N_("A ::: stands here, but no block is open."),
    N_("Remove it, or write what opens, as in “::: note”."),
)

BOXES = ("note", "warning", "example")
SPOKEN = {"dialogue": push_dialogue, "vocabulary": push_vocabulary}
KINDS = (*BOXES, *SPOKEN)

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_MARKER = re.compile(r":{3,}[ \t]*(\S*)[ \t]*(.*?)[ \t]*")


def containers(md: MarkdownIt) -> None:
    """Teach a Markdown parser the `:::` blocks."""
    interrupts: RuleOptionsType = {
        "alt": ["paragraph", "reference", "blockquote", "list"]
    }
    md.block.ruler.before("fence", "container", _container, interrupts)


def _container(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not _is_marker(state, start):
        return False
    if silent:
        return True
    page: Page = state.env["page"]
    marker = _MARKER.fullmatch(_line(state, start))
    kind, title = marker.groups() if marker else ("", "")
    if not kind:
        page.note(STRAY, start, _column(state, start))
        state.line = start + 1
        return True
    close = _closing_line(state, start, end, nests=kind not in SPOKEN)
    if close is None:
        page.note(UNCLOSED, start, _column(state, start), kind=kind)
    last = _likely_end(state, start, end) if close is None else close
    _push(state, page, (kind, title), start, last)
    state.line = last if close is None else last + 1
    return True


def _push(
    state: StateBlock, page: Page, named: tuple[str, str], start: int, last: int
) -> None:
    kind, title = named
    if kind in SPOKEN:
        lines = [(number, _line(state, number)) for number in range(start + 1, last)]
        SPOKEN[kind](state, page, title, lines)
        return
    if kind not in BOXES:
        _note_unknown(page, kind, start, _column(state, start))
    token = state.push("box_open", "div", 1)
    token.info, token.content, token.map = kind, title, [start, last]
    around, limit = state.parentType, state.lineMax
    state.parentType, state.lineMax = "container", last
    state.md.block.tokenize(state, start + 1, last)
    state.parentType, state.lineMax = around, limit
    state.push("box_close", "div", -1)


def _note_unknown(page: Page, kind: str, line: int, column: int) -> None:
    suggestion = nearest(kind, KINDS)
    hint = DID_YOU_MEAN if suggestion else None
    page.note(UNKNOWN, line, column, hint, kind=kind, suggestion=suggestion or "")


def _closing_line(
    state: StateBlock, start: int, end: int, *, nests: bool
) -> int | None:
    """Find the bare `:::` that closes a block, past blocks inside it if it has any."""
    depth = 1
    for number, line in _lines_outside_fences(state, start + 1, end):
        if not _is_marker(state, number):
            continue
        if line.strip(": \t"):
            if not nests:
                return None
            depth += 1
            continue
        depth -= 1
        if depth == 0:
            return number
    return None


def _likely_end(state: StateBlock, start: int, end: int) -> int:
    """Return where an unclosed block most likely ends, so that it swallows little."""
    for number in range(start + 1, end):
        if _line(state, number).startswith(("```question", ":::", "#")):
            return number
    return end


def _lines_outside_fences(
    state: StateBlock, start: int, end: int
) -> Iterator[tuple[int, str]]:
    fence = ""
    for number in range(start, end):
        line = _line(state, number)
        match = _FENCE.match(line)
        if fence:
            if match and match[1].startswith(fence) and not line.strip("`~ \t"):
                fence = ""
        elif match:
            fence = match[1]
        else:
            yield number, line


def _is_marker(state: StateBlock, number: int) -> bool:
    begin = state.bMarks[number] + state.tShift[number]
    return (
        state.src.startswith(":::", begin)
        and state.sCount[number] - state.blkIndent < 4
        and state.sCount[number] >= state.blkIndent
    )


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _column(state: StateBlock, number: int) -> int:
    begin = state.bMarks[number]
    # In a quote or a list the mark stands after what opens it; the column counts from
    # the start of the line in the file.
    line_start = state.src.rfind("\n", 0, begin + state.tShift[number]) + 1
    return begin + state.tShift[number] - line_start
