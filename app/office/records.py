"""What is on record of one person: enrolments, attempts, certificates, account.

An enrolment is shown to staff of the organisation it was opened for: that day's, which
stays with it when the person moves. Asking for another raises rules.OutOfScope.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts import confirmed_names, organisations, people, sessions
from app.accounts.models import ConfirmedName, Link, NoticeShown, Organisation
from app.accounts.rules import OutOfScope, Purpose
from app.certificates import rules as certificate_rules
from app.certificates.models import Certificate, CertificateStatus
from app.learning.models import (
    Completion,
    Enrolment,
    EnrolmentEvent,
    EnrolmentState,
)
from app.office.rules import percent_done, state_of
from app.publishing.courses import Card
from app.publishing.models import PublishedCourse, Revision
from app.quizzes.attempts import Outcome, outcome
from app.quizzes.models import Attempt
from app.web.identity import Scope


@dataclass(frozen=True, slots=True)
class EnrolmentLine:
    """An enrolment as staff see it; `certificate` is its status, None without one."""

    id: UUID
    learner: UUID
    course: Card
    digest: str
    organisation: str | None
    opened_at: datetime
    closed_at: datetime | None
    completed_at: datetime | None
    done: int
    total: int
    serial: str | None
    certificate: str | None

    @property
    def state(self) -> str:
        """Running, completed or withdrawn."""
        return state_of(self.completed_at, self.closed_at)

    @property
    def percent(self) -> int:
        """Share of activities done."""
        return percent_done(self.done, self.total)


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """How an account stands; sessions are counted, and never say from where."""

    has_password: bool
    invited_until: datetime | None
    sessions: int
    notices: Sequence[NoticeShown]
    confirmed: ConfirmedName | None


def enrolments(
    session: Session, scope: Scope, learner: UUID, now: datetime
) -> list[EnrolmentLine]:
    """Return a learner's enrolments in scope, closed ones too, newest first."""
    rows = session.execute(
        _LINES.where(
            Enrolment.learner == learner, organisations.inside(scope)
        ).order_by(Enrolment.opened_at.desc(), Enrolment.id.desc())
    )
    return [_line(row, now) for row in rows]


def enrolment(
    session: Session, scope: Scope, learner: UUID, enrolment_id: UUID, now: datetime
) -> EnrolmentLine:
    """Return one enrolment of this learner in scope."""
    row = session.execute(
        _LINES.where(
            Enrolment.learner == learner,
            Enrolment.id == enrolment_id,
            organisations.inside(scope),
        )
    ).first()
    if row is None:
        raise OutOfScope
    return _line(row, now)


_STATUS = (
    sa.select(CertificateStatus.status)
    .where(CertificateStatus.certificate_id == Certificate.id)
    .order_by(CertificateStatus.id.desc())
    .limit(1)
    .scalar_subquery()
)
_LINES = (
    sa.select(
        Enrolment,
        Organisation.name.label("organisation"),
        EnrolmentState.done,
        EnrolmentState.total,
        PublishedCourse.digest,
        Revision.card,
        Completion.at.label("completed_at"),
        Certificate.serial,
        Certificate.valid_until,
        _STATUS.label("status"),
    )
    .join(PublishedCourse, PublishedCourse.id == Enrolment.course_id)
    .join(Revision, Revision.digest == PublishedCourse.digest)
    .outerjoin(Organisation, Organisation.id == Enrolment.organisation_id)
    .outerjoin(
        EnrolmentState,
        sa.and_(
            EnrolmentState.learner == Enrolment.learner,
            EnrolmentState.enrolment_id == Enrolment.id,
        ),
    )
    .outerjoin(
        Completion,
        sa.and_(
            Completion.learner == Enrolment.learner,
            Completion.enrolment_id == Enrolment.id,
        ),
    )
    .outerjoin(
        Certificate,
        sa.and_(
            Certificate.enrolment_id == Enrolment.id, Certificate.replaced_at.is_(None)
        ),
    )
)


def _line(row: Any, now: datetime) -> EnrolmentLine:
    opened: Enrolment = row.Enrolment
    status = None
    if row.serial:
        status = certificate_rules.status(row.status, row.valid_until, now)
    return EnrolmentLine(
        id=opened.id,
        learner=opened.learner,
        course=Card.from_json(opened.course_id, row.card),
        digest=row.digest,
        organisation=row.organisation,
        opened_at=opened.opened_at,
        closed_at=opened.closed_at,
        completed_at=row.completed_at,
        done=row.done or 0,
        total=row.total or 0,
        serial=row.serial,
        certificate=status,
    )


def attempts(
    session: Session, learner: UUID, enrolment_ids: Iterable[UUID]
) -> Mapping[UUID, Sequence[Outcome]]:
    """Return the tries at quizzes by enrolment, in the order they were begun.

    The practice inside lessons, which is an attempt without a drawn form, is left out.
    """
    rows = session.scalars(
        sa.select(Attempt)
        .where(
            Attempt.learner == learner,
            Attempt.enrolment_id.in_(list(enrolment_ids)),
            sa.cast(Attempt.form, sa.Text) != "{}",
        )
        .order_by(Attempt.started_at, Attempt.id)
    )
    found: dict[UUID, list[Outcome]] = {}
    for attempt in rows:
        found.setdefault(attempt.enrolment_id, []).append(outcome(attempt))
    return found


def events(
    session: Session, learner: UUID, enrolment_ids: Iterable[UUID]
) -> Mapping[UUID, Sequence[EnrolmentEvent]]:
    """Return the ledgers of enrolments, oldest line first."""
    rows = session.scalars(
        sa.select(EnrolmentEvent)
        .where(
            EnrolmentEvent.learner == learner,
            EnrolmentEvent.enrolment_id.in_(list(enrolment_ids)),
        )
        .order_by(EnrolmentEvent.at, EnrolmentEvent.id)
    )
    found: dict[UUID, list[EnrolmentEvent]] = {}
    for event in rows:
        found.setdefault(event.enrolment_id, []).append(event)
    return found


def account(session: Session, person_id: UUID, now: datetime) -> AccountFacts:
    """Return how the account of a person in scope stands."""
    invited_until = session.scalar(
        sa.select(sa.func.max(Link.expires_at)).where(
            Link.person_id == person_id,
            Link.purpose == Purpose.INVITATION,
            Link.used_at.is_(None),
            Link.expires_at > now,
        )
    )
    shown = session.scalars(
        sa.select(NoticeShown)
        .where(NoticeShown.person_id == person_id)
        .order_by(NoticeShown.shown_at)
    )
    return AccountFacts(
        has_password=people.get(session, person_id).password_hash is not None,
        invited_until=invited_until,
        sessions=len(sessions.of(session, person_id, now)),
        notices=shown.all(),
        confirmed=confirmed_names.latest(session, person_id),
    )
