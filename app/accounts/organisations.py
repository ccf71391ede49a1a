"""Organisations as they stand: a tree of region, chamber, guild and firm.

What lies outside a `scope` is not in lists, and asking for it raises rules.OutOfScope,
like asking for what does not exist: a 404 both. Changes: organisation_changes.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.accounts.models import Membership, Organisation
from app.accounts.rules import OutOfScope
from app.web.identity import Scope


@dataclass(frozen=True, slots=True)
class Branch:
    """An organisation in its place; `depth` is 0 for those shown at the left margin."""

    id: UUID
    parent_id: UUID | None
    kind: str
    name: str
    path: str
    depth: int
    people: int
    closed_at: datetime | None


def inside(
    scope: Scope, path: InstrumentedAttribute[str] = Organisation.path
) -> sa.ColumnElement[bool]:
    """Return the condition that an organisation lies in `scope`."""
    if scope.everyone:
        return sa.true()
    # Paths are hexadecimal digits and slashes, so nothing in them is a wildcard.
    return sa.or_(sa.false(), *(path.like(f"{prefix}%") for prefix in scope.paths))


def tree(session: Session, scope: Scope, *, closed: bool = False) -> list[Branch]:
    """Return organisations in scope, each before those below it, siblings by name.

    `people` of a branch is how many belong to it itself.
    """
    people = (
        sa.select(sa.func.count(Membership.id))
        .where(
            Membership.organisation_id == Organisation.id,
            Membership.until_at.is_(None),
        )
        .scalar_subquery()
    )
    query = sa.select(Organisation, people).where(inside(scope))
    if not closed:
        query = query.where(Organisation.closed_at.is_(None))
    rows = session.execute(query.order_by(Organisation.sort_key, Organisation.id)).all()
    below: dict[UUID | None, list[tuple[Organisation, int]]] = {}
    shown = {row[0].id for row in rows}
    for organisation, count in rows:
        parent = organisation.parent_id if organisation.parent_id in shown else None
        below.setdefault(parent, []).append((organisation, count))
    return _walk(below, None, 0)


def _walk(
    below: dict[UUID | None, list[tuple[Organisation, int]]],
    parent: UUID | None,
    depth: int,
) -> list[Branch]:
    branches = []
    for found, people in below.get(parent, []):
        branches.append(
            Branch(
                found.id,
                found.parent_id,
                found.kind,
                found.name,
                found.path,
                depth,
                people,
                found.closed_at,
            )
        )
        branches.extend(_walk(below, found.id, depth + 1))
    return branches


def find(session: Session, scope: Scope, organisation_id: UUID) -> Organisation:
    """Return one organisation."""
    found = session.scalar(
        sa.select(Organisation).where(Organisation.id == organisation_id, inside(scope))
    )
    if found is None:
        raise OutOfScope
    return found


def above(session: Session, organisation: Organisation) -> Sequence[Organisation]:
    """Return those above an organisation, the top first."""
    keys = [UUID(part) for part in organisation.path.strip("/").split("/")[:-1]]
    return session.scalars(
        sa.select(Organisation)
        .where(Organisation.id.in_(keys))
        .order_by(sa.func.length(Organisation.path))
    ).all()


def top(session: Session) -> Organisation | None:
    """Return the organisation at the top of the tree, None before there is one."""
    return session.scalar(
        sa.select(Organisation).where(Organisation.parent_id.is_(None))
    )
