"""Allowances: more tries or minutes for one learner in one quiz, with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.audit.events import record
from app.learning.models import Allowance, Enrolment


@dataclass(frozen=True, slots=True)
class Extra:
    """What is given on top of what the quiz allows; at least one thing.

    `anytime`: not bound by its dates; `no_wait`: no waiting between tries.
    """

    quiz_id: str
    tries: int
    minutes: int
    reason: str
    anytime: bool = False
    no_wait: bool = False

    def __post_init__(self) -> None:
        """Refuse what gives nothing, or takes away."""
        something = self.tries or self.minutes or self.anytime or self.no_wait
        if min(self.tries, self.minutes) < 0 or not something:
            raise ValueError("an allowance gives something, and takes nothing")


def give(
    session: Session,
    enrolment: Enrolment,
    extra: Extra,
    *,
    key: UUID,
    by: UUID,
    now: datetime,
) -> bool:
    """Give an allowance; it counts for attempts begun from now on.

    `key` was made with the form: the same form sent twice gives once, and the second
    time returns False.
    """
    dialect = session.get_bind().dialect.name
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    written = session.execute(
        insert(Allowance)
        .values(
            learner=enrolment.learner,
            id=key,
            enrolment_id=enrolment.id,
            quiz_id=extra.quiz_id,
            tries=extra.tries,
            minutes=extra.minutes,
            anytime=extra.anytime,
            no_wait=extra.no_wait,
            reason=extra.reason,
            at=now,
            by=by,
        )
        .on_conflict_do_nothing()
        .returning(Allowance.id)
    ).first()
    if written is None:
        return False
    record(
        session,
        "allowed",
        ("enrolment", enrolment.id),
        by=by,
        now=now,
        quiz=extra.quiz_id,
        tries=extra.tries,
        minutes=extra.minutes,
        anytime=extra.anytime,
        no_wait=extra.no_wait,
    )
    return True


def of_enrolment(
    session: Session, learner: UUID, enrolment_id: UUID
) -> Sequence[Allowance]:
    """Return what was given in one enrolment, oldest first."""
    return session.scalars(
        sa.select(Allowance)
        .where(Allowance.learner == learner, Allowance.enrolment_id == enrolment_id)
        .order_by(Allowance.at, Allowance.id)
    ).all()


def of_learner(session: Session, learner: UUID) -> Sequence[Allowance]:
    """Return what was given to a learner in all enrolments, oldest first."""
    return session.scalars(
        sa.select(Allowance)
        .where(Allowance.learner == learner)
        .order_by(Allowance.at, Allowance.id)
    ).all()
