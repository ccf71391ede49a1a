"""Enrolments: joining a course, leaving it, and where one stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.db import new_key
from app.learning.models import Enrolment, EnrolmentEvent, EnrolmentState
from app.learning.rules import Facts
from app.prepared import Prepared
from app.publishing.models import PublishedCourse

ENROLLED, WITHDRAWN, COMPLETED = "enrolled", "withdrawn", "completed"


@dataclass(frozen=True)
class Standing:
    """A course as it is published now, and how one learner stands in it.

    `enrolment_id` is None for somebody who did not join; `version` changes with every
    change of `facts`, so pages can be tagged by it.
    """

    course_id: str
    digest: str
    withdrawn: bool
    enrolment_id: UUID | None = None
    opened_at: datetime | None = None
    facts_json: dict[str, Any] | None = None
    version: int = 0
    place: str | None = None
    completed_at: datetime | None = None

    @property
    def enrolled(self) -> bool:
        """Whether the learner joined and has not left."""
        return self.enrolment_id is not None

    @cached_property
    def facts(self) -> Facts:
        """What was done so far."""
        return Facts.from_json(self.facts_json or {})


_STANDING_COLUMNS = (
    PublishedCourse.id,
    PublishedCourse.digest,
    PublishedCourse.withdrawn_at,
    Enrolment.id.label("enrolment_id"),
    Enrolment.opened_at,
    EnrolmentState.facts,
    EnrolmentState.version,
    EnrolmentState.place,
    EnrolmentState.completed_at,
)
_STANDINGS = (
    sa.select(*_STANDING_COLUMNS)
    .outerjoin(
        Enrolment,
        sa.and_(
            Enrolment.course_id == PublishedCourse.id,
            Enrolment.learner == sa.bindparam("learner", type_=sa.Uuid()),
            Enrolment.closed_at.is_(None),
        ),
    )
    .outerjoin(
        EnrolmentState,
        sa.and_(
            EnrolmentState.learner == Enrolment.learner,
            EnrolmentState.enrolment_id == Enrolment.id,
        ),
    )
)
_STANDING = Prepared(_STANDINGS.where(PublishedCourse.id == sa.bindparam("course_id")))


def standing(session: Session, learner: UUID | None, course_id: str) -> Standing | None:
    """Return the course and the learner's place in it; None if there is no course.

    One statement; `learner` None is a visitor.
    """
    rows = _STANDING.rows(session, learner=learner, course_id=course_id)
    return _standing(rows[0]) if rows else None


def standings(session: Session, learner: UUID | None) -> list[Standing]:
    """Return every course with the learner's place in it. One statement."""
    rows = session.execute(
        _STANDINGS.order_by(PublishedCourse.created_at), {"learner": learner}
    )
    return [_standing(row) for row in rows]


def _standing(row: Sequence[Any]) -> Standing:
    course_id, digest, withdrawn_at, enrolment_id, opened_at, facts, version, *rest = (
        row
    )
    place, completed_at = rest
    return Standing(
        course_id=course_id,
        digest=digest,
        withdrawn=withdrawn_at is not None,
        enrolment_id=enrolment_id,
        opened_at=opened_at,
        facts_json=facts,
        version=version or 0,
        place=place,
        completed_at=completed_at,
    )


def enrol(  # noqa: PLR0913 - who, where, from where, by whom, when
    session: Session,
    learner: UUID,
    course_id: str,
    *,
    digest: str,
    activities: int,
    organisation_id: UUID | None,
    by: UUID,
    now: datetime,
) -> UUID:
    """Join a course and return the enrolment's id; the open one if there is one.

    `activities` is how many the course has, for the lists; `by` is the person who did
    it, the learner or staff. Two clicks at once are settled by the constraint.
    """
    found = open_id(session, learner, course_id)
    if found is not None:
        return found
    enrolment_id = new_key()
    try:
        with session.begin_nested():
            session.add(
                Enrolment(
                    learner=learner,
                    id=enrolment_id,
                    course_id=course_id,
                    organisation_id=organisation_id,
                    opened_at=now,
                )
            )
    except IntegrityError:
        found = open_id(session, learner, course_id)
        if found is None:
            raise
        return found
    session.add(
        EnrolmentState(
            learner=learner,
            enrolment_id=enrolment_id,
            digest=digest,
            version=1,
            facts=Facts().to_json(),
            done=0,
            total=activities,
            points=0,
            maximum=0,
            changed_at=now,
        )
    )
    note(session, learner, enrolment_id, ENROLLED, by=by, now=now)
    return enrolment_id


def withdraw(
    session: Session,
    learner: UUID,
    enrolment_id: UUID,
    *,
    by: UUID,
    reason: str,
    now: datetime,
) -> bool:
    """Leave a course; what was earned stays on record. False if already left."""
    changed = session.execute(
        sa.update(Enrolment)
        .where(
            Enrolment.learner == learner,
            Enrolment.id == enrolment_id,
            Enrolment.closed_at.is_(None),
        )
        .values(closed_at=now)
        .returning(Enrolment.id)
    ).first()
    if changed is None:
        return False
    note(session, learner, enrolment_id, WITHDRAWN, by=by, now=now, reason=reason)
    return True


def open_id(session: Session, learner: UUID, course_id: str) -> UUID | None:
    """Return the id of the learner's open enrolment in a course."""
    return session.scalar(
        sa.select(Enrolment.id).where(
            Enrolment.learner == learner,
            Enrolment.course_id == course_id,
            Enrolment.closed_at.is_(None),
        )
    )


def of_learner(session: Session, learner: UUID) -> Sequence[Enrolment]:
    """Return all enrolments of a learner, closed ones too, newest first."""
    return session.scalars(
        sa.select(Enrolment)
        .where(Enrolment.learner == learner)
        .order_by(Enrolment.opened_at.desc())
    ).all()


def find(session: Session, enrolment_id: UUID) -> Enrolment | None:
    """Return an enrolment by its id alone, for staff; the caller checks the scope."""
    return session.scalar(sa.select(Enrolment).where(Enrolment.id == enrolment_id))


def note(  # noqa: PLR0913 - an act has an author, a time and a reason
    session: Session,
    learner: UUID,
    enrolment_id: UUID,
    kind: str,
    *,
    by: UUID | None,
    now: datetime,
    reason: str = "",
) -> None:
    """Append to the ledger of an enrolment; `by` None is the system itself."""
    session.add(
        EnrolmentEvent(
            learner=learner,
            id=new_key(),
            enrolment_id=enrolment_id,
            kind=kind,
            at=now,
            by=by,
            reason=reason,
        )
    )


def note_place(session: Session, learner: UUID, enrolment_id: UUID, place: str) -> None:
    """Remember the activity opened last, so that the learner comes back to it."""
    session.execute(
        sa.update(EnrolmentState)
        .where(
            EnrolmentState.learner == learner,
            EnrolmentState.enrolment_id == enrolment_id,
        )
        .values(place=place)
    )
