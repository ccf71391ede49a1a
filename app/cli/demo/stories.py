"""What a learner of the demo does in a course: one act after another, each in its time.

A story is a generator of acts. Who tells it carries out each act before asking for the
next one, so a story goes on from what really came of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.classroom import practice, saving, sittings
from app.cli.demo.answers import answer
from app.content.course import Course, Lesson, Quiz
from app.db import new_key
from app.learning import enrolments, results
from app.learning.rules import Earned, Facts, ResultKind
from app.questions.base import Form, Response
from app.quizzes import attempts, drawing, rules, submissions
from app.quizzes.models import Attempt

GOOD: Final = (0.85, 0.9, 1.0)  # shares of a quiz that are answered rightly
POOR: Final = (0.2, 0.3, 0.4)
PRACTISING: Final = ((True,), (False, True), ())  # at once, at the second go, not


Doing = Callable[[Session, datetime], object]


@dataclass(frozen=True)
class Act:
    """Something that is done at a moment, which it is told."""

    at: datetime
    do: Doing


@dataclass
class Story:
    """One learner in one course; `days` says when the next step is due."""

    course: Course
    person: Person
    organisation_id: UUID
    rng: Random
    days: Iterator[datetime]
    place: results.Place = field(init=False)
    facts: Facts = field(init=False)  # as they were when the lesson was opened
    # The last try at a quiz, None when there was none left; and whether it sufficed.
    attempt: Attempt | None = field(init=False, default=None)
    passed: bool = field(init=False, default=False)

    def join(self) -> Iterator[Act]:
        """Join the course."""
        yield Act(next(self.days), self._join)

    def go_through(self, activity_ids: tuple[str, ...]) -> Iterator[Act]:
        """Read these lessons and pass these quizzes, in their order."""
        for activity_id in activity_ids:
            if activity_id in self.course.lessons:
                yield from self.read(self.course.lessons[activity_id])
            else:
                yield from self.pass_quiz(self.course.quizzes[activity_id])

    def read(self, lesson: Lesson) -> Iterator[Act]:
        """Read a lesson and answer most of its practice."""
        at = next(self.days)
        yield Act(at, partial(self._open, lesson.id))
        for question_id in lesson.practice:
            for right in self.rng.choices(PRACTISING, (6, 3, 1))[0]:
                at = self._after(at)
                yield Act(at, partial(self._practise, lesson, question_id, right))
        yield Act(self._after(at), partial(self._finish_lesson, lesson.id))

    def pass_quiz(self, quiz: Quiz) -> Iterator[Act]:
        """Take a quiz until it is passed; the first try may go wrong."""
        self.passed = False
        if quiz.tries != 1 and quiz.pass_mark and self.rng.random() < 0.25:
            yield from self.take(quiz, POOR)
        for shares in (GOOD, (1.0,)):
            if not self.passed:
                yield from self.take(quiz, shares)

    def take(self, quiz: Quiz, shares: tuple[float, ...]) -> Iterator[Act]:
        """Begin an attempt, answer page by page, and finish."""
        at = next(self.days)
        most = drawing.lengths(quiz.parts)[1]
        pages = len(rules.pages(quiz.questions[:most], quiz.per_page))
        for act in self.begin(quiz, shares, pages, at):
            at = act.at
            yield act
        if self.attempt is not None:
            yield Act(self._after(at), self._submit)

    def begin(
        self, quiz: Quiz, shares: tuple[float, ...], pages: int, at: datetime
    ) -> Iterator[Act]:
        """Begin an attempt and answer some pages, one of `shares` of it rightly."""
        yield Act(at, partial(self._begin, quiz))
        count = round(self.rng.choice(shares) * len(quiz.questions))
        right = frozenset(self.rng.sample(quiz.questions, count))
        for number in range(1, pages + 1):
            at = self._after(at)
            yield Act(at, partial(self._answer_page, number, right))

    def _after(self, at: datetime) -> datetime:
        return at + timedelta(seconds=self.rng.randrange(40, 150))

    def _join(self, session: Session, at: datetime) -> None:
        enrolment_id = enrolments.enrol(
            session,
            self.person.learner,
            self.course.id,
            digest=self.course.digest,
            activities=len(self.course.order),
            organisation_id=self.organisation_id,
            by=self.person.id,
            now=at,
        )
        session.flush()
        self.place = results.Place(self.person.learner, enrolment_id, self.course)

    def _open(self, lesson_id: str, session: Session, _at: datetime) -> None:
        learner, enrolment_id = self.place.learner, self.place.enrolment_id
        enrolments.note_place(session, learner, enrolment_id, lesson_id)
        self.facts = results.facts_of(session, learner, enrolment_id, self.course)

    def _practise(
        self,
        lesson: Lesson,
        question_id: str,
        right: bool,
        session: Session,
        at: datetime,
    ) -> None:
        seed = rules.practice_seed(self.place.learner, lesson.id)
        form = drawing.question_form(self.course, question_id, seed)
        practice.keep(
            session,
            self.place,
            self.facts,
            lesson,
            question_id,
            self._answer(question_id, form, right=right),
            form=form,
            client_key=new_key().hex,
            now=at,
        )

    def _finish_lesson(self, lesson_id: str, session: Session, at: datetime) -> None:
        results.record(
            session,
            self.place,
            Earned(lesson_id, ResultKind.LESSON, 0, 0, None),
            source=f"lesson:{lesson_id}",
            digest=self.course.digest,
            now=at,
        )

    def _begin(self, quiz: Quiz, session: Session, at: datetime) -> None:
        self.attempt = attempts.begin(session, self.place, quiz, at)
        session.flush()

    def _answer_page(
        self, number: int, right: frozenset[str], session: Session, at: datetime
    ) -> None:
        held = self._held(session)
        if held is None:
            return
        found = sittings.sitting(session, held, self.course)
        # Of a quiz that draws, a try may be shorter than the longest.
        page = found.pages[number - 1] if number <= len(found.pages) else []
        answers = {
            one: self._answer(one, found.forms[one], right=one in right) for one in page
        }
        sent = sittings.Sent(new_key().hex, number, answers=answers)
        saving.keep(session, held, found, sent, at)

    def _answer(self, question_id: str, form: Form, *, right: bool) -> Response:
        # Apart from the story's own chances: which questions come first is drawn anew
        # each time, and must not change how the story goes on.
        rng = Random(f"{self.person.email} {question_id}")  # noqa: S311 - no secret
        return answer(self.course.questions[question_id], form, rng, right=right)

    def _submit(self, session: Session, at: datetime) -> None:
        held = self._held(session)
        if held is None:
            return
        submissions.finish(
            session,
            held,
            revision=self.course,
            current=self.course,
            by=submissions.LEARNER,
            now=at,
        )
        self.passed = attempts.has_passed(held)

    def _held(self, session: Session) -> Attempt | None:
        if self.attempt is None:
            return None
        return attempts.locked(session, self.place.learner, self.attempt.id)
