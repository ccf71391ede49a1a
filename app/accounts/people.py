"""People as staff see them: listed, searched and found within a scope.

What lies outside a `scope` is not in lists, and asking for it raises rules.OutOfScope,
like asking for what does not exist: a 404 both. Changes: person_changes.py.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts import names, organisations
from app.accounts.models import Grant, Membership, Organisation, Person
from app.accounts.rules import OutOfScope
from app.web.identity import Scope
from app.web.paging import SIZE, Page

State = Literal["active", "deactivated", "all"]


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person as lists show them. `roles` are codes of messages.ROLES, each once."""

    id: UUID
    learner: UUID
    given_name: str
    family_name: str
    email: str | None
    locale: str
    created_at: datetime
    deactivated_at: datetime | None
    erased_at: datetime | None
    organisation_id: UUID | None
    organisation: str | None
    path: str | None
    roles: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Given and family name as one would say them."""
        return f"{self.given_name} {self.family_name}".strip()


_LINES = (
    sa.select(
        Person.id,
        Person.learner,
        Person.given_name,
        Person.family_name,
        Person.email,
        Person.locale,
        Person.created_at,
        Person.deactivated_at,
        Person.erased_at,
        Organisation.id.label("organisation_id"),
        Organisation.name.label("organisation"),
        Organisation.path,
    )
    .outerjoin(
        Membership,
        sa.and_(Membership.person_id == Person.id, Membership.until_at.is_(None)),
    )
    .outerjoin(Organisation, Organisation.id == Membership.organisation_id)
)


def listed(  # noqa: PLR0913 - each narrows the list
    session: Session,
    scope: Scope,
    *,
    search: str = "",
    organisation: Organisation | None = None,
    state: State = "active",
    number: int = 1,
    size: int = SIZE,
) -> Page[PersonLine]:
    """Return page `number` of the people in scope, by family name the Polish way.

    `search`: every word must be found in the name or the address. `organisation`: who
    belongs to it or below. Three statements, however many people.
    """
    query = _LINES.where(
        organisations.inside(scope),
        *_matching(search),
        *_in_state(state),
    )
    if organisation is not None:
        query = query.where(Organisation.path.like(f"{organisation.path}%"))
    total = session.scalar(
        sa.select(sa.func.count()).select_from(query.order_by(None).subquery())
    )
    rows = session.execute(
        query.order_by(Person.sort_key, Person.id)
        .limit(size)
        .offset((number - 1) * size)
    ).all()
    roles = _roles_of(session, [row.id for row in rows])
    lines = [PersonLine(**row._asdict(), roles=roles.get(row.id, ())) for row in rows]
    return Page(lines, number, total or 0, size)


def find(session: Session, scope: Scope, person_id: UUID) -> PersonLine:
    """Return one person in scope."""
    row = session.execute(
        _LINES.where(Person.id == person_id, organisations.inside(scope))
    ).first()
    if row is None:
        raise OutOfScope
    return PersonLine(
        **row._asdict(), roles=_roles_of(session, [row.id]).get(row.id, ())
    )


def find_learner(session: Session, scope: Scope, learner: UUID) -> PersonLine:
    """Return the person in scope to whom a learner key belongs."""
    person_id = session.scalar(sa.select(Person.id).where(Person.learner == learner))
    if person_id is None:
        raise OutOfScope
    return find(session, scope, person_id)


def get(session: Session, person_id: UUID) -> Person:
    """Return the row of a person who is known to exist."""
    return session.get_one(Person, person_id)


def hold(session: Session, person_id: UUID) -> Person:
    """Return a row that nobody else changes until the commit."""
    return session.scalars(
        sa.select(Person)
        .where(Person.id == person_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def organisation_of(session: Session, person_id: UUID) -> UUID | None:
    """Return where somebody belongs today."""
    return session.scalar(
        sa.select(Membership.organisation_id).where(
            Membership.person_id == person_id, Membership.until_at.is_(None)
        )
    )


def by_email(session: Session, email: str) -> Person | None:
    """Return whose tidied address this is, deactivated accounts too."""
    return session.scalar(sa.select(Person).where(Person.email == email))


def by_emails(session: Session, emails: Collection[str]) -> Mapping[str, PersonLine]:
    """Return who is known of many tidied addresses, whatever the scope.

    For imports: compare `path` with the scope before anything about them is shown.
    """
    found: dict[str, PersonLine] = {}
    wanted = list(emails)
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        rows = session.execute(_LINES.where(Person.email.in_(some))).all()
        found.update({row.email: PersonLine(**row._asdict()) for row in rows})
    return found


def _matching(search: str) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    for pattern, word in names.search_patterns(search[:200]):
        in_address = Person.email.contains(word.lower(), autoescape=True)
        in_name = Person.sort_key.like(pattern) if pattern else sa.false()
        conditions.append(sa.or_(in_name, in_address))
    return conditions


def _in_state(state: State) -> list[sa.ColumnElement[bool]]:
    if state == "active":
        return [Person.deactivated_at.is_(None), Person.erased_at.is_(None)]
    if state == "deactivated":
        return [Person.deactivated_at.is_not(None), Person.erased_at.is_(None)]
    return [Person.erased_at.is_(None)]


def _roles_of(
    session: Session, people: Iterable[UUID]
) -> Mapping[UUID, tuple[str, ...]]:
    rows = session.execute(
        sa.select(Grant.person_id, Grant.role)
        .where(Grant.person_id.in_(list(people)), Grant.ended_at.is_(None))
        .distinct()
        .order_by(Grant.role)
    )
    roles: dict[UUID, tuple[str, ...]] = {}
    for person_id, role in rows:
        roles[person_id] = (*roles.get(person_id, ()), role)
    return roles
