"""Who stands for an organisation, and whether it is confused with a neighbour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.accounts.models import Grant, Membership, Organisation, Person
from app.accounts.organisations import inside
from app.web.identity import Scope


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds a role for an organisation; `role` is a code."""

    person_id: UUID
    given_name: str
    family_name: str
    role: str


def holders(session: Session, scope: Scope, organisation_id: UUID) -> Sequence[Holder]:
    """Return who holds roles for this organisation itself, as far as in scope."""
    rows = session.execute(
        sa.select(Person.id, Person.given_name, Person.family_name, Grant.role)
        .join(Grant, Grant.person_id == Person.id)
        .outerjoin(
            Membership,
            sa.and_(Membership.person_id == Person.id, Membership.until_at.is_(None)),
        )
        .outerjoin(Organisation, Organisation.id == Membership.organisation_id)
        .where(
            Grant.organisation_id == organisation_id,
            Grant.ended_at.is_(None),
            inside(scope),
        )
        .order_by(Person.sort_key, Grant.role)
    )
    return [Holder(*row) for row in rows]


def is_doubled(session: Session, organisation_id: UUID) -> bool:
    """Tell whether an open neighbour has the same name as this organisation.

    Asked after the change, while the tree is held, so that a form sent twice at once
    cannot make two.
    """
    itself, other = aliased(Organisation), aliased(Organisation)
    found = session.scalar(
        sa.select(other.id)
        .join(itself, itself.parent_id == other.parent_id)
        .where(
            itself.id == organisation_id,
            other.id != itself.id,
            other.sort_key == itself.sort_key,
            other.closed_at.is_(None),
        )
        .limit(1)
    )
    return found is not None
