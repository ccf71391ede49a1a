"""Practice inside a lesson: each answer is judged at once and kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.content.course import Course, Lesson
from app.learning import results
from app.learning.rules import Earned, ResultKind
from app.questions.base import BadResponse, Judgement, Question
from app.quizzes import attempts, responses, rules
from app.quizzes.responses import Given, Owner, Verdict
from app.quizzes.rules import Saved


@dataclass(frozen=True)
class Shown:
    """A practice question as it is shown: its widget, and what came of the answer."""

    question: Question
    widget: Any
    judgement: Judgement | None
    # What cannot be taken of an answer; "blank" when there was none.
    fault: BadResponse | None = None
    blank: bool = False


def shown(
    course: Course, lesson: Lesson, seed: int, given: Mapping[str, Given]
) -> dict[str, Shown]:
    """Return the practice questions of a lesson by id, with the last answers."""
    return {
        question_id: show(course, question_id, seed, _answer(given.get(question_id)))
        for question_id in lesson.practice
    }


def show(
    course: Course, question_id: str, seed: int, answer: dict[str, Any] | None
) -> Shown:
    """Return one practice question; an answered one shows its verdict."""
    question = course.questions[question_id]
    form = rules.question_form(course, question_id, seed)
    judgement = question.judge(answer) if answer else None
    widget = question.widget(form, answer, judgement)
    return Shown(question, widget, judgement)


def show_again(
    course: Course, question_id: str, seed: int, fault: BadResponse | None
) -> Shown:
    """Return a practice question whose answer was not taken, with what was entered."""
    question = course.questions[question_id]
    form = rules.question_form(course, question_id, seed)
    widget = question.widget(form, fault.entered if fault else None)
    return Shown(question, widget, None, fault, blank=fault is None)


def _answer(given: Given | None) -> dict[str, Any] | None:
    return given.answer or None if given else None


def keep(  # noqa: PLR0913 - an answer has a place, a question, a key and a time
    session: Session,
    where: results.Place,
    lesson: Lesson,
    question: Question,
    answer: dict[str, Any],
    *,
    client_key: str,
    now: datetime,
) -> bool:
    """Judge and keep a practice answer in one commit; False for a replay."""
    attempt_id = attempts.practice(session, where, lesson.id, now)
    judgement = question.judge(answer)
    fresh = responses.append(
        session,
        Owner(where.learner, attempt_id, where.course.digest),
        question.id,
        answer,
        client_key=client_key,
        state=Saved.SUBMITTED,
        now=now,
        verdict=Verdict(judgement.mark, judgement.rule),
    )
    if fresh and lesson.id in where.course.completion.practice:
        _record_when_all_answered(session, where, lesson, attempt_id, now)
    return fresh


def _record_when_all_answered(
    session: Session,
    where: results.Place,
    lesson: Lesson,
    attempt_id: Any,
    now: datetime,
) -> None:
    answered = responses.latest(session, where.learner, attempt_id)
    if set(lesson.practice) <= set(answered):
        results.record(
            session,
            where,
            Earned(lesson.id, ResultKind.PRACTICE, 0, 0, None),
            source=f"practice:{lesson.id}",
            digest=where.course.digest,
            now=now,
        )
