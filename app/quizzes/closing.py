"""Attempts whose time is up are closed, though their learners closed the browser."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from app.content.course import Course
from app.engines import Database
from app.quizzes.submissions import CourseOf, Overdue, close_each, overdue
from config import Settings

log = logging.getLogger(__name__)
AGAIN_AFTER = timedelta(minutes=10)  # what could not be closed is tried again then


class Closer:
    """The job that closes attempts; what cannot be closed holds nobody else up.

    `doctor` tells of attempts that stay open, and the log says why.
    """

    def __init__(self, course_of: CourseOf) -> None:
        """Close attempts of the courses that `course_of(digest)` returns."""
        self._course_of = course_of
        # Attempts and revisions that there was trouble with, and until when they rest.
        self._resting: dict[UUID | str, datetime] = {}

    def __call__(self, database: Database, _settings: Settings, now: datetime) -> int:
        """Close all attempts that are overdue; return how many.

        Nothing is written when there is none.
        """
        self._resting = {
            one: until for one, until in self._resting.items() if until > now
        }
        closed = 0
        for found in _batches(database, now):
            courses: dict[str, Course] = {}
            ready = [one for one in found if self._is_ready(one, courses, now)]
            if ready:
                with database.writing() as session:
                    turn = close_each(session, ready, courses.__getitem__)
                closed += turn.done
                self._rest(turn.left, now)
        return closed

    def _is_ready(
        self, one: Overdue, courses: dict[str, Course], now: datetime
    ) -> bool:
        """Load what closing an attempt needs, before anybody has to wait for it."""
        if one.id in self._resting:
            return False
        return all(
            self._is_loaded(digest, courses, now)
            for digest in (one.digest, one.current)
        )

    def _is_loaded(
        self, digest: str, courses: dict[str, Course], now: datetime
    ) -> bool:
        if digest in courses or digest in self._resting:
            return digest in courses
        try:
            courses[digest] = self._course_of(digest)
        except Exception:
            log.exception("attempts of revision %s cannot be closed now", digest)
            self._rest([digest], now)
            return False
        return True

    def _rest(self, troubled: list[str] | tuple[UUID, ...], now: datetime) -> None:
        self._resting |= dict.fromkeys(troubled, now + AGAIN_AFTER)


def _batches(database: Database, now: datetime) -> Iterator[list[Overdue]]:
    """Yield all that is overdue, each attempt once."""
    last: Overdue | None = None
    while True:
        with database.reading() as session:
            found = overdue(session, now, last)
        if not found:
            return
        yield found
        last = found[-1]
