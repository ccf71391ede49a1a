"""Enrolments of many people at once: a few statements, however many they are."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.db import new_key
from app.learning.enrolments import ENROLLED
from app.learning.models import Enrolment, EnrolmentEvent, EnrolmentState
from app.learning.rules import Facts

AT_ONCE = 500  # keys in one statement


@dataclass(frozen=True, slots=True)
class Joined:
    """The course that is joined: its current revision, and how many activities."""

    course_id: str
    digest: str
    activities: int


def enrol_all(
    session: Session,
    learners: Mapping[UUID, UUID | None],
    course: Joined,
    *,
    by: UUID,
    now: datetime,
) -> dict[UUID, UUID]:
    """Let learners join, each with the organisation they belong to today.

    Those who joined before are left as they are. Returns the new enrolments' ids by
    learner. Raises IntegrityError when somebody else enrolled one of them meanwhile.
    """
    there = open_among(session, learners, course.course_id)
    opened = {learner: new_key() for learner in learners if learner not in there}
    if not opened:
        return {}
    places = [
        {"organisation_id": learners[learner], "learner": learner, "id": key}
        for learner, key in opened.items()
    ]
    about = {"course_id": course.course_id, "opened_at": now}
    session.execute(sa.insert(Enrolment), [{**about, **place} for place in places])
    beginning = _beginning(course, now)
    session.execute(
        sa.insert(EnrolmentState),
        [
            {**beginning, "learner": learner, "enrolment_id": key}
            for learner, key in opened.items()
        ],
    )
    entry = {"kind": ENROLLED, "at": now, "by": by, "reason": ""}
    session.execute(
        sa.insert(EnrolmentEvent),
        [
            {**entry, "learner": learner, "enrolment_id": key, "id": new_key()}
            for learner, key in opened.items()
        ],
    )
    return opened


def _beginning(course: Joined, now: datetime) -> dict[str, Any]:
    return {
        "digest": course.digest,
        "version": 1,
        "facts": Facts().to_json(),
        "done": 0,
        "total": course.activities,
        "points": 0,
        "maximum": 0,
        "changed_at": now,
    }


def open_among(
    session: Session, learners: Collection[UUID], course_id: str
) -> set[UUID]:
    """Return which of these learners take a course now."""
    wanted, found = list(learners), set[UUID]()
    for start in range(0, len(wanted), AT_ONCE):
        found.update(
            session.scalars(
                sa.select(Enrolment.learner).where(
                    Enrolment.learner.in_(wanted[start : start + AT_ONCE]),
                    Enrolment.course_id == course_id,
                    Enrolment.closed_at.is_(None),
                )
            )
        )
    return found
