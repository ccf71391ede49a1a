"""Changes of accounts: made, renamed, joined to organisations, shut; all audited.

What staff change goes through `handled`: it raises rules.OutOfScope for whom they may
not see (a 404) and rules.Refused (its code is in messages.REFUSALS) for who holds a
role outside their organisations.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts import grants, names, organisations, people, sessions
from app.accounts.models import Membership, Person
from app.accounts.rules import Refused
from app.audit.events import record
from app.db import new_key
from app.web.identity import Scope

# Stands with the grants, which it asks for; said here, where it is looked for.
handled = grants.handled


def register(  # noqa: PLR0913 - what an account consists of
    session: Session,
    *,
    given_name: str,
    family_name: str,
    email: str | None,
    password_hash: str | None,
    locale: str,
    now: datetime,
    by: UUID | None = None,
) -> Person:
    """Make an account without any role; `by` is the staff who made it for somebody.

    Raises IntegrityError at once when the address is taken.
    """
    given, family = names.tidy(given_name), names.tidy(family_name)
    person = Person(
        id=new_key(),
        learner=new_key(),
        given_name=given,
        family_name=family,
        sort_key=names.sort_key(family, given),
        email=email,
        password_hash=password_hash,
        locale=locale,
        created_at=now,
    )
    session.add(person)
    record(session, "registered", ("person", person.id), by=by, now=now)
    session.flush()
    return person


def set_membership(
    session: Session,
    scope: Scope,
    person_id: UUID,
    organisation_id: UUID | None,
    *,
    by: UUID,
    now: datetime,
) -> None:
    """Let a person belong to another organisation from now on, or to none."""
    line = handled(session, scope, person_id)
    if line.organisation_id == organisation_id:
        return
    if organisation_id is not None:
        where = organisations.find(session, scope, organisation_id)
        if where.closed_at is not None:
            raise Refused("closed-above")
    join(session, person_id, organisation_id, now=now)
    record(
        session,
        "joined" if organisation_id else "left",
        ("person", person_id),
        by=by,
        now=now,
        organisation=str(organisation_id or line.organisation_id),
    )


def join(
    session: Session, person_id: UUID, organisation_id: UUID | None, *, now: datetime
) -> None:
    """End the open membership and begin another; neither checked nor audited here."""
    session.execute(
        sa.update(Membership)
        .where(Membership.person_id == person_id, Membership.until_at.is_(None))
        .values(until_at=now)
    )
    if organisation_id is not None:
        session.add(
            Membership(
                id=new_key(),
                person_id=person_id,
                organisation_id=organisation_id,
                since_at=now,
            )
        )


def rename(
    session: Session,
    person_id: UUID,
    given_name: str,
    family_name: str,
    *,
    by: UUID,
    now: datetime,
) -> None:
    """Give somebody another name, checked before; certificates keep theirs."""
    person = people.get(session, person_id)
    person.given_name = names.tidy(given_name)
    person.family_name = names.tidy(family_name)
    person.sort_key = names.sort_key(family_name, given_name)
    record(session, "renamed", ("person", person_id), by=by, now=now)


def deactivate(
    session: Session, scope: Scope, person_id: UUID, *, by: UUID, now: datetime
) -> None:
    """Shut somebody out: all sessions end now, and no new one begins."""
    if person_id == by:
        raise Refused("oneself")
    line = handled(session, scope, person_id)
    if line.deactivated_at is not None:
        return
    grants.check_staff_remains(session, without=person_id)
    person = people.get(session, person_id)
    person.deactivated_at, person.deactivated_by = now, by
    sessions.end_all(session, person_id)
    record(session, "deactivated", ("person", person_id), by=by, now=now)


def reactivate(
    session: Session, scope: Scope, person_id: UUID, *, by: UUID, now: datetime
) -> None:
    """Let somebody in again."""
    line = handled(session, scope, person_id)
    if line.deactivated_at is None:
        return
    person = people.get(session, person_id)
    person.deactivated_at = person.deactivated_by = None
    record(session, "reactivated", ("person", person_id), by=by, now=now)
