"""Signed-in sessions: begun, used, ended; each a row that can be deleted."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Grant, Organisation, Person, SignIn
from app.engines import Busy
from app.extensions import db
from app.prepared import Prepared
from app.web.identity import Role, Viewer, hash_of, new_session_id

LEARNER_HOURS = 12
KEPT_DAYS = 30  # "keep me signed in", on one's own device only; never for a role
ROLE_IDLE = timedelta(hours=1)  # a desk left alone; a form in the making is not lost
USE_NOTED_AFTER = timedelta(minutes=5)

# One statement finds session, person and roles; a learner has one row of it.
_VIEWER = Prepared(
    sa.select(
        SignIn.used_at,
        Person.id,
        Person.learner,
        Person.given_name,
        Person.family_name,
        Person.email,
        Person.locale,
        Grant.role,
        Organisation.path,
    )
    .join(Person, Person.id == SignIn.person_id)
    .outerjoin(Grant, sa.and_(Grant.person_id == Person.id, Grant.ended_at.is_(None)))
    .outerjoin(Organisation, Organisation.id == Grant.organisation_id)
    .where(
        SignIn.id_hash == sa.bindparam("id_hash"),
        SignIn.expires_at > sa.bindparam("now", type_=SignIn.expires_at.type),
        Person.deactivated_at.is_(None),
    )
)


def viewer_of(id_hash: str, now: datetime) -> Viewer | None:
    """Return who is behind the session with this hash, None if it is over."""
    rows = _VIEWER.rows(db.session, id_hash=id_hash, now=now)
    if not rows:
        return None
    used_at, person_id, learner, given_name, family_name, email, locale, *_ = rows[0]
    roles = tuple(Role(role, path) for *_, role, path in rows if role)
    if roles and now - used_at > ROLE_IDLE:
        return None
    if now - used_at > USE_NOTED_AFTER:
        # Who cannot be noted now is noted later: pages are read all the same.
        with suppress(Busy), db.writing() as session:
            note_use(session, id_hash, now)
    return Viewer(
        person_id=person_id,
        learner=learner,
        given_name=given_name,
        family_name=family_name,
        email=email or "",
        locale=locale,
        session_hash=id_hash,
        roles=roles,
    )


def begin(session: Session, person_id: UUID, now: datetime, *, keep: bool) -> str:
    """Write a new session and return the id that its cookie holds."""
    session_id = new_session_id()
    lasting = timedelta(days=KEPT_DAYS) if keep else timedelta(hours=LEARNER_HOURS)
    session.add(
        SignIn(
            id_hash=hash_of(session_id),
            person_id=person_id,
            created_at=now,
            used_at=now,
            expires_at=now + lasting,
        )
    )
    return session_id


def note_use(session: Session, id_hash: str, now: datetime) -> None:
    """Write down when a session was used; a deleted one is not brought back."""
    session.execute(
        sa.update(SignIn).where(SignIn.id_hash == id_hash).values(used_at=now)
    )


def end(session: Session, id_hash: str) -> None:
    """End one session."""
    session.execute(sa.delete(SignIn).where(SignIn.id_hash == id_hash))


def end_own(session: Session, person_id: UUID, beginning: str, *, length: int) -> None:
    """End the session of a person whose hash begins with these `length` characters."""
    session.execute(
        sa.delete(SignIn).where(
            SignIn.person_id == person_id,
            sa.func.substr(SignIn.id_hash, 1, length) == beginning,
        )
    )


def end_all(session: Session, person_id: UUID, *, but: str = "") -> None:
    """End all sessions of a person, `but` the one with that hash."""
    session.execute(
        sa.delete(SignIn).where(SignIn.person_id == person_id, SignIn.id_hash != but)
    )


def forget_old(session: Session, now: datetime) -> None:
    """Delete sessions that are over."""
    session.execute(sa.delete(SignIn).where(SignIn.expires_at < now))


def of(session: Session, person_id: UUID, now: datetime) -> Sequence[SignIn]:
    """Return somebody's sessions that are not over, the one used last first."""
    return session.scalars(
        sa.select(SignIn)
        .where(SignIn.person_id == person_id, SignIn.expires_at > now)
        .order_by(SignIn.used_at.desc(), SignIn.id_hash)
    ).all()
