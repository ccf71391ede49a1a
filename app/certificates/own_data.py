"""What this room holds about a learner, and how the name on it is erased."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.accounts import erasure, personal_data
from app.accounts.models import Person
from app.certificates.models import Certificate, CertificateName, CertificateStatus


def init_app(app: Flask) -> None:
    """Say to the accounts what is held, and how it is erased."""
    personal_data.register(app, held)
    erasure.erase_with(app, erase_names)


def held(session: Session, person: Person) -> Mapping[str, Any]:
    """Return all rows about a learner, by table."""
    own = _of(person.learner)
    return {
        "certificate": personal_data.rows(
            session, Certificate, Certificate.learner == person.learner
        ),
        "certificate_name": personal_data.rows(
            session, CertificateName, CertificateName.certificate_id.in_(own)
        ),
        "certificate_status": personal_data.rows(
            session, CertificateStatus, CertificateStatus.certificate_id.in_(own)
        ),
    }


def erase_names(session: Session, learner: UUID, _now: datetime) -> None:
    """Take the name off every certificate of a learner; what was certified stays."""
    session.execute(
        sa.delete(CertificateName).where(
            CertificateName.certificate_id.in_(_of(learner))
        )
    )


def _of(learner: UUID) -> sa.Select[UUID]:
    return sa.select(Certificate.id).where(Certificate.learner == learner)
