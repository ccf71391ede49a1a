"""Restoring a backup into an empty installation, wholly or not at all."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit import events
from app.engines import Database
from app.keeping import archive, dump, erasures, schema, tables
from app.keeping.archive import Archive
from app.keeping.backup import to_disk
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
    `force`, and locks.Taken while a server runs. With `force` a SQLite file is kept in
    DATA_DIR/backups; rows of PostgreSQL are replaced in one transaction. Who was erased
    since is noted in DATA_DIR; the caller lets `erasures.erase_again` erase them.
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
        elif _is_there(database):
            erasures.note_if_readable(database, settings)
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
    if not _is_there(database):
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


def _is_there(database: Database) -> bool:
    return not database.sqlite or Path(str(database.url.database)).exists()


def _replace(
    database: Database, settings: Settings, backup: Archive, staged: Path, now: datetime
) -> None:
    try:
        if database.sqlite:
            _replace_file(database, settings, backup, staged, now)
        else:
            _replace_rows(database, settings, backup, staged, now)
    finally:
        database.close()


def _replace_rows(
    database: Database, settings: Settings, backup: Archive, staged: Path, now: datetime
) -> None:
    with schema.migrating(database) as connection:
        schema.refuse_newer(schema.revision(database))
        schema.run(connection, "downgrade", "base")
        _fill(connection, backup, now)
        _place_files(settings, backup, staged)


def _replace_file(
    database: Database, settings: Settings, backup: Archive, staged: Path, now: datetime
) -> None:
    """Make the new file beside the old one, and let it take its place in one step.

    Killed before that step, everything is as it was; after it, as in the backup.
    """
    place = Path(str(database.url.database))
    staged.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = Database(f"sqlite:///{staged / 'restored.db'}", database.lock_path)
    with schema.migrating(fresh) as connection:
        _fill(connection, backup, now)
    fresh.close()
    _one_file(staged / "restored.db")
    _keep_before(database, settings, now)
    _place_files(settings, backup, staged)
    for ending in ("-wal", "-shm"):
        Path(f"{place}{ending}").unlink(missing_ok=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    (staged / "restored.db").replace(place)
    to_disk(place.parent)


def _place_files(settings: Settings, backup: Archive, staged: Path) -> None:
    for name in backup.files():
        if name == erasures.NAME:
            # Who was erased after the backup stays on the list.
            erased = erasures.listed(staged / name)
            erasures.add(settings.data_dir / name, erased.items())
            continue
        target = settings.data_dir / name
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        (staged / name).replace(target)


def _one_file(path: Path) -> None:
    """Write what stands in a log into the file itself, which then is all there is."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    to_disk(path)


def _keep_before(database: Database, settings: Settings, now: datetime) -> None:
    """Keep the SQLite file there was under a second name, damaged or not."""
    database.close()
    if not _is_there(database):
        return
    with (
        suppress(sqlite3.Error),
        closing(sqlite3.connect(str(database.url.database))) as connection,
    ):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    folder = settings.data_dir / "backups" / f"before-restore-{now:%Y%m%dT%H%M%SZ}"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for ending in ("-wal", ""):
        place = Path(f"{database.url.database}{ending}")
        if place.exists():
            (folder / place.name).unlink(missing_ok=True)
            (folder / place.name).hardlink_to(place)


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
