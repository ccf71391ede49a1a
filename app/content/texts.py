"""From bytes to text that is what it looks like: UTF-8, without hidden characters."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from app.content.marks import Origin
from app.content.problems import Fault, Place, Problem, Problems
from app.questions.messages import N_

NOT_UTF8 = Fault(
    "encoding",
    N_("This file is not UTF-8 text: the byte %(byte)s cannot be read."),
    N_(
        "Open the file in your editor and save it with the encoding UTF-8 "
        "(it may have been saved as Windows-1250)."
    ),
)
CONTROL_CHARACTER = Fault(
    "control-character",
    N_("An invisible control character (%(character)s) stands here."),
    N_("Delete it; it often comes along when text is copied from another program."),
)
BIDI_CHARACTER = Fault(
    "bidi-character",
    N_(
        "A hidden character (%(character)s) that turns the direction of writing "
        "stands here; the text could look different from what it says."
    ),
    N_("Delete it, or type this line anew."),
)

_BIDI = "\u202a-\u202e\u2066-\u2069"
# Tab, line feed and carriage return are the only control characters of a text; the
# two Unicode line ends would make YAML and editors count lines differently.
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff"
_STRAY = re.compile(f"[{_BIDI}{_CONTROL}\ufeff]")
_MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Stray:
    """A character that has no place in a text, at a 0-based line and column."""

    character: str
    line: int
    column: int

    def problem(self, origin: Origin) -> Problem:
        """Say what it is and where."""
        fault = BIDI_CHARACTER if self._is_bidi() else CONTROL_CHARACTER
        place = origin.place(self.line, self.column)
        return fault.at(place, character=f"U+{ord(self.character):04X}")

    def _is_bidi(self) -> bool:
        return unicodedata.bidirectional(self.character) in _BIDI_CLASSES


_BIDI_CLASSES = frozenset(
    {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
)


def decode(data: bytes, file: str, problems: Problems) -> str | None:
    """Return a text with plain line feeds and no byte order mark, or None."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problems.found.append(_undecodable(data, error, file))
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _STRAY.search(text) is None:
        return text
    for _, stray in zip(range(_MOST_SHOWN), strays(text), strict=False):
        problems.found.append(stray.problem(Origin(file)))
    return None


def stray_character(text: str) -> Stray | None:
    """Return the first character that must not stand in a text."""
    return next(strays(text), None)


def strays(text: str) -> Iterator[Stray]:
    """Yield the characters that must not stand in a text."""
    for match in _STRAY.finditer(text):
        start = match.start()
        line = text.count("\n", 0, start)
        column = start - (text.rfind("\n", 0, start) + 1)
        yield Stray(match.group(), line, column)


def _undecodable(data: bytes, error: UnicodeDecodeError, file: str) -> Problem:
    # A byte order mark that was skipped shifts the position by its three bytes.
    skipped = len(data) - len(error.object)
    before = data[: error.start + skipped]
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
    byte = f"0x{error.object[error.start]:02X}"
    return NOT_UTF8.at(Place(file, line, column), byte=byte)
