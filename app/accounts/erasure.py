"""Being forgotten: asked for, decided, done; the records stay under a bare key.

Rooms above register until when they must keep evidence, and what to erase of theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.accounts import grants, people, sessions
from app.accounts.models import (
    ConfirmedName,
    ErasureRequest,
    Link,
    Membership,
    Person,
    Registration,
)
from app.accounts.rules import ErasureDecision, decide_erasure
from app.audit.events import record
from app.db import new_key
from app.engines import Database
from app.mail.models import Message
from config import Settings

# Given (session, learner key): until when evidence is kept, None when there is none.
EvidenceUntil = Callable[[Session, UUID], datetime | None]
# Given (session, learner key, now): erase what says who the learner was.
Eraser = Callable[[Session, UUID, datetime], None]
EVIDENCE, ERASERS = "evidence_until", "erasers"


def init_app(app: Flask) -> None:
    """Begin the lists of what other rooms say about evidence and identity."""
    app.extensions[EVIDENCE] = []
    app.extensions[ERASERS] = []


def keep_evidence(app: Flask, until: EvidenceUntil) -> None:
    """Let a room say until when it keeps evidence; called in its init_app."""
    app.extensions[EVIDENCE].append(until)


def erase_with(app: Flask, eraser: Eraser) -> None:
    """Let a room erase identity that it holds; called in its init_app."""
    app.extensions[ERASERS].append(eraser)


def decide(
    session: Session, person: Person, rooms: Collection[EvidenceUntil], now: datetime
) -> ErasureDecision:
    """Return what would become of the wish to be forgotten now; changes nothing."""
    return decide_erasure(
        [until(session, person.learner) for until in rooms],
        holds_role=bool(grants.of(session, person.id)),
        now=now,
    )


def ask(
    session: Session,
    person: Person,
    evidence: Collection[EvidenceUntil],
    erasers: Collection[Eraser],
    now: datetime,
) -> ErasureDecision:
    """Decide, write the decision down, and carry it out when it is yes."""
    decision = decide(session, person, evidence, now)
    _write_down(session, person, decision, now)
    if decision.done:
        erase(session, person, erasers, now)
    return decision


def carrier_out(app: Flask) -> Callable[[Database, Settings, datetime], int]:
    """Return the work of erasing who waited for a day, as a job does it."""
    return lambda database, _settings, now: carry_out_due(app, database, now)


def carry_out_due(app: Flask, database: Database, now: datetime) -> int:
    """Erase who was refused until a day that has come; return how many.

    A day that moved further away in the meantime is waited for.
    """
    with database.reading() as session:
        waiting = _waiting(session, now)
    done = 0
    for person_id in waiting:
        with database.writing() as session:
            person = people.hold(session, person_id)
            decision = decide(session, person, app.extensions[EVIDENCE], now)
            if decision.done and person.erased_at is None:
                _write_down(session, person, decision, now)
                erase(session, person, app.extensions[ERASERS], now)
                done += 1
    return done


def repeat(session: Session, person_id: UUID, app: Flask, now: datetime) -> bool:
    """Erase somebody who was erased before and came back with an older database.

    That was decided then, so nothing is decided now. False if it is so already.
    """
    person = people.hold(session, person_id)
    if person.erased_at is not None:
        return False
    _write_down(session, person, ErasureDecision(done=True, code="done"), now)
    erase(session, person, app.extensions[ERASERS], now)
    return True


def _waiting(session: Session, now: datetime) -> Sequence[UUID]:
    asked = sa.select(ErasureRequest.person_id).where(
        ErasureRequest.decision == "refused", ErasureRequest.keep_until <= now
    )
    return session.scalars(
        sa.select(Person.id)
        .where(Person.erased_at.is_(None), Person.id.in_(asked))
        .order_by(Person.id)
        .limit(100)
    ).all()


def _write_down(
    session: Session, person: Person, decision: ErasureDecision, now: datetime
) -> None:
    session.add(
        ErasureRequest(
            id=new_key(),
            person_id=person.id,
            asked_at=now,
            decision="done" if decision.done else "refused",
            reason=decision.code,
            keep_until=decision.keep_until,
        )
    )


def erase(
    session: Session, person: Person, erasers: Collection[Eraser], now: datetime
) -> None:
    """Take everything away that says who somebody was; nobody can sign in as them."""
    for eraser in erasers:
        eraser(session, person.learner, now)
    if person.email is not None:
        _forget_address(session, person.email)
    sessions.end_all(session, person.id)
    session.execute(sa.delete(Link).where(Link.person_id == person.id))
    session.execute(
        sa.delete(ConfirmedName).where(ConfirmedName.person_id == person.id)
    )
    session.execute(
        sa.update(Membership)
        .where(Membership.person_id == person.id, Membership.until_at.is_(None))
        .values(until_at=now)
    )
    person.given_name = person.family_name = person.sort_key = ""
    person.email = person.password_hash = None
    person.deactivated_at = person.deactivated_at or now
    person.erased_at = now
    record(session, "erased", ("person", person.id), by=None, now=now)


def _forget_address(session: Session, address: str) -> None:
    """Delete mail to an address, and what was registered for it."""
    links = sa.select(Link.token_hash).where(Link.email == address)
    session.execute(sa.delete(Registration).where(Registration.token_hash.in_(links)))
    session.execute(sa.delete(Link).where(Link.email == address))
    session.execute(sa.delete(Message).where(Message.recipient == address))
