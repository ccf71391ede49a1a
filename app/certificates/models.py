"""Tables of certificates: frozen facts, the names on them, and what became of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Instant, Json, instant, key, name, prose, reference, word


class Certificate(Base):
    """A document issued once for an enrolment; `snapshot` never changes.

    The serial carries 128 random bits, since whoever knows it may see the page.
    """

    __tablename__ = "certificate"
    __table_args__ = (
        Index(
            "uq_certificate_current",
            "enrolment_id",
            unique=True,
            sqlite_where=text("replaced_at IS NULL"),
            postgresql_where=text("replaced_at IS NULL"),
        ),
    )

    id: Mapped[key]
    serial: Mapped[str] = mapped_column(String(40), unique=True)
    learner: Mapped[UUID] = mapped_column(Uuid, index=True)
    enrolment_id: Mapped[reference]
    course_id: Mapped[word]
    digest: Mapped[str] = mapped_column(String(64))
    snapshot: Mapped[dict[str, Any]] = mapped_column(Json)
    issued_at: Mapped[instant]
    valid_until: Mapped[datetime | None] = mapped_column(Instant)
    replaced_at: Mapped[datetime | None] = mapped_column(Instant)


class CertificateName(Base):
    """The name printed on a certificate, apart from it so that it can be erased."""

    __tablename__ = "certificate_name"

    certificate_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("certificate.id"), primary_key=True
    )
    given_name: Mapped[name]
    family_name: Mapped[name]
    since_at: Mapped[instant]


class CertificateStatus(Base):
    """Valid, revoked, replaced: the ledger of a certificate. Only appended."""

    __tablename__ = "certificate_status"

    id: Mapped[key]
    certificate_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("certificate.id"), index=True
    )
    status: Mapped[word]
    reason: Mapped[prose]
    at: Mapped[instant]
    by: Mapped[UUID | None] = mapped_column(Uuid)
