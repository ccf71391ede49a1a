"""After a publication: every enrolment of the course is settled against it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.content.course import Course
from app.engines import Busy, Database
from app.learning import results
from app.learning.models import Enrolment, EnrolmentState
from app.publishing.models import Publication, PublishedCourse
from config import Settings

log = logging.getLogger(__name__)
BATCH = 100
# Who opened a page before a publication may still write under the revision of then.
UNDER_WAY = timedelta(minutes=5)
AGAIN_AFTER = timedelta(minutes=10)  # what went wrong is tried again then
CourseOf = Callable[[str], Course]


class Current(NamedTuple):
    """What a course has now, and since when."""

    course_id: str
    digest: str
    since: datetime


class Settler:
    """The job that goes on where settling was cut off, by a crash or by anything.

    Whoever publishes settles, too; this one looks at each publication after that, and
    once more at all of them when its process is new. States say which revision they
    were folded under, so nobody has to write down how far it came.
    """

    def __init__(self, course_of: CourseOf) -> None:
        """Settle under the revisions that `course_of(digest)` returns."""
        self._course_of = course_of
        self._done: set[Current] = set()
        self._resting: dict[Current, datetime] = {}

    def __call__(self, database: Database, _settings: Settings, now: datetime) -> int:
        """Settle what is not settled; return how many enrolments that were."""
        with database.reading() as session:
            found = current(session)
        self._done.intersection_update(found)
        return sum(
            self._settle(database, one, now)
            for one in found
            if one not in self._done and self._resting.get(one, now) <= now
        )

    def _settle(self, database: Database, one: Current, now: datetime) -> int:
        try:
            done = settle_all(database, self._course_of(one.digest), now)
        except (Busy, OperationalError):
            raise
        except Exception:
            # One course that cannot be read must not keep the others from it.
            log.exception("enrolments of %s are not settled", one.course_id)
            self._resting[one] = now + AGAIN_AFTER
            return 0
        if one.since < now - UNDER_WAY:
            self._done.add(one)
        return done


def current(session: Session) -> list[Current]:
    """Return what each course has now. One statement over courses, not over people."""
    rows = session.execute(
        sa.select(
            PublishedCourse.id,
            PublishedCourse.digest,
            sa.func.max(Publication.published_at),
        )
        .join(
            Publication,
            sa.and_(
                Publication.course_id == PublishedCourse.id,
                Publication.digest == PublishedCourse.digest,
            ),
        )
        .group_by(PublishedCourse.id, PublishedCourse.digest)
        .order_by(PublishedCourse.id)
    )
    return [Current(*row) for row in rows]


def settle_all(database: Database, course: Course, now: datetime) -> int:
    """Settle what is not settled under this revision, in short turns; return how many.

    A crash in between loses nothing: states say which revision they were folded
    under, so the next call goes on. Answers wait for one turn at the most. An
    enrolment that cannot be settled is logged and keeps no other one waiting.
    """
    settled = 0
    last: tuple[UUID, UUID] | None = None
    while True:
        with database.reading() as session:
            found = _waiting(session, course, last)
        if not found:
            return settled
        with database.writing() as session:
            settled += sum(
                _settle(session, results.Place(*one, course), now) for one in found
            )
        last = found[-1]


def _waiting(
    session: Session, course: Course, after: tuple[UUID, UUID] | None
) -> Sequence[tuple[UUID, UUID]]:
    query = (
        sa.select(Enrolment.learner, Enrolment.id)
        .join(
            EnrolmentState,
            sa.and_(
                EnrolmentState.learner == Enrolment.learner,
                EnrolmentState.enrolment_id == Enrolment.id,
            ),
        )
        .where(
            Enrolment.course_id == course.id,
            Enrolment.closed_at.is_(None),
            EnrolmentState.digest != course.digest,
        )
        # In one order, so that two of these never wait for each other.
        .order_by(Enrolment.learner, Enrolment.id)
        .limit(BATCH)
    )
    if after is not None:
        order = sa.tuple_(Enrolment.learner, Enrolment.id)
        query = query.where(order > sa.tuple_(*(sa.literal(key) for key in after)))
    return [(row.learner, row.id) for row in session.execute(query)]


def _settle(session: Session, where: results.Place, now: datetime) -> bool:
    try:
        with session.begin_nested():
            results.settle(session, where, now)
    except OperationalError:
        raise
    except Exception:
        log.exception("enrolment %s cannot be settled", where.enrolment_id)
        return False
    return True
