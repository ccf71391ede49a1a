"""Invitations for many people at once, whose accounts have no password yet."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts import links
from app.accounts.models import Grant, Link, Person
from app.accounts.rules import LASTING, Purpose
from app.audit.events import record_all
from app.web.identity import hash_of


def invite_all(
    session: Session, people: Collection[UUID], *, by: UUID, now: datetime
) -> Mapping[UUID, str]:
    """Return the path of an invitation for each, who has none that is open.

    At most some hundreds at a time, all in the scope of `by`: the caller checks that.
    """
    tokens = {person_id: secrets.token_urlsafe(32) for person_id in people}
    if not tokens:
        return {}
    alike = {
        "purpose": Purpose.INVITATION,
        "created_at": now,
        "created_by": by,
        "expires_at": now + LASTING[Purpose.INVITATION],
    }
    session.execute(
        sa.insert(Link),
        [
            {**alike, "person_id": person_id, "token_hash": hash_of(token)}
            for person_id, token in tokens.items()
        ],
    )
    subjects = [("person", person_id) for person_id in tokens]
    record_all(session, "invited", subjects, by=by, now=now)
    return {person_id: links.path_of(token) for person_id, token in tokens.items()}


def end_all(session: Session, people: Collection[UUID]) -> None:
    """Let the open invitations of these people stop working."""
    session.execute(
        sa.delete(Link)
        .where(
            Link.person_id.in_(list(people)),
            Link.purpose == Purpose.INVITATION,
            Link.used_at.is_(None),
        )
        .execution_options(synchronize_session=False)
    )


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
