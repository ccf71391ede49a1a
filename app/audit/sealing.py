"""The one sealer: chains new events in the background, in short writes."""

from __future__ import annotations

from datetime import datetime

from app.audit import events
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
    with database.reading() as session:
        return events.anything_unsealed(session)
