"""What stands together on a page of a quiz: under one heading, below one case text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Generic, TypeVar

from app.classroom import texts
from app.classroom.sittings import Reviewed, ShownQuestion, Sitting
from app.classroom.texts import Case

OnPage = TypeVar("OnPage", ShownQuestion, Reviewed)


@dataclass(frozen=True)
class Stretch(Generic[OnPage]):
    """Questions that follow each other and share what stands above them.

    `title` is the heading of the part where the page comes to it, `level` the one of
    what stands below it. `repeated`: the case was read on an earlier page.
    """

    title: str
    level: int
    case: Case | None
    repeated: bool
    questions: Sequence[OnPage]


def stretches(
    found: Sitting, shown: Iterable[OnPage], *, level: int
) -> list[Stretch[OnPage]]:
    """Return the questions of a page, grouped; `level` is that of their headings."""
    parts = found.quiz.parts
    grouped: list[Stretch[OnPage]] = []
    last: int | None = None
    for (part, case_id), group in groupby(shown, key=lambda one: _shared(found, one)):
        questions = list(group)
        title = parts[part].title
        case = texts.case(found.course, case_id) if case_id else None
        repeated = case is not None and case.first != questions[0].question.id
        below = level + bool(title)
        heading = title if part != last else ""
        grouped.append(Stretch(heading, below, case, repeated, questions))
        last = part
    return grouped


def _shared(found: Sitting, one: ShownQuestion | Reviewed) -> tuple[int, str | None]:
    drawn = found.drawn[one.question.id]
    return drawn.get("part", 0), drawn.get("scenario")
