"""Attempts whose time is up are closed, though their learners closed the browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from app.content.course import Course
from app.engines import Database
from app.quizzes.submissions import close_overdue, overdue
from config import Settings

CourseOf = Callable[[str], Course]


def closer(course_of: CourseOf) -> Callable[[Database, Settings, datetime], int]:
    """Return the job that closes attempts; `course_of(digest)` returns a revision.

    Nothing is written when no attempt is overdue.
    """

    def close(database: Database, _settings: Settings, now: datetime) -> int:
        closed = 0
        while _any_overdue(database, now):
            with database.writing() as session:
                done = close_overdue(session, course_of, now)
            if not done:
                break
            closed += done
        return closed

    return close


def _any_overdue(database: Database, now: datetime) -> bool:
    with database.reading() as session:
        return bool(overdue(session, now, limit=1))
