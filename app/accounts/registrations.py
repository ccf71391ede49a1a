"""Registrations: an account asked for by its owner, never with a role.

Nobody shall learn from the answer whether an address has an account. With mail, the
account is made when a link sent to the address is used, and the owner of an account
gets mail that says so. Without mail, the answer is the same sentence, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts import links, notices, people, person_changes
from app.accounts.models import Link, Person, Registration
from app.accounts.rules import Purpose
from app.web.identity import hash_of


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody gave to register; the password as it is kept."""

    given_name: str
    family_name: str
    email: str
    password_hash: str
    locale: str


def open_account(
    session: Session, asked: Asked, now: datetime, *, by: UUID | None = None
) -> Person:
    """Make the account. Raises IntegrityError when the address is taken."""
    person = person_changes.register(
        session,
        given_name=asked.given_name,
        family_name=asked.family_name,
        email=asked.email,
        password_hash=asked.password_hash,
        locale=asked.locale,
        now=now,
        by=by,
    )
    notices.note(session, person.id, asked.locale, now)
    return person


def open_if_new(session: Session, asked: Asked, now: datetime) -> None:
    """Make the account unless the address has one; says nothing either way."""
    if people.by_email(session, asked.email) is None:
        open_account(session, asked, now)


def keep(session: Session, asked: Asked, now: datetime) -> str:
    """Keep what was asked for until the address is proved; return the link's token."""
    token = links.write(session, Purpose.REGISTRATION, email=asked.email, now=now)
    session.flush()
    session.add(
        Registration(
            token_hash=hash_of(token),
            given_name=asked.given_name,
            family_name=asked.family_name,
            password_hash=asked.password_hash,
            locale=asked.locale,
            notice=notices.VERSION,
        )
    )
    return token


def confirm(session: Session, link: Link, now: datetime) -> Person:
    """Make the account that a used link stands for.

    Raises IntegrityError when the address got an account in the meantime.
    """
    kept = session.get_one(Registration, link.token_hash)
    asked = Asked(
        kept.given_name,
        kept.family_name,
        link.email or "",
        kept.password_hash,
        kept.locale,
    )
    person = open_account(session, asked, now)
    session.execute(
        sa.delete(Registration).where(Registration.token_hash == link.token_hash)
    )
    return person
