"""Certificates: issued once for an enrolment, found by serial, revoked."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.audit import events
from app.certificates.models import Certificate, CertificateName, CertificateStatus
from app.certificates.rules import SERIAL_BYTES, Snapshot, Status, bare_serial, status
from app.db import new_key
from app.learning.results import Place


@dataclass(frozen=True)
class Shown:
    """A certificate as it is shown: frozen facts, the name on it, what it is now.

    `name` is None when the holder's name was erased.
    """

    certificate: Certificate
    snapshot: Snapshot
    name: CertificateName | None
    status: Status
    status_at: datetime

    @property
    def serial(self) -> str:
        """The serial, by which it is found."""
        return self.certificate.serial

    @property
    def holder(self) -> str:
        """The name on it, "" when it was erased."""
        if self.name is None:
            return ""
        return f"{self.name.given_name} {self.name.family_name}"


def issue(  # noqa: PLR0913 - whose, what for, which facts, which name, until when
    session: Session,
    where: Place,
    snapshot: Snapshot,
    *,
    given_name: str,
    family_name: str,
    valid_until: datetime | None,
    by: UUID,
    now: datetime,
) -> str:
    """Issue the certificate of an enrolment and return its serial; once, ever.

    Fifty clicks at once lead to one certificate: the current one of an enrolment is
    unique in the database.
    """
    before = _current_serial(session, where.enrolment_id)
    if before is not None:
        return before
    certificate = Certificate(
        id=new_key(),
        serial=secrets.token_hex(SERIAL_BYTES),
        learner=where.learner,
        enrolment_id=where.enrolment_id,
        course_id=where.course.id,
        digest=where.course.digest,
        snapshot=snapshot.to_json(),
        issued_at=now,
        valid_until=valid_until,
    )
    try:
        with session.begin_nested():
            session.add(certificate)
    except IntegrityError:
        found = _current_serial(session, where.enrolment_id)
        if found is None:
            raise
        return found
    session.add(
        CertificateName(
            certificate_id=certificate.id,
            given_name=given_name,
            family_name=family_name,
            since_at=now,
        )
    )
    _note(session, certificate, Status.VALID, reason="", by=by, now=now)
    subject = ("certificate", certificate.id)
    events.record(session, "issued", subject, by=by, now=now, course=where.course.id)
    return certificate.serial


def revoke(
    session: Session, certificate: Certificate, *, reason: str, by: UUID, now: datetime
) -> bool:
    """Revoke a certificate, with a reason; False if it is revoked already."""
    # Held until the commit, so that of two who revoke the second one finds it done.
    session.execute(
        sa.select(Certificate.id)
        .where(Certificate.id == certificate.id)
        .with_for_update()
    )
    latest = session.scalar(_latest_status(certificate.id))
    if latest == Status.REVOKED:
        return False
    _note(session, certificate, Status.REVOKED, reason=reason, by=by, now=now)
    subject = ("certificate", certificate.id)
    events.record(session, "revoked", subject, by=by, now=now)
    return True


def current(session: Session, enrolment_id: UUID) -> Certificate | None:
    """Return the certificate of an enrolment."""
    return session.scalar(
        sa.select(Certificate).where(
            Certificate.enrolment_id == enrolment_id, Certificate.replaced_at.is_(None)
        )
    )


def by_serial(session: Session, serial: str, now: datetime) -> Shown | None:
    """Return the certificate with this serial, however it was typed, as it is now."""
    certificate = session.scalar(
        sa.select(Certificate).where(Certificate.serial == bare_serial(serial))
    )
    return _shown(session, certificate, now) if certificate else None


def of_learner(session: Session, learner: UUID, now: datetime) -> Sequence[Shown]:
    """Return all certificates of a learner, newest first."""
    found = session.scalars(
        sa.select(Certificate)
        .where(Certificate.learner == learner)
        .order_by(Certificate.issued_at.desc())
    ).all()
    return [_shown(session, one, now) for one in found]


def _shown(session: Session, certificate: Certificate, now: datetime) -> Shown:
    latest = session.scalars(
        sa.select(CertificateStatus)
        .where(CertificateStatus.certificate_id == certificate.id)
        .order_by(CertificateStatus.id.desc())
        .limit(1)
    ).one()
    return Shown(
        certificate,
        Snapshot.from_json(certificate.snapshot),
        session.get(CertificateName, certificate.id),
        status(latest.status, certificate.valid_until, now),
        latest.at,
    )


def _current_serial(session: Session, enrolment_id: UUID) -> str | None:
    return session.scalar(
        sa.select(Certificate.serial).where(
            Certificate.enrolment_id == enrolment_id, Certificate.replaced_at.is_(None)
        )
    )


def _latest_status(certificate_id: UUID) -> sa.Select[str]:
    return (
        sa.select(CertificateStatus.status)
        .where(CertificateStatus.certificate_id == certificate_id)
        .order_by(CertificateStatus.id.desc())
        .limit(1)
    )


def _note(
    session: Session,
    certificate: Certificate,
    what: Status,
    *,
    reason: str,
    by: UUID,
    now: datetime,
) -> None:
    session.add(
        CertificateStatus(
            id=new_key(),
            certificate_id=certificate.id,
            status=what,
            reason=reason,
            at=now,
            by=by,
        )
    )
