"""Restoring a backup into an empty installation, wholly or not at all."""

from __future__ import annotations

import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit import events
from app.engines import Database
from app.keeping import archive, dump, schema, tables
from app.keeping.archive import Archive
from app.keeping.locks import held
from app.keeping.manifest import BadBackup, Manifest
from config import Settings

# Rows that say nothing about people or courses; a started server has some of them.
IDLE_TABLES = {"alembic_version", "lease", "throttle", "link"}


class NotEmpty(Exception):
    """The installation holds something that a restore would replace."""


def restore(
    database: Database,
    settings: Settings,
    path: Path,
    now: datetime,
    *,
    force: bool = False,
) -> Manifest:
    """Put everything of a backup in its place; return what was in it.

    Nothing changes unless the whole backup is sound. Raises BadBackup, NotEmpty unless
    `force`, and locks.Taken while a server runs. With `force` a SQLite file is moved to
    DATA_DIR/backups first; rows of PostgreSQL are replaced in one transaction.
    """
    with (
        held(settings.data_dir / "serving.lock", 0),
        archive.opened(path) as backup,
    ):
        if backup.manifest.schema not in schema.known():
            raise BadBackup(
                f"It was made by a newer Czeladnik (version {backup.manifest.schema}, "
                f"this code knows up to {schema.head()}). Install that version first."
            )
        if not force:
            _refuse_unless_empty(database)
        staged = settings.data_dir / f".restoring-{now:%Y%m%dT%H%M%SZ}"
        shutil.rmtree(staged, ignore_errors=True)
        try:
            for name in backup.files():
                backup.extract(name, staged / name)
            _replace(database, settings, backup, staged, now)
        finally:
            shutil.rmtree(staged, ignore_errors=True)
        return backup.manifest


def _refuse_unless_empty(database: Database) -> None:
    if database.sqlite and not Path(str(database.url.database)).exists():
        return
    with database.reading_engine.connect() as connection:
        names = set(sa.inspect(connection).get_table_names()) - IDLE_TABLES
        for name in sorted(names):
            query = sa.select(sa.literal(1)).select_from(sa.table(name)).limit(1)
            if connection.execute(query).first():
                raise NotEmpty(
                    f"There is something in the database already (table {name}). "
                    "Restore into an empty DATA_DIR, or say --force to replace it."
                )


def _replace(
    database: Database, settings: Settings, backup: Archive, staged: Path, now: datetime
) -> None:
    aside = _move_aside(database, settings, now) if database.sqlite else []
    try:
        with schema.migrating(database) as connection:
            if not database.sqlite:
                schema.refuse_newer(schema.revision(database))
                schema.run(connection, "downgrade", "base")
            _fill(connection, backup, now)
            for name in backup.files():
                target = settings.data_dir / name
                target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                (staged / name).replace(target)
    except BaseException:
        for kept, place in aside:
            kept.replace(place)
        raise
    finally:
        database.close()


def _move_aside(
    database: Database, settings: Settings, now: datetime
) -> list[tuple[Path, Path]]:
    """Move the SQLite file out of the way, damaged or not; return (now, before)."""
    database.close()
    folder = settings.data_dir / "backups" / f"before-restore-{now:%Y%m%dT%H%M%SZ}"
    moved = []
    for ending in ("-wal", "-shm", ""):
        place = Path(f"{database.url.database}{ending}")
        with suppress(FileNotFoundError):
            kept = folder / place.name
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            place.replace(kept)
            moved.append((kept, place))
    return moved


def _fill(connection: sa.Connection, backup: Archive, now: datetime) -> None:
    """Make the tables as they were, load every row, and bring them up to date."""
    manifest = backup.manifest
    schema.run(connection, "upgrade", manifest.schema)
    known = set(sa.inspect(connection).get_table_names())
    for name, dumped in manifest.tables.items():
        if name not in known:
            raise BadBackup(f"It has a table {name!r} that version never had.")
        loaded = dump.load(connection, name, dumped, backup.table(name))
        if loaded != dumped.rows:
            raise BadBackup(f"Table {name} has {loaded} rows, not {dumped.rows}.")
    schema.run(connection, "upgrade", "head")
    tables.metadata()
    with Session(connection, join_transaction_mode="rollback_only") as session:
        events.record(
            session,
            "restored",
            ("backup", manifest.made_at.isoformat()),
            by=None,
            now=now,
            schema=manifest.schema,
            rows=sum(table.rows for table in manifest.tables.values()),
        )
        session.flush()
