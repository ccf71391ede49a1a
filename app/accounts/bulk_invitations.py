"""Invitations for many people at once, whose accounts have no password yet."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts import links
from app.accounts.models import Grant, Link, Person
from app.accounts.rules import Purpose
from app.audit.events import record


def invite_all(
    session: Session, people: Collection[UUID], *, by: UUID, now: datetime
) -> Mapping[UUID, str]:
    """Return the path of a new invitation for each; earlier ones stop working.

    At most some hundreds at a time, all in the scope of `by`: the caller checks that.
    """
    wanted = list(people)
    session.execute(
        sa.delete(Link)
        .where(
            Link.person_id.in_(wanted),
            Link.purpose == Purpose.INVITATION,
            Link.used_at.is_(None),
        )
        .execution_options(synchronize_session=False)
    )
    paths = {}
    for person_id in wanted:
        record(session, "invited", ("person", person_id), by=by, now=now)
        token = links.write(
            session, Purpose.INVITATION, person_id=person_id, by=by, now=now
        )
        paths[person_id] = links.path_of(token)
    return paths


def still_to_come(session: Session, people: Collection[UUID]) -> set[UUID]:
    """Return who of these never set a password, and could be invited in bulk.

    Not who holds a role: whether somebody may handle that account is a question of its
    own, see links.invite.
    """
    holds_role = sa.select(Grant.id).where(
        Grant.person_id == Person.id, Grant.ended_at.is_(None)
    )
    return set(
        session.scalars(
            sa.select(Person.id)
            .where(
                Person.id.in_(list(people)),
                Person.password_hash.is_(None),
                Person.deactivated_at.is_(None),
                Person.email.is_not(None),
                ~holds_role.exists(),
            )
            .with_for_update()
        )
    )
