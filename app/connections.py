"""How connections to a database are opened and set, for reading and for writing."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

WAIT_SECONDS = 2.0
CACHE = 16_000  # kB of pages a SQLite connection keeps
LOG_LIMIT = 4 * 1024 * 1024  # bytes of WAL after which a writer checkpoints
# Made once: the function of the library makes an encoder for every call.
_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def sqlite_engine(url: sa.URL, *, readonly: bool) -> sa.Engine:
    """Return an engine whose connections refuse to write, or take turns in writing."""
    engine = sa.create_engine(
        url,
        isolation_level="AUTOCOMMIT" if readonly else None,
        json_serializer=_dump,
        hide_parameters=True,  # logs hold no answers
        # One writer connection is enough, since writers take turns.
        pool_size=16 if readonly else 1,
        max_overflow=48 if readonly else 0,
        connect_args={"timeout": WAIT_SECONDS, "check_same_thread": False},
    )

    def prepare(connection: Any, _record: Any) -> None:
        # The driver must never begin a transaction on its own: we say when.
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA wal_autocheckpoint=0")
        # What grew beyond it is cut off when the log begins anew; so a longer file says
        # that the log is long again.
        connection.execute(f"PRAGMA journal_size_limit={LOG_LIMIT}")
        connection.execute("PRAGMA mmap_size=0")
        connection.execute(f"PRAGMA cache_size=-{CACHE}")
        if readonly:
            connection.execute("PRAGMA query_only=ON")

    def begin(connection: sa.Connection) -> None:
        by_driver(connection, "BEGIN IMMEDIATE")

    sa.event.listen(engine, "connect", prepare)
    if not readonly:
        sa.event.listen(engine, "begin", begin)
    return engine


def by_driver(connection: sa.Connection, sql: str, said: Sequence[Any] = ()) -> Any:
    """Run `sql` on SQLite past SQLAlchemy and return the driver's cursor.

    `said` are its parameters. Errors are those that SQLAlchemy makes of the driver's.
    """
    driver: Any = connection.connection.driver_connection
    try:
        return driver.execute(sql, said)
    except sqlite3.Error as error:
        raise DBAPIError.instance(
            sql,
            None,
            error,
            sqlite3.Error,
            hide_parameters=True,  # logs hold no answers
            dialect=connection.dialect,
        ) from error


def postgresql_engine(url: sa.URL, *, readonly: bool) -> sa.Engine:
    """Return an engine whose transactions are readonly, or begin when asked to."""
    options = "-c lock_timeout=2000 -c timezone=UTC"
    if readonly:
        options += " -c default_transaction_read_only=on"
    return sa.create_engine(
        url,
        isolation_level="AUTOCOMMIT" if readonly else "READ COMMITTED",
        json_serializer=_dump,
        hide_parameters=True,  # logs hold no answers
        pool_size=8,
        max_overflow=24,
        pool_timeout=WAIT_SECONDS,
        pool_pre_ping=True,
        connect_args={"options": options, "connect_timeout": 5},
    )
