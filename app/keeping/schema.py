"""The schema: which state the database is in, and how it comes to the newest one."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from app.engines import Database
from app.keeping.locks import held
from app.keeping.tables import metadata
from config import ROOT, Settings

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = ROOT / "migrations"
WAIT_SECONDS = 60  # for another process that is migrating
KEPT_COPIES = 5
_ADVISORY_LOCK = 0x637A656C  # "czel": any number that only we use


class SchemaProblem(Exception):
    """The database cannot be used as it is; the message says what to do."""


@dataclass(frozen=True)
class Upgrade:
    """What was done: revisions before and after, and the copy made first, if any."""

    before: str | None
    after: str
    copy: Path | None


def known() -> list[str]:
    """Return all revisions of this code in order; each file begins with its own."""
    files = (MIGRATIONS / "versions").glob("[0-9]*_*.py")
    return sorted(path.name.partition("_")[0] for path in files)


def head() -> str:
    """Return the newest revision of this code."""
    return known()[-1]


def revision(database: Database) -> str | None:
    """Return the revision of the database, None when it is empty."""
    with database.reading_engine.connect() as connection:
        names = set(sa.inspect(connection).get_table_names())
        if "alembic_version" in names:
            statement = sa.text("SELECT version_num FROM alembic_version")
            return connection.execute(statement).scalar()
    if names:
        raise SchemaProblem(
            "The database holds tables but no note of their version. "
            "Is DATABASE_URL the database of another program?"
        )
    return None


def ensure_current(database: Database) -> None:
    """Raise SchemaProblem unless the database is in the state this code needs."""
    found = revision(database)
    if found != head():
        refuse_newer(found)
        raise SchemaProblem(
            f"The database is at version {found or 'none'}, this code needs {head()}. "
            "Run: czeladnik db upgrade"
        )


def upgrade(database: Database, settings: Settings, now: datetime) -> Upgrade | None:
    """Bring the database to the newest state; None when it was there already.

    Of several processes that start together one migrates and the others wait. A SQLite
    file that holds something is copied first. Everything happens in one transaction,
    so a killed migration leaves the old state.
    """
    if revision(database) == head():
        return None
    with _alone(database):
        before = revision(database)
        if before == head():
            return None
        refuse_newer(before)
        copy = None
        if before is not None and database.sqlite:
            copy = _copy_first(database, settings, before, now)
        with migrating(database) as connection:
            run(connection, "upgrade", "head")
        database.close()
        return Upgrade(before, head(), copy)


def downgrade(database: Database, target: str) -> None:
    """Take the database back to `target` ("base" is empty). Loses what is newer."""
    with _alone(database), migrating(database) as connection:
        run(connection, "downgrade", target)
    database.close()


def differences(database: Database) -> list[str]:
    """Return one sentence for each place where the database is not as the models."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with database.reading_engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = compare_metadata(context, metadata())
    return [_said(difference) for difference in found]


def _said(difference: Any) -> str:
    """Say a difference of Alembic's: ("add_index", Index(...)), or a list of them."""
    if isinstance(difference, list):
        return "; ".join(_said(part) for part in difference)
    kind, *about = difference
    names = [
        getattr(part, "name", part)
        for part in about
        if isinstance(getattr(part, "name", part), str)
    ]
    return f"{kind.replace('_', ' ')}: {' '.join(names)}"


def draft(database: Database, message: str) -> Path:
    """Write a new migration from what differs between database and models."""
    from alembic import command

    with migrating(database) as connection:
        script: Any = command.revision(
            _config(connection),
            message,
            autogenerate=True,
            rev_id=f"{len(known()) + 1:04}",
        )
    return Path(script.path)


def refuse_newer(found: str | None) -> None:
    """Raise SchemaProblem when this code does not know the revision of a database."""
    if found is not None and found not in known():
        raise SchemaProblem(
            f"The database was made by a newer Czeladnik (version {found}, this code "
            f"knows up to {head()}). Install that version again, or restore the backup "
            "made before the upgrade."
        )


@contextmanager
def _alone(database: Database) -> Iterator[None]:
    """Let one process migrate at a time."""
    if database.sqlite:
        # It is the writers' lock, so nobody writes or checkpoints meanwhile either.
        with held(database.lock_path, WAIT_SECONDS):
            yield
        return
    with database.writing_engine.connect() as connection:
        connection.exec_driver_sql(f"SET lock_timeout = '{WAIT_SECONDS}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_lock({_ADVISORY_LOCK})")
        try:
            yield
        finally:
            connection.exec_driver_sql(f"SELECT pg_advisory_unlock({_ADVISORY_LOCK})")
            # This connection has another timeout than its pool promises.
            connection.invalidate()


@contextmanager
def migrating(database: Database) -> Iterator[sa.Connection]:
    """Lend a connection in one transaction that may change tables."""
    if not database.sqlite:
        with database.writing_engine.begin() as connection:
            yield connection
        return
    engine = _engine_without_foreign_keys(database.url)
    try:
        with engine.begin() as connection:
            yield connection
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if broken:
                raise SchemaProblem(f"The migration broke references: {broken[:5]}")
    finally:
        engine.dispose()


def _engine_without_foreign_keys(url: sa.URL) -> sa.Engine:
    """Changing a table of SQLite replaces it, which must not delete its children."""
    engine = sa.create_engine(url, poolclass=sa.NullPool)

    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA busy_timeout=30000")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA wal_autocheckpoint=0")
        connection.execute("PRAGMA foreign_keys=OFF")

    def begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    sa.event.listen(engine, "connect", prepare)
    sa.event.listen(engine, "begin", begin)
    return engine


def run(connection: sa.Connection, direction: str, target: str) -> None:
    """Run Alembic's "upgrade" or "downgrade" to a revision in this transaction."""
    from alembic import command

    getattr(command, direction)(_config(connection), target)


def _config(connection: sa.Connection) -> Config:
    from alembic.config import Config

    config = Config(attributes={"connection": connection}, stdout=io.StringIO())
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def _copy_first(
    database: Database, settings: Settings, before: str, now: datetime
) -> Path:
    """Copy the SQLite file through its online backup, and keep the newest few."""
    folder = settings.data_dir / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    target = folder / f"before-upgrade-of-{before}-{now:%Y%m%dT%H%M%SZ}.db"
    # Under its name it is whole: nobody takes one that was cut off for a copy.
    fresh = target.with_suffix(".partial")
    fresh.unlink(missing_ok=True)
    fresh.touch(mode=0o600)
    try:
        with (
            closing(sqlite3.connect(str(database.url.database))) as source,
            closing(sqlite3.connect(fresh)) as copy,
        ):
            source.backup(copy)
            # A copy is one file: no log beside it that could be forgotten.
            copy.execute("PRAGMA journal_mode=DELETE")
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)
    for old in sorted(folder.glob("before-upgrade-*.db"))[:-KEPT_COPIES]:
        old.unlink()
    return target
