"""Which revisions of a course ask the same question, so that answers can be counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from app.content.compare import asks_the_same
from app.content.course import Course
from app.questions.base import Question


@dataclass(frozen=True)
class Printing:
    """A published revision: its number in the course, and when it was first there."""

    digest: str
    number: int
    at: datetime


@dataclass(frozen=True)
class Edition:
    """A question through all revisions that ask the same; `number` counts from 1.

    `course` is the newest of these revisions, by which it is shown; `first` and `last`
    are the first and the last of them.
    """

    question_id: str
    number: int
    course: Course
    first: Printing
    last: Printing

    @property
    def question(self) -> Question:
        """The question as it was asked last."""
        return self.course.questions[self.question_id]


class Editions:
    """The editions of all questions of a course.

    A corrected comma begins no new edition, another key or another text does. A
    question that came back as it once was does, too: times are not mixed.
    """

    def __init__(self, revisions: Iterable[tuple[Printing, Course]]) -> None:
        """Take the revisions that learners met, in any order."""
        self._revisions = sorted(revisions, key=lambda one: one[0].number)

    def of(self, digest: str, question_id: str) -> Edition | None:
        """Return the edition that a revision asks, None if it has no such question."""
        return self._by_revision.get((digest, question_id))

    def all_of(self, question_id: str) -> tuple[Edition, ...]:
        """Return the editions of a question, the newest first."""
        return tuple(reversed(self._by_question.get(question_id, ())))

    @cached_property
    def _by_question(self) -> Mapping[str, list[Edition]]:
        found: dict[str, list[Edition]] = {}
        for printing, course in self._revisions:
            for question in course.questions.values():
                editions = found.setdefault(question.id, [])
                last = editions[-1] if editions else None
                if last and asks_the_same(last.question, question):
                    editions[-1] = _reprinted(last, printing, course)
                else:
                    editions.append(_new(question, editions, printing, course))
        return found

    @cached_property
    def _by_revision(self) -> Mapping[tuple[str, str], Edition]:
        return {
            (printing.digest, question_id): edition
            for printing, course in self._revisions
            for question_id, editions in self._by_question.items()
            for edition in editions
            if question_id in course.questions
            and edition.first.number <= printing.number <= edition.last.number
        }


def _new(
    question: Question, before: list[Edition], printing: Printing, course: Course
) -> Edition:
    return Edition(question.id, len(before) + 1, course, printing, printing)


def _reprinted(last: Edition, printing: Printing, course: Course) -> Edition:
    return Edition(last.question_id, last.number, course, last.first, printing)
