"""Changes of the tree of organisations: made, renamed, moved, closed; all audited.

Every function raises rules.OutOfScope for what the viewer may not see (a 404) and
rules.Refused for what is not possible (its code is in messages.REFUSALS).
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Grant, Membership, Organisation
from app.accounts.names import sort_key, tidy
from app.accounts.organisations import above, find, top
from app.accounts.rules import OutOfScope, Refused, may_stand_below
from app.audit.events import record
from app.db import new_key
from app.web.identity import Scope

TOP_SLASHES = 2  # "/<id>/" is the path of the top


def create_top(
    session: Session, name: str, kind: str, *, by: UUID | None, now: datetime
) -> Organisation:
    """Make the organisation at the top; there is one alone.

    Whoever holds a role there sees everyone, so a second top would see the first.
    """
    _hold_tree(session)
    if top(session) is not None:
        raise Refused("one-top")
    return _add(session, None, name, kind, by=by, now=now)


def create(  # noqa: PLR0913 - what, where, by whom and when
    session: Session,
    scope: Scope,
    parent_id: UUID,
    name: str,
    kind: str,
    *,
    by: UUID,
    now: datetime,
) -> Organisation:
    """Make an organisation below another."""
    _hold_tree(session)
    parent = find(session, scope, parent_id)
    _check_place(kind, parent)
    return _add(session, parent, name, kind, by=by, now=now)


def change(  # noqa: PLR0913 - see create
    session: Session,
    scope: Scope,
    organisation_id: UUID,
    name: str,
    kind: str,
    *,
    by: UUID,
    now: datetime,
) -> None:
    """Give an organisation another name or kind."""
    _hold_tree(session)
    found = find(session, scope, organisation_id)
    if kind != found.kind:
        neighbours = session.execute(
            sa.select(Organisation.kind, Organisation.id == found.parent_id).where(
                sa.or_(
                    Organisation.id == found.parent_id,
                    Organisation.parent_id == found.id,
                )
            )
        )
        for other, is_parent in neighbours:
            fits = (
                may_stand_below(kind, other)
                if is_parent
                else may_stand_below(other, kind)
            )
            if not fits:
                raise Refused("kind-below")
    found.name, found.kind, found.sort_key = tidy(name), kind, sort_key(name)
    record(session, "renamed", ("organisation", found.id), by=by, now=now, kind=kind)


def move(
    session: Session,
    scope: Scope,
    organisation_id: UUID,
    parent_id: UUID,
    *,
    by: UUID,
    now: datetime,
) -> None:
    """Put an organisation, with everything below it, below another one."""
    _hold_tree(session)
    found = find(session, scope, organisation_id)
    parent = find(session, scope, parent_id)
    _check_may_leave(scope, found)
    if parent.path.startswith(found.path):
        raise Refused("inside-itself")
    _check_place(found.kind, parent)
    old, new = found.path, f"{parent.path}{found.id.hex}/"
    session.execute(
        sa.update(Organisation)
        .where(Organisation.path.like(f"{old}%"))
        .values(path=sa.literal(new) + sa.func.substr(Organisation.path, len(old) + 1))
        .execution_options(synchronize_session=False)
    )
    session.execute(
        sa.update(Organisation)
        .where(Organisation.id == found.id)
        .values(parent_id=parent.id)
        .execution_options(synchronize_session=False)
    )
    session.expire_all()
    record(
        session,
        "moved",
        ("organisation", organisation_id),
        by=by,
        now=now,
        to=str(parent_id),
    )


def close(
    session: Session, scope: Scope, organisation_id: UUID, *, by: UUID, now: datetime
) -> None:
    """Close an organisation that nobody belongs to any more; its records stay."""
    _hold_tree(session)
    found = find(session, scope, organisation_id)
    _check_may_leave(scope, found)
    if found.closed_at is not None:
        return
    _check_empty(session, found)
    found.closed_at = now
    record(session, "closed", ("organisation", found.id), by=by, now=now)


def reopen(
    session: Session, scope: Scope, organisation_id: UUID, *, by: UUID, now: datetime
) -> None:
    """Open a closed organisation again."""
    _hold_tree(session)
    found = find(session, scope, organisation_id)
    if found.closed_at is None:
        return
    if any(parent.closed_at for parent in above(session, found)):
        raise Refused("closed-above")
    found.closed_at = None
    record(session, "reopened", ("organisation", found.id), by=by, now=now)


def _hold_tree(session: Session) -> None:
    """Let nobody else change the tree until the commit (SQLite has one writer)."""
    session.scalars(
        sa.select(Organisation.id).order_by(Organisation.id).with_for_update()
    ).all()


def _add(
    session: Session,
    parent: Organisation | None,
    name: str,
    kind: str,
    *,
    by: UUID | None,
    now: datetime,
) -> Organisation:
    key = new_key()
    made = Organisation(
        id=key,
        parent_id=parent.id if parent else None,
        kind=kind,
        name=tidy(name),
        sort_key=sort_key(name),
        path=f"{parent.path if parent else '/'}{key.hex}/",
        created_at=now,
    )
    session.add(made)
    record(session, "created", ("organisation", key), by=by, now=now, kind=kind)
    return made


def _check_place(kind: str, parent: Organisation) -> None:
    if parent.closed_at is not None:
        raise Refused("closed-above")
    if not may_stand_below(kind, parent.kind):
        raise Refused("kind-below")


def _check_may_leave(scope: Scope, found: Organisation) -> None:
    """Only who is responsible for the place above may take something out of it."""
    if found.path.count("/") == TOP_SLASHES:
        raise Refused("top-stays")
    place_above = found.path.removesuffix(f"{found.id.hex}/")
    if not scope.covers(place_above):
        raise OutOfScope


def _check_empty(session: Session, found: Organisation) -> None:
    open_below = sa.select(Organisation.id).where(
        Organisation.parent_id == found.id, Organisation.closed_at.is_(None)
    )
    people = sa.select(Membership.id).where(
        Membership.organisation_id == found.id, Membership.until_at.is_(None)
    )
    roles = sa.select(Grant.id).where(
        Grant.organisation_id == found.id, Grant.ended_at.is_(None)
    )
    for query, code in (
        (open_below, "open-below"),
        (people, "people-inside"),
        (roles, "roles-inside"),
    ):
        if session.scalar(query.limit(1)) is not None:
            raise Refused(code)
