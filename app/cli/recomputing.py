"""Proving what is derived: every enrolment is folded anew and compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from app.content.course import Course
from app.engines import Database
from app.learning import results
from app.learning.models import Enrolment
from app.publishing.library import Library
from app.publishing.models import PublishedCourse


@dataclass(frozen=True)
class Difference:
    """One enrolment whose state is not what its records say."""

    learner: UUID
    enrolment_id: UUID
    course_id: str
    what: str


def differences(database: Database, library: Library) -> list[Difference]:
    """Return every enrolment whose cached state differs from its records."""
    with database.reading() as session:
        found = list(results.differences(session, library.course))
        ids = [enrolment_id for _, enrolment_id, _ in found]
        courses = dict(
            session.execute(
                sa.select(Enrolment.id, Enrolment.course_id).where(
                    Enrolment.id.in_(ids)
                )
            ).all()
        )
    return [
        Difference(learner, enrolment_id, courses[enrolment_id], what)
        for learner, enrolment_id, what in found
    ]


def mend(
    database: Database, library: Library, found: Sequence[Difference], now: datetime
) -> None:
    """Settle these enrolments again, each in a write of its own."""
    current = _Current(database, library)
    for one in found:
        course = current.course(one.course_id)
        with database.writing() as session:
            where = results.Place(one.learner, one.enrolment_id, course)
            results.settle(session, where, now)


class _Current:
    """The current revision of each course."""

    def __init__(self, database: Database, library: Library) -> None:
        with database.reading() as session:
            self._digests = dict(
                session.execute(
                    sa.select(PublishedCourse.id, PublishedCourse.digest)
                ).all()
            )
        self._library = library

    def course(self, course_id: str) -> Course:
        return self._library.course(self._digests[course_id])
