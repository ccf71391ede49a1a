"""Practice inside a lesson: each answer is judged at once and kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.classroom import texts
from app.content.course import Course, Lesson
from app.db import new_key
from app.learning import results
from app.learning.rules import Earned, Facts, ResultKind
from app.publishing.library import library
from app.questions.base import BadResponse, Form, Judgement, Question
from app.questions.widgets import Widget
from app.quizzes import drawing, practising, responses
from app.quizzes.responses import Entry, Given, Owner, Verdict
from app.quizzes.rules import Saved


@dataclass(frozen=True)
class Shown:
    """A practice question as it is shown: its widget, and what came of the answer."""

    question: Question
    widget: Widget
    judgement: Judgement | None = None
    # What cannot be taken of an answer; `blank` when there was none.
    fault: BadResponse | None = None
    blank: bool = False


@dataclass(frozen=True)
class Practised:
    """A practice question as one learner sees it; `version` changes with what is shown.

    Judging waits until somebody asks, for the page may be kept.
    """

    course: Course
    question_id: str
    form: Form
    answer: dict[str, Any] | None = field(repr=False)

    @property
    def version(self) -> tuple[str, str, str]:
        """What the page shows of it depends on this, beside the revision.

        Not on the learner: whoever drew the same and answered the same sees the same.
        """
        return self.question_id, repr(self.form), repr(self.answer)

    @cached_property
    def shown(self) -> Shown:
        """The question with its verdict, if it was answered."""
        question = texts.question(self.course, self.question_id)
        question = question.worded(self.form, self.answer)
        judgement = question.judge(self.answer, self.form) if self.answer else None
        widget = question.widget(self.form, self.answer, judgement)
        return Shown(question, widget, judgement)


@dataclass(frozen=True)
class Instead:
    """A question shown in another way than it is stored: tried, or refused."""

    shown: Shown
    version: str


def questions(
    course: Course, lesson: Lesson, seed: int, given: Mapping[str, Given]
) -> dict[str, Practised | Instead]:
    """Return the practice questions of a lesson by id, with the last answers."""
    return {
        one: _practised(course, one, seed, given.get(one)) for one in lesson.practice
    }


def tried(
    course: Course, question_id: str, seed: int, answer: dict[str, Any]
) -> Instead:
    """Return a question with the verdict on an answer that is not kept."""
    practised = Practised(
        course, question_id, _form(course.digest, question_id, seed), answer
    )
    return Instead(practised.shown, new_key().hex)


def refused(
    course: Course, question_id: str, seed: int, fault: BadResponse | None
) -> Instead:
    """Return a question whose answer was not taken, with what was entered."""
    form = drawing.question_form(course, question_id, seed)
    question = texts.question(course, question_id).worded(form, None)
    widget = question.widget(form, fault.entered if fault else None)
    shown = Shown(question, widget, None, fault, blank=fault is None)
    return Instead(shown, new_key().hex)


def _practised(
    course: Course, question_id: str, seed: int, given: Given | None
) -> Practised:
    form = _form(course.digest, question_id, seed)
    return Practised(course, question_id, form, given.answer or None if given else None)


@lru_cache(maxsize=20_000)
def _form(digest: str, question_id: str, seed: int) -> Form:
    """Return a question as it was drawn for a learner, who comes back to it."""
    return drawing.question_form(library().course(digest), question_id, seed)


def keep(  # noqa: PLR0913 - an answer has a place, a question, a key and a time
    session: Session,
    where: results.Place,
    facts: Facts,
    lesson: Lesson,
    question_id: str,
    answer: dict[str, Any],
    *,
    form: Form,
    client_key: str,
    now: datetime,
) -> bool:
    """Judge and keep a practice answer in one commit; False for a replay.

    `form` is the question as it was drawn for this learner.

    That all questions of a lesson are answered is written down even where the course
    does not ask for it: a later revision may.
    """
    attempt_id = practising.attempt_of_lesson(session, where, lesson.id, now)
    judgement = where.course.questions[question_id].judge(answer, form)
    verdict = Verdict(judgement.mark, judgement.rule)
    sequence = responses.append(
        session,
        Owner(where.learner, attempt_id, where.course.digest),
        Entry(question_id, answer, client_key, Saved.SUBMITTED, verdict),
        now,
    )
    # The first answer to a question may be the one that was still missing; any one is
    # when a later revision has dropped the question that was.
    wanted = sequence == 1 or lesson.id in where.course.completion.practice
    if sequence and wanted and lesson.id not in facts.practice:
        _record_when_all_answered(session, where, lesson, attempt_id, now)
    return sequence > 0


def _record_when_all_answered(
    session: Session,
    where: results.Place,
    lesson: Lesson,
    attempt_id: UUID,
    now: datetime,
) -> None:
    if set(lesson.practice) <= responses.answered(session, where.learner, attempt_id):
        results.record(
            session,
            where,
            Earned(lesson.id, ResultKind.PRACTICE, 0, 0, None),
            source=f"practice:{lesson.id}",
            digest=where.course.digest,
            now=now,
        )
