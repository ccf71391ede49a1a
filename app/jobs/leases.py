"""Leases: which process does which background work, agreed upon in the database."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.jobs.models import Lease


def new_holder() -> str:
    """Return a name for this process that no other process has."""
    return secrets.token_hex(16)


def take(
    session: Session, job: str, holder: str, now: datetime, seconds: float
) -> bool:
    """Take or renew the lease of a job; False while somebody else holds it.

    One statement compares and sets, so two that try at once cannot both succeed.
    """
    insert = (
        sqlite.insert
        if session.get_bind().dialect.name == "sqlite"
        else postgresql.insert
    )
    until = now + timedelta(seconds=seconds)
    statement = (
        insert(Lease)
        .values(job=job, holder=holder, until_at=until)
        .on_conflict_do_update(
            index_elements=["job"],
            set_={"holder": holder, "until_at": until},
            where=sa.or_(Lease.holder == holder, Lease.until_at <= now),
        )
        .returning(Lease.job)
    )
    return session.execute(statement).first() is not None


def give_back(session: Session, holder: str) -> None:
    """Give back all leases of a process that stops, so that others go on at once."""
    session.execute(sa.delete(Lease).where(Lease.holder == holder))
