"""The one sealer: chains new events in the background, in short writes."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from app.audit import events
from app.audit.models import Event, Seal
from app.engines import Database
from config import Settings


def seal_new(database: Database, _settings: Settings, _now: datetime) -> int:
    """Seal all events that have no seal yet; return how many there were.

    Nothing is written when there is nothing to seal.
    """
    sealed = 0
    while _anything_unsealed(database):
        with database.writing() as session:
            sealed += events.seal(session)
    return sealed


def _anything_unsealed(database: Database) -> bool:
    statement = (
        sa.select(Event.id)
        .outerjoin(Seal, Seal.event_id == Event.id)
        .where(Seal.event_id.is_(None))
        .limit(1)
    )
    with database.reading() as session:
        return session.execute(statement).first() is not None
