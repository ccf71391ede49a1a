"""Roles: who holds which for what, given and ended; in force on the next request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts import organisations, people, sessions
from app.accounts.models import Grant, Organisation, Person
from app.accounts.rules import OutOfScope, Refused, may_handle
from app.audit.events import record
from app.db import new_key
from app.web.identity import ROLES, STAFF, Scope


@dataclass(frozen=True, slots=True)
class GrantLine:
    """A role that somebody holds, and for which organisation (at `path`)."""

    id: UUID
    person_id: UUID
    role: str
    organisation_id: UUID
    organisation: str
    path: str
    granted_at: datetime


_LINES = (
    sa.select(
        Grant.id,
        Grant.person_id,
        Grant.role,
        Organisation.id,
        Organisation.name,
        Organisation.path,
        Grant.granted_at,
    )
    .join(Organisation, Organisation.id == Grant.organisation_id)
    .where(Grant.ended_at.is_(None))
    .order_by(Grant.granted_at, Grant.id)
)


def of(session: Session, person_id: UUID) -> Sequence[GrantLine]:
    """Return the roles somebody holds now."""
    rows = session.execute(_LINES.where(Grant.person_id == person_id))
    return [GrantLine(*row) for row in rows]


def handled(session: Session, scope: Scope, person_id: UUID) -> people.PersonLine:
    """Return a person whose account staff with this scope may change.

    Nobody else changes the account until the commit.
    """
    line = people.find(session, scope, person_id)
    people.hold(session, person_id)
    line = people.find(session, scope, person_id)
    if line.erased_at is not None:
        raise Refused("erased")
    held = [grant.path for grant in of(session, person_id)]
    if not may_handle(scope, line.path, held):
        raise Refused("roles-outside")
    return line


def there_is_staff(session: Session) -> bool:
    """Tell whether anybody can sign in as staff of the top."""
    return session.scalar(_top_staff().limit(1)) is not None


def grant(  # noqa: PLR0913 - who, what, where, by whom and when
    session: Session,
    scope: Scope,
    person_id: UUID,
    role: str,
    organisation_id: UUID,
    *,
    by: UUID,
    now: datetime,
) -> None:
    """Give a person a role for an organisation.

    Raises as `handled` does, and OutOfScope for an organisation outside. The person's
    sessions end, so that the next sign-in can ask for a password fit for staff.
    """
    if role not in ROLES:
        raise OutOfScope
    where = organisations.find(session, scope, organisation_id)
    if handled(session, scope, person_id).deactivated_at is not None:
        raise Refused("deactivated")
    if where.closed_at is not None:
        raise Refused("closed-above")
    if any(
        (line.role, line.organisation_id) == (role, organisation_id)
        for line in of(session, person_id)
    ):
        raise Refused("granted-already")
    give(session, person_id, role, organisation_id, by=by, now=now)
    if person_id != by:
        sessions.end_all(session, person_id)


def give(
    session: Session,
    person_id: UUID,
    role: str,
    organisation_id: UUID,
    *,
    by: UUID | None,
    now: datetime,
) -> None:
    """Write a role down without asking; for the first staff and the command line."""
    session.add(
        Grant(
            id=new_key(),
            person_id=person_id,
            role=role,
            organisation_id=organisation_id,
            granted_at=now,
            granted_by=by,
        )
    )
    record(
        session,
        "granted",
        ("person", person_id),
        by=by,
        now=now,
        role=role,
        organisation=str(organisation_id),
    )


def end(
    session: Session, scope: Scope, grant_id: UUID, *, by: UUID, now: datetime
) -> UUID:
    """End a role; return whose it was. Ending it twice changes nothing."""
    found = session.execute(
        sa.select(Grant, Organisation.path)
        .join(Organisation, Organisation.id == Grant.organisation_id)
        .where(Grant.id == grant_id, organisations.inside(scope))
    ).first()
    if found is None:
        raise OutOfScope
    held: Grant = found[0]
    if held.ended_at is not None:
        return held.person_id
    if held.role == STAFF:
        check_staff_remains(session, without=held.person_id)
    held.ended_at, held.ended_by = now, by
    record(
        session,
        "ungranted",
        ("person", held.person_id),
        by=by,
        now=now,
        role=held.role,
        organisation=str(held.organisation_id),
    )
    return held.person_id


def check_staff_remains(session: Session, *, without: UUID) -> None:
    """Refuse what would leave nobody to manage the top; hold its staff meanwhile."""
    staff = set(session.scalars(_top_staff().with_for_update(of=Grant)))
    if staff == {without}:
        raise Refused("last-staff")


def _top_staff() -> sa.Select[UUID]:
    return (
        sa.select(Grant.person_id)
        .join(Organisation, Organisation.id == Grant.organisation_id)
        .join(Person, Person.id == Grant.person_id)
        .where(
            Grant.role == STAFF,
            Grant.ended_at.is_(None),
            Organisation.parent_id.is_(None),
            Person.deactivated_at.is_(None),
        )
        .order_by(Grant.id)
    )
