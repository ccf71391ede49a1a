"""After a publication: every enrolment of the course is settled against it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.content.course import Course
from app.learning import results
from app.learning.models import Enrolment, EnrolmentState
from app.publishing.models import PublishedCourse

BATCH = 100
Writing = Callable[[], AbstractContextManager[Session]]


def waiting(session: Session) -> Sequence[str]:
    """Return the digests of current revisions that some enrolment is not settled under.

    There are some after a publication, until `settle_all` is through. One statement.
    """
    return session.scalars(
        sa.select(PublishedCourse.digest)
        .where(
            sa.exists().where(
                Enrolment.course_id == PublishedCourse.id,
                Enrolment.closed_at.is_(None),
                EnrolmentState.learner == Enrolment.learner,
                EnrolmentState.enrolment_id == Enrolment.id,
                EnrolmentState.digest != PublishedCourse.digest,
            )
        )
        .order_by(PublishedCourse.id)
    ).all()


def settle_all(writing: Writing, course: Course, now: datetime) -> int:
    """Settle what is not settled under this revision, in short turns; return how many.

    A crash in between loses nothing: states say which revision they were folded
    under, so the next call goes on. Answers wait for one turn at the most.
    """
    settled = 0
    while True:
        with writing() as session:
            waiting = session.execute(
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
            ).all()
            for learner, enrolment_id in waiting:
                results.settle(
                    session, results.Place(learner, enrolment_id, course), now
                )
        settled += len(waiting)
        if len(waiting) < BATCH:
            return settled
