"""Address and password of an account, changed; whoever else came in by them is out."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts import links, people, sessions
from app.accounts.models import Person
from app.accounts.rules import Purpose
from app.audit.events import record


def set_password(
    session: Session, person_id: UUID, kept: str, now: datetime, *, but: str = ""
) -> Person:
    """Let `kept` be the password; end all sessions `but` one, and links for another."""
    person = people.hold(session, person_id)
    person.password_hash = kept
    sessions.end_all(session, person_id, but=but)
    links.end_all(session, Purpose.RESET, person_id=person_id)
    links.end_all(session, Purpose.INVITATION, person_id=person_id)
    record(session, "password-changed", ("person", person_id), by=person_id, now=now)
    return person


def keep_anew(session: Session, person_id: UUID, before: str, kept: str) -> bool:
    """Keep the same password with other costs, unless it was changed meanwhile."""
    changed = session.scalar(
        sa.update(Person)
        .where(Person.id == person_id, Person.password_hash == before)
        .values(password_hash=kept)
        .returning(Person.id)
        .execution_options(synchronize_session=False)
    )
    return changed is not None


def set_email(
    session: Session, person_id: UUID, email: str, now: datetime, *, but: str = ""
) -> None:
    """Let `email` be the address; end all sessions `but` one, and links to the old one.

    Raises IntegrityError at once when the address is taken.
    """
    person = people.hold(session, person_id)
    person.email = email
    session.flush()
    sessions.end_all(session, person_id, but=but)
    links.end_all(session, Purpose.RESET, person_id=person_id)
    links.end_all(session, Purpose.EMAIL_CHANGE, person_id=person_id)
    record(session, "address-changed", ("person", person_id), by=person_id, now=now)
