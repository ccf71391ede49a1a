"""Lists of people as somebody pasted or uploaded them, read into entries or problems.

Pure: text in, values out; nothing is looked up. Problems carry codes of
messages.PROBLEMS with parameters, and the number of the line they stand in.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from app.accounts.names import tidy
from app.accounts.rules import is_email, tidy_email

LONGEST: Final = 10_000  # lines
LONGEST_NAME: Final = 100  # letters
LONGEST_TEXT: Final = 1_500_000  # characters
_SHOWN: Final = 60  # letters of what is quoted in a message
_ORDER: Final = ("family_name", "given_name", "email", "organisation")
_REQUIRED: Final = _ORDER[:3]
# What people write over a column, without marks, spaces and hyphens.
_HEADERS: Final = {
    word: column
    for column, words in {
        "family_name": "nazwisko nazwiska familienname nachname zuname name "
        "familyname lastname surname",
        "given_name": "imie imiona vorname vornamen rufname givenname firstname",
        "email": "email mail adresemail emailadres adresmailowy emailadresse "
        "mailadresse emailaddress",
        "organisation": "organizacja firma zaklad zakladpracy cech pracodawca "
        "organisation betrieb firmenname innung unternehmen organization company "
        "employer guild firm",
    }.items()
    for word in words.split()
}
_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")


class Unreadable(ValueError):
    """Nothing of a list can be read; `code` stands in messages.UNREADABLE."""

    def __init__(self, code: str, **params: str | int) -> None:
        """Say why by a code."""
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class Entry:
    """One person of a list; `email` is tidied, `organisation` "" when it is not given.

    `line` counts from 1 in the text as it was sent, blank lines too.
    """

    line: int
    family_name: str
    given_name: str
    email: str
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why one line cannot be used: a code of messages.PROBLEMS and its parameters."""

    line: int
    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True)
class PeopleList:
    """What a text said: usable entries, problems, and columns that mean nothing."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    ignored: tuple[str, ...] = ()


def decoded(data: bytes) -> tuple[str, bool]:
    """Return the text of a file, and whether CP1250 was a guess.

    Excel saves CSV as UTF-8 with a mark, as CP1250, or "Unicode text" as UTF-16.
    Raises Unreadable for what is no text.
    """
    if data.startswith(_WORKBOOKS):
        raise Unreadable("workbook")
    text, guessed = _decoded(data)
    if "\0" in text:
        raise Unreadable("not-text")
    return text, guessed


def _decoded(data: bytes) -> tuple[str, bool]:
    try:
        if data.startswith(_UTF16):
            return data.decode("utf-16"), False
        try:
            return data.decode("utf-8-sig"), False
        except UnicodeDecodeError:
            return data.decode("cp1250"), True
    except UnicodeDecodeError:
        raise Unreadable("not-text") from None


def read(text: str) -> PeopleList:
    """Read a list separated by tab, semicolon or comma, with or without a header.

    Raises Unreadable when no line can be understood; everything else is a problem of
    its line, and all of them are found at once.
    """
    if len(text) > LONGEST_TEXT:
        raise Unreadable("too-long", lines=LONGEST)
    rows = _rows(text.removeprefix("\ufeff"))
    if not rows:
        raise Unreadable("empty")
    columns, ignored = _header(rows[0])
    people = rows[1:] if columns else rows
    if len(people) > LONGEST:
        raise Unreadable("too-long", lines=LONGEST)
    reader = _Reader(columns)
    for row in people:
        reader.take(row)
    return PeopleList(tuple(reader.entries), tuple(reader.problems), ignored)


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: tuple[str, ...]


def _rows(text: str) -> list[_Row | Problem]:
    """Split a text into rows that hold something; a broken quotation ends it."""
    rows: list[_Row | Problem] = []
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True
    )
    before = 0
    try:
        for cells in reader:
            tidied = tuple(tidy(cell) for cell in cells)
            if any(tidied):
                rows.append(_Row(before + 1, tidied))
            before = reader.line_num
            if len(rows) > LONGEST + 1:
                break
    except csv.Error:
        rows.append(Problem(before + 1, "quotes"))
    return rows


def _delimiter(text: str) -> str:
    """Return which of tab, semicolon and comma the first lines have most of."""
    first = "\n".join(text.splitlines()[:20])
    return max("\t;,", key=first.count)


def _header(
    row: _Row | Problem,
) -> tuple[Mapping[str, int] | None, tuple[str, ...]]:
    """Return where each column stands, None when the first row is a person already."""
    if isinstance(row, Problem):
        return None, ()
    known = [_HEADERS.get(_bare(cell)) for cell in row.cells]
    if not any(known) or any("@" in cell for cell in row.cells):
        return None, ()
    columns: dict[str, int] = {}
    for place, column in enumerate(known):
        if column in columns:
            raise Unreadable("column-twice", column=row.cells[place])
        if column is not None:
            columns[column] = place
    missing = [column for column in _REQUIRED if column not in columns]
    if missing:
        raise Unreadable("columns", missing=missing[0])
    pairs = zip(row.cells, known, strict=True)
    return columns, tuple(cell for cell, column in pairs if cell and column is None)


def _bare(cell: str) -> str:
    letters = unicodedata.normalize("NFKD", cell.casefold().replace("ł", "l"))
    return "".join(letter for letter in letters if letter.isalpha())


class _Reader:
    """Turns rows into entries and problems, and remembers addresses seen before."""

    def __init__(self, columns: Mapping[str, int] | None) -> None:
        """Read by these columns; without them by their usual order."""
        self.entries: list[Entry] = []
        self.problems: list[Problem] = []
        self._columns = columns or {name: place for place, name in enumerate(_ORDER)}
        self._headed = columns is not None
        self._lines: dict[str, int] = {}

    def take(self, row: _Row | Problem) -> None:
        """Read one row; all its problems are kept, and an entry if it has none."""
        if isinstance(row, Problem):
            self.problems.append(row)
            return
        found = len(row.cells)
        trailing = not any(row.cells[len(_ORDER) :])
        if not self._headed and (found < len(_REQUIRED) or not trailing):
            self.problems.append(Problem(row.line, "fields", {"found": found}))
            return
        entry = self._entry(row)
        problems = [*_problems(entry), *self._seen_before(entry)]
        if problems:
            self.problems.extend(problems)
        else:
            self.entries.append(entry)

    def _entry(self, row: _Row) -> Entry:
        cells = {
            name: row.cells[place] if place < len(row.cells) else ""
            for name, place in self._columns.items()
        }
        return Entry(
            row.line,
            cells["family_name"],
            cells["given_name"],
            tidy_email(cells["email"]),
            cells.get("organisation", ""),
        )

    def _seen_before(self, entry: Entry) -> Iterator[Problem]:
        if not entry.email:
            return
        other = self._lines.setdefault(entry.email, entry.line)
        if other != entry.line:
            yield Problem(entry.line, "email-twice", {"other": other})


def _problems(entry: Entry) -> Iterator[Problem]:
    if not entry.family_name:
        yield Problem(entry.line, "family-name")
    if not entry.given_name:
        yield Problem(entry.line, "given-name")
    if max(len(entry.family_name), len(entry.given_name)) > LONGEST_NAME:
        yield Problem(entry.line, "name-long", {"most": LONGEST_NAME})
    if not entry.email:
        yield Problem(entry.line, "no-email")
    elif not is_email(entry.email):
        yield Problem(entry.line, "email", {"email": entry.email[:_SHOWN]})
