"""Who was erased stays erased, also when an older state of the database comes back.

Beside the database lies a list of who was erased and when: keys only, no names. What it
says is carried out again on any database in which it is not so, whichever way that
database came: from a backup of ours, from a copied file or from `pg_restore`.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from app.accounts import erasure
from app.accounts.models import Person
from app.engines import Database
from config import Settings

log = logging.getLogger(__name__)
NAME = "erasures.jsonl"  # below DATA_DIR, and in every backup
AT_ONCE = 500  # people asked for in one statement


def keeper(app: Flask) -> Callable[[Database, Settings, datetime], int]:
    """Return the job that keeps list and database in agreement; how many it erased."""

    def keep(database: Database, settings: Settings, now: datetime) -> int:
        note(database, settings)
        return erase_again(app, database, settings, now)

    return keep


def note(database: Database, settings: Settings) -> int:
    """Add to the list who was erased since; return how many."""
    with database.reading() as session:
        erased = session.execute(
            sa.select(Person.id, Person.erased_at).where(Person.erased_at.is_not(None))
        ).all()
    return add(settings.data_dir / NAME, ((row.id, row.erased_at) for row in erased))


def note_if_readable(database: Database, settings: Settings) -> None:
    """Do as `note`, as far as a database that is about to be replaced allows it."""
    try:
        note(database, settings)
    except (SQLAlchemyError, OSError) as error:
        log.warning("who was erased could not be read: %s", type(error).__name__)


def add(path: Path, erased: Iterable[tuple[UUID, datetime]]) -> int:
    """Append to a list those whom it does not have, durably; return how many."""
    known = listed(path)
    fresh = [(key, at) for key, at in erased if key not in known]
    if fresh:
        lines = [
            json.dumps({"person": str(key), "at": at.isoformat()}) for key, at in fresh
        ]
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "a", encoding="ascii") as file:
            # A line that a crash cut off must not spoil the next one.
            file.write("\n" + "\n".join(lines) + "\n")
            file.flush()
            os.fsync(file.fileno())
    return len(fresh)


def listed(path: Path) -> dict[UUID, datetime]:
    """Return who is on a list, with the moment; what is no line of ours is left out."""
    found = {}
    if path.exists():
        for line in path.read_text(encoding="ascii", errors="replace").splitlines():
            try:
                facts = json.loads(line)
                found[UUID(facts["person"])] = datetime.fromisoformat(facts["at"])
            except (ValueError, KeyError, TypeError):
                continue
    return found


def erase_again(
    app: Flask, database: Database, settings: Settings, now: datetime
) -> int:
    """Erase who is on the list and not erased in the database; return how many."""
    done = 0
    for person_id in _alive(database, listed(settings.data_dir / NAME)):
        with database.writing() as session:
            done += erasure.repeat(session, person_id, app, now)
    return done


def _alive(database: Database, erased: Iterable[UUID]) -> list[UUID]:
    with database.reading() as session:
        known = session.scalars(
            sa.select(Person.id).where(Person.erased_at.is_not(None))
        )
        missing = sorted(set(erased) - set(known))
        return [
            person_id
            for start in range(0, len(missing), AT_ONCE)
            for person_id in session.scalars(
                sa.select(Person.id).where(
                    Person.id.in_(missing[start : start + AT_ONCE]),
                    Person.erased_at.is_(None),
                )
            )
        ]
