"""Many learners who take the same quizzes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

import pytest

from app.content.course import Course
from app.db import new_key
from app.learning.results import Place
from app.quizzes import attempts, responses, submissions
from app.quizzes.models import Attempt
from app.quizzes.responses import Entry
from app.quizzes.rules import Saved
from tests.factories import NOW, make_membership, make_person
from tests.school import School

Answers = Mapping[str, dict[str, Any]]


@dataclass
class Crowd:
    """Learners of a school, each of whom sits down to a quiz once or more."""

    school: School
    guild: Any
    numbers: Iterator[int]

    def newcomer(self) -> Place:
        """Return the seat of somebody who has just joined the course."""
        number = next(self.numbers)
        with self.school.database.writing() as session:
            person = make_person(session, given_name=f"Nr {number}")
            make_membership(session, person, self.guild)
        return self.school.enrol(person)

    def sit(
        self,
        *answers: Answers,
        quiz_id: str = "test",
        place: Place | None = None,
        now: datetime = NOW,
        hand_in: bool = True,
    ) -> Attempt:
        """Begin an attempt, answer a question every ten seconds, hand it in.

        Later `answers` come after earlier ones, also to the same question.
        """
        seat = place or self.newcomer()
        quiz = seat.course.quizzes[quiz_id]
        with self.school.database.writing() as session:
            attempt = attempts.begin(session, seat, quiz, now)
            assert attempt is not None
            for question_id, answer in chain.from_iterable(
                one.items() for one in answers
            ):
                now += timedelta(seconds=10)
                entry = Entry(question_id, answer, new_key().hex, Saved.SAVED)
                responses.append(session, attempts.owner(attempt), entry, now)
            if hand_in:
                self._finish(session, attempt, seat.course, now)
        return attempt

    def _finish(
        self, session: Any, attempt: Attempt, course: Course, now: datetime
    ) -> None:
        assert submissions.finish(
            session,
            attempt,
            revision=self.school.library.course(attempt.digest),
            current=course,
            by=submissions.LEARNER,
            now=now,
        )


@pytest.fixture
def crowd(school: School) -> Crowd:
    school.publish()
    return Crowd(school, school.cast.bakers, iter(range(1, 10_000)))
