"""Events: appended with a change, chained later by one sealer, verified by anyone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit.models import Event, Seal
from app.db import key_before, new_key
from app.engines import stream

BATCH = 500
FIRST = "0" * 64
LONGEST_WRITE = 3600  # seconds from the key of an event to the commit that shows it


def record(
    session: Session,
    action: str,
    subject: tuple[str, object],
    *,
    by: UUID | None,
    now: datetime,
    **detail: Any,
) -> None:
    """Append an event in the transaction of the change it tells of.

    `action` is a past participle ("revoked"), `subject` is (kind, id). `detail` takes
    ids, states and numbers only.
    """
    session.add(
        Event(
            id=new_key(),
            at=now,
            actor=by,
            action=action,
            subject_kind=subject[0],
            subject_id=str(subject[1]),
            detail=detail,
        )
    )


def record_all(
    session: Session,
    action: str,
    subjects: Iterable[tuple[str, object]],
    *,
    by: UUID | None,
    now: datetime,
    **detail: Any,
) -> None:
    """Append the same event for many subjects, in one statement; see `record`."""
    alike = {"at": now, "actor": by, "action": action, "detail": detail}
    rows = [
        {**alike, "id": new_key(), "subject_kind": kind, "subject_id": str(key)}
        for kind, key in subjects
    ]
    if rows:
        session.execute(sa.insert(Event), rows)


def seal(session: Session) -> int:
    """Chain events that have no seal yet, at most BATCH; return how many."""
    last = session.execute(_LAST).first()
    position, chain = (last.position, last.seal) if last else (0, FIRST)
    unsealed = session.scalars(
        _unsealed(sa.select(Event), last.event_id if last else None)
        .order_by(Event.id)
        .limit(BATCH)
    ).all()
    for event in unsealed:
        position += 1
        chain = _next(chain, event)
        session.add(Seal(position=position, event_id=event.id, seal=chain))
    return len(unsealed)


def anything_unsealed(session: Session) -> bool:
    """Tell whether there is an event to be sealed; how many are sealed is no matter."""
    last = session.execute(_LAST).first()
    query = _unsealed(sa.select(Event.id), last.event_id if last else None)
    return session.execute(query.limit(1)).first() is not None


_LAST = (
    sa.select(Seal.position, Seal.seal, Seal.event_id)
    .order_by(Seal.position.desc())
    .limit(1)
)


def _unsealed(query: sa.Select[Any], last_sealed: UUID | None) -> sa.Select[Any]:
    query = query.outerjoin(Seal, Seal.event_id == Event.id).where(
        Seal.event_id.is_(None)
    )
    if last_sealed is not None:
        # Keys are in the order of time, and no transaction lasts that long.
        query = query.where(Event.id > key_before(last_sealed, LONGEST_WRITE))
    return query


def broken(session: Session) -> Iterator[str]:
    """Yield one sentence for each place where the chain does not hold."""
    chain, expected = FIRST, 1
    query = (
        sa.select(Seal.position, Seal.seal, *sa.inspect(Event).columns)
        .outerjoin(Event, Event.id == Seal.event_id)
        .order_by(Seal.position)
    )
    for row in stream(session, query, BATCH):
        if row.position != expected:
            yield f"seal {expected} is missing"
        if row.id is None:
            yield f"the event of seal {row.position} is missing"
        elif _next(chain, row) != row.seal:
            yield f"event {row.id} at seal {row.position} was changed"
        chain, expected = row.seal, row.position + 1


def _next(chain: str, event: Event | sa.Row[Any]) -> str:
    facts = [
        chain,
        str(event.id),
        event.at.isoformat(),
        str(event.actor),
        event.action,
        event.subject_kind,
        event.subject_id,
        event.detail,
    ]
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
