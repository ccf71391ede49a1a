"""One-time links: made, looked at, used once. Only the hash of a token is kept."""

from __future__ import annotations

import re
import secrets
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts import grants, person_changes
from app.accounts.models import Link, Registration
from app.accounts.rules import LASTING, Purpose, Refused
from app.audit.events import record
from app.web.identity import Scope, hash_of

_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{43}")
KEPT_AFTER: Final = timedelta(days=30)


def path_of(token: str) -> str:
    """Return the path of the page that a link leads to."""
    return f"/links/{token}"


def write(
    session: Session,
    purpose: Purpose,
    *,
    now: datetime,
    person_id: UUID | None = None,
    email: str | None = None,
    by: UUID | None = None,
) -> str:
    """Make a link and return its token, which is not kept and cannot be had again."""
    token = secrets.token_urlsafe(32)
    session.add(
        Link(
            token_hash=hash_of(token),
            purpose=purpose,
            person_id=person_id,
            email=email,
            created_at=now,
            created_by=by,
            expires_at=now + LASTING[purpose],
        )
    )
    return token


def first_staff(session: Session, now: datetime) -> str | None:
    """Return the path by which the first staff account is made, None if there is staff.

    Earlier links for this end, so that what was printed last is the one that works.
    """
    if grants.there_is_staff(session):
        return None
    end_all(session, Purpose.FIRST_STAFF)
    return path_of(write(session, Purpose.FIRST_STAFF, now=now))


def reset_by_staff(
    session: Session, scope: Scope, person_id: UUID, *, by: UUID, now: datetime
) -> str:
    """Return the path of a link for a new password, to be handed over.

    Raises rules.OutOfScope and rules.Refused as person_changes.handled does.
    """
    line = person_changes.handled(session, scope, person_id)
    if line.deactivated_at is not None:
        raise Refused("deactivated")
    if line.email is None:
        raise Refused("no-email")
    end_all(session, Purpose.RESET, person_id=person_id)
    record(session, "reset-link-made", ("person", person_id), by=by, now=now)
    return path_of(write(session, Purpose.RESET, person_id=person_id, by=by, now=now))


def invite(
    session: Session, scope: Scope, person_id: UUID, *, by: UUID, now: datetime
) -> str:
    """Return the path by which somebody sets the first password of their account."""
    line = person_changes.handled(session, scope, person_id)
    if line.deactivated_at is not None:
        raise Refused("deactivated")
    if line.email is None:
        raise Refused("no-email")
    end_all(session, Purpose.INVITATION, person_id=person_id)
    record(session, "invited", ("person", person_id), by=by, now=now)
    return path_of(
        write(session, Purpose.INVITATION, person_id=person_id, by=by, now=now)
    )


def find(session: Session, token: str) -> Link | None:
    """Return the link with this token, used and expired ones too."""
    if not _TOKEN.fullmatch(token):
        return None
    return session.get(Link, hash_of(token))


def is_open(link: Link, now: datetime) -> bool:
    """Tell whether a link can still be used."""
    return link.used_at is None and link.expires_at > now


def use(session: Session, link: Link, now: datetime) -> bool:
    """Use a link up, in the transaction of what it is for; False if it is over.

    One statement compares and sets, so of two who try at once one succeeds.
    """
    used = session.execute(
        sa.update(Link)
        .where(
            Link.token_hash == link.token_hash,
            Link.used_at.is_(None),
            Link.expires_at > now,
        )
        .values(used_at=now)
        .returning(Link.token_hash)
        .execution_options(synchronize_session=False)
    )
    return used.first() is not None


def end_all(
    session: Session, purpose: Purpose, *, person_id: UUID | None = None
) -> None:
    """Delete open links of one purpose; of one person, or those that are nobody's."""
    session.execute(
        sa.delete(Link).where(
            Link.purpose == purpose,
            Link.used_at.is_(None),
            Link.person_id == person_id if person_id else Link.person_id.is_(None),
        )
    )


def forget_old(session: Session, now: datetime) -> None:
    """Delete registrations that nobody confirmed in time, and links long over."""
    late = sa.select(Link.token_hash).where(Link.expires_at < now)
    session.execute(sa.delete(Registration).where(Registration.token_hash.in_(late)))
    session.execute(sa.delete(Link).where(Link.expires_at < now - KEPT_AFTER))
