"""Fill in the ids that an author left out, and change nothing else.

An id is drawn once and then stands in the source: it says nothing about the order or
the words of what it names, so it can stay when those change.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random, SystemRandom
from typing import Any

from pydantic import ValidationError

from app.content import frontmatter
from app.content.draft import drafted
from app.content.insertions import (
    Insertion,
    Target,
    applied,
    composed,
    insertions,
    target,
)
from app.content.lock import locked_ids
from app.content.markdown import question_fences
from app.content.marks import Origin, Step
from app.content.problems import Problems
from app.content.reader import Sources
from app.content.scenario_reader import KIND, questions_in
from app.content.texts import decode
from app.content.yaml_reader import read_yaml
from app.questions.authoring import parts
from app.questions.register import parse

# No vowels, so that no words arise, and nothing that looks like something else; a
# letter first, so that YAML never takes one for a number.
_FIRST = "bcdfghjkmnpqrstvwxz"
_OTHERS = _FIRST + "23456789"
_LENGTH = 4

Path = tuple[Step, ...]


def filled(sources: Sources, rng: Random | None = None) -> dict[str, str]:
    """Return the new text of every file of a package in which ids were missing.

    A file that cannot be read, or a question that is broken, stays as it is: `check`
    says why.
    """
    taken = set(locked_ids(sources))
    for named in drafted(sources, Problems(), {}).named():
        taken.update((named.id, *named.parts))
    changed = {}
    for path, data in sources.texts.items():
        if path.startswith(("lessons/", "questions/")):
            if decode(data, path, Problems()) is None:
                continue
            # Unlike the decoded text, this one still has its own line ends.
            text = data.decode("utf-8")
            new = fill_ids(path, text, taken, rng or SystemRandom())
            if new != text:
                changed[path] = new
    return changed


def fill_ids(path: str, text: str, taken: set[str], rng: Random) -> str:
    """Return a lesson or a file of the bank with the missing ids filled in.

    `taken` are the ids that must not be drawn; the new ones are added to it.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    plain = text.removeprefix(mark).replace("\r\n", "\n")
    if "\r" in plain:
        return text  # the line ends of another age would make us count wrongly
    find = _in_lesson if path.startswith("lessons/") else _in_bank
    lines = text.removeprefix(mark).split("\n")
    found = [
        insertion
        for piece in find(plain)
        for wanted in _wanting(piece)
        for insertion in piece.insertions(wanted, _drawn(taken, rng), lines)
    ]
    return mark + "\n".join(applied(lines, found))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A YAML text with questions, and where it begins in its file.

    `indent` spaces were taken away from the start of each of its lines.
    """

    source: str
    line: int = 0
    indent: int = 0

    def insertions(
        self, wanted: Target, new_id: str, lines: Sequence[str]
    ) -> Iterator[Insertion]:
        for one in insertions(wanted, new_id, self.source.split("\n")):
            row = one.line + self.line
            raw = lines[row]
            removed = min(self.indent, len(raw) - len(raw.lstrip(" ")))
            end = "\r\n" if raw.endswith("\r") else "\n"
            new = one.text.replace("\n", end + " " * self.indent)
            yield Insertion(row, one.column + removed, new)


def _in_lesson(text: str) -> Iterator[_Piece]:
    split = frontmatter.split(text, "", Problems())
    if split is not None:
        for fence in question_fences(split.body):
            yield _Piece(fence.source, split.first_line + fence.line, fence.column)


def _in_bank(text: str) -> Iterator[_Piece]:
    yield _Piece(text)


def _wanting(piece: _Piece) -> Iterator[Target]:
    """Yield everything in the questions of a piece that lacks an id."""
    problems = Problems()
    document = read_yaml(piece.source, Origin(""), problems)
    root = composed(piece.source) if document is not None else None
    if document is None or root is None or problems:
        return
    for path, value in _written(document.value):
        for loc in _missing(value):
            yield target(root, (*path, *loc))


def _written(value: Any) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """Yield the questions and scenarios of a document: one, or a list of them."""
    if not isinstance(value, dict):
        return
    found = [((), value)] if "type" in value else questions_in(value)
    for path, one in found:
        if isinstance(one, dict):
            yield path, one
            if one.get("type") == KIND:
                for below, question in questions_in(one):
                    if isinstance(question, dict):
                        yield (*path, *below), question


def _missing(value: Mapping[str, Any]) -> Iterator[Path]:
    if value.get("type") == KIND:
        if "id" not in value:
            yield ()
        return
    try:
        question = parse(value, language="pl", teaches="de")
    except ValidationError:
        return
    # A key that is there and empty is the author's to mend.
    if not question.id and "id" not in value:
        yield ()
    for part, loc in parts(question):
        if not part:
            yield loc


def _drawn(taken: set[str], rng: Random) -> str:
    while True:
        new_id = rng.choice(_FIRST) + "".join(rng.choices(_OTHERS, k=_LENGTH - 1))
        if new_id not in taken:
            taken.add(new_id)
            return new_id
