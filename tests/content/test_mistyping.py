"""Whatever an author mistypes is told in words, and never ends in a traceback."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from app.content.check import check_sources
from app.content.problems import Problems
from app.content.reader import Sources, read_package
from tests.content.packages import COURSES

PACKAGES = [
    read_package(COURSES / name, Problems())
    for name in ("tiny-course", "every-question-type")
]
SIGNS = "*&[]{}:,#'\"`|>-=!%@?\\~ \t1"
Slip = Callable[[list[str], int, int, str], None]


def leave_out(lines: list[str], row: int, column: int, sign: str) -> None:
    del lines[row]


def write_twice(lines: list[str], row: int, column: int, sign: str) -> None:
    lines.insert(row, lines[row])


def swap(lines: list[str], row: int, column: int, sign: str) -> None:
    lines[row - 1], lines[row] = lines[row], lines[row - 1]


def indent(lines: list[str], row: int, column: int, sign: str) -> None:
    lines[row] = " " + lines[row]


def unindent(lines: list[str], row: int, column: int, sign: str) -> None:
    lines[row] = lines[row].lstrip()


def strike(lines: list[str], row: int, column: int, sign: str) -> None:
    line = lines[row]
    at = column % (len(line) + 1)
    lines[row] = line[:at] + line[at + 1 :]


def insert(lines: list[str], row: int, column: int, sign: str) -> None:
    line = lines[row]
    at = column % (len(line) + 1)
    lines[row] = line[:at] + sign + line[at:]


SLIPS: list[Slip] = [leave_out, write_twice, swap, indent, unindent, strike, insert]


@settings(max_examples=200)
@given(st.data())
def test_a_slip_anywhere_is_told_in_words(data: st.DataObject):
    sources = data.draw(st.sampled_from(PACKAGES))
    path = data.draw(st.sampled_from(sorted(sources.texts)))
    lines = sources.texts[path].decode().split("\n")
    row = data.draw(st.integers(0, len(lines) - 1))
    slip = data.draw(st.sampled_from(SLIPS))
    slip(lines, row, data.draw(st.integers(0, 80)), data.draw(st.sampled_from(SIGNS)))
    texts = {**sources.texts, path: "\n".join(lines).encode()}
    result = check_sources(Sources(texts, sources.media))
    assert (result.course is None) == bool(result.problems)
    for problem in result.problems:
        said = problem.to_dict(str)
        count = texts[said["file"]].count(b"\n") + 1 if said["file"] in texts else 1
        assert 1 <= said["line"] <= count + 1
        assert said["message"].endswith((".", "?"))
