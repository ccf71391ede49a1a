"""A course with two quizzes, Ana in it, and what can be done with an attempt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from app.content.course import Course
from app.db import new_key
from app.engines import Database
from app.learning import enrolments
from app.learning.results import Place
from app.publishing.models import PublishedCourse
from app.quizzes import attempts, responses, submissions
from app.quizzes.models import Attempt, Judgement, Response
from app.quizzes.responses import Entry, Given
from app.quizzes.rules import Saved
from tests.factories import NOW, Cast, make_course, make_revision
from tests.values import course, lesson, question, quiz

COURSE = course(
    lesson("lekcja", practice=("p1", "p2")),
    quiz("test", questions=("q1", "q2", "q3"), tries=2),
    quiz(
        "egzamin",
        behaviour="exam",
        tries=1,
        time_limit=30,
        pass_mark=700_000,
        questions=("q1", "q2"),
    ),
    quiz("ankieta", behaviour="practice", pass_mark=None, tries=None),
    questions=[question("q3", points=3)],
)


@dataclass
class Room:
    """Where one learner takes quizzes; every act is a transaction of its own."""

    database: Database
    place: Place

    @property
    def courses(self) -> dict[str, Course]:
        return {self.place.course.digest: self.place.course, COURSE.digest: COURSE}

    def begin(
        self, quiz_id: str = "test", now: datetime = NOW, course: Course | None = None
    ) -> Attempt | None:
        where = replace(self.place, course=course or self.place.course)
        with self.database.writing() as session:
            return attempts.begin(session, where, where.course.quizzes[quiz_id], now)

    def begun(self, quiz_id: str = "test", **facts: Any) -> Attempt:
        attempt = self.begin(quiz_id, **facts)
        assert attempt is not None
        return attempt

    def answer(
        self,
        attempt: Attempt,
        question_id: str = "q1",
        answer: dict[str, Any] | None = None,
        *,
        key: str | None = None,
        state: Saved = Saved.SAVED,
        now: datetime = NOW,
    ) -> bool:
        with self.database.writing() as session:
            held = attempts.locked(session, attempt.learner, attempt.id)
            assert held is not None
            entry = Entry(
                question_id,
                {"choices": ["a"]} if answer is None else answer,
                key or new_key().hex,
                state,
            )
            return responses.append(session, attempts.owner(held), entry, now)

    def finish(
        self,
        attempt: Attempt,
        *,
        now: datetime = NOW,
        by: str = submissions.LEARNER,
        current: Course | None = None,
    ) -> bool:
        with self.database.writing() as session:
            held = attempts.locked(session, attempt.learner, attempt.id)
            assert held is not None
            return submissions.finish(
                session,
                held,
                revision=self.courses[held.digest],
                current=current or self.place.course,
                by=by,
                now=now,
            )

    def found(self, attempt: Attempt) -> Attempt:
        with self.database.reading() as session:
            return session.get_one(Attempt, (attempt.learner, attempt.id))

    def latest(self, attempt: Attempt) -> dict[str, Given]:
        with self.database.reading() as session:
            return responses.latest(session, attempt.learner, attempt.id)

    def history(self, attempt: Attempt) -> list[Given]:
        with self.database.reading() as session:
            return list(responses.history(session, attempt.learner, attempt.id))

    def rows(self, table: type) -> list[Any]:
        with self.database.reading() as session:
            return list(session.scalars(sa.select(table).order_by(table.id)).all())

    @property
    def responses(self) -> list[Response]:
        return self.rows(Response)

    @property
    def judgements(self) -> list[Judgement]:
        return self.rows(Judgement)


@pytest.fixture
def room(database: Database, cast: Cast) -> Room:
    """Return Ana's room; the course is published as rows, its values are COURSE."""
    with database.writing() as session:
        make_revision(session, COURSE.id, digest=COURSE.digest)
        make_course(session, COURSE.id, digest=COURSE.digest)
    return Room(database, enrolled(database, cast.ana.learner))


def enrolled(database: Database, learner: UUID) -> Place:
    """Let a learner join the course."""
    with database.writing() as session:
        enrolment_id = enrolments.enrol(
            session,
            learner,
            COURSE.id,
            digest=COURSE.digest,
            activities=len(COURSE.order),
            organisation_id=None,
            by=new_key(),
            now=NOW,
        )
    return Place(learner, enrolment_id, COURSE)


def publish(database: Database, found: Course) -> Course:
    """Let `found` be the current revision of its course, as far as rows say it."""
    with database.writing() as session:
        make_revision(session, found.id, digest=found.digest)
    make_current(database, found)
    return found


def make_current(database: Database, found: Course) -> None:
    """Let a revision that has a row be the current one."""
    with database.writing() as session:
        session.get_one(PublishedCourse, found.id).digest = found.digest
