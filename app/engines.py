"""Two ways to the database, and only two: reading, and writing one at a time.

SQLite runs WAL with synchronous=FULL. Reads use autocommit connections that refuse to
write. Writes hold a thread lock, a file lock (so that the command line counts too) and
`BEGIN IMMEDIATE`; checkpoints happen only under those locks, because SQLite 3.7.0 to
3.51.2 can corrupt a database when two connections reset the log at the same time.
PostgreSQL needs none of this: there both ways are ordinary connections.
"""

from __future__ import annotations

import errno
import fcntl
import logging
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from app.connections import (
    CACHE,
    LOG_LIMIT,
    WAIT_SECONDS,
    postgresql_engine,
    sqlite_engine,
)

log = logging.getLogger(__name__)
STREAM_CACHE = 2_000  # kB of pages a SQLite connection keeps while it streams
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class Busy(Exception):
    """Nobody got to write within WAIT_SECONDS; ask again shortly, nothing is lost."""


class Full(Busy):
    """There is no room to write; nothing was changed, and reading goes on."""


class Database:
    """Engines for one database, and the one way to write to it."""

    def __init__(self, url: str, lock_path: Path) -> None:
        """Prepare engines for `url`; nothing is opened before the first use.

        `lock_path` is the file whose lock a SQLite writer holds.
        """
        self.url = sa.make_url(url)
        self.sqlite = self.url.get_backend_name() == "sqlite"
        self.lock_path = lock_path
        self._turn = threading.Lock()
        if self.sqlite:
            self.reading_engine = sqlite_engine(self.url, readonly=True)
            self.writing_engine = sqlite_engine(self.url, readonly=False)
        else:
            self.reading_engine = postgresql_engine(self.url, readonly=True)
            self.writing_engine = postgresql_engine(self.url, readonly=False)

    def close(self) -> None:
        """Give all connections back; the next use opens new ones."""
        self.reading_engine.dispose()
        self.writing_engine.dispose()

    def read(self) -> Session:
        """Return a session that cannot write; the caller closes it."""
        return _Reading(self.reading_engine)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Lend a session that cannot write."""
        with self.read() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Lend a session and commit once at the end; roll back when anything raises.

        Nothing slow belongs inside. Raises Busy when it was not this writer's turn
        within WAIT_SECONDS.
        """
        if self.sqlite:
            with self._sqlite_turn(), self._transaction() as session:
                yield session
        else:
            with self._transaction() as session:
                yield session

    @contextmanager
    def _transaction(self) -> Iterator[Session]:
        try:
            # The transaction begins here, so a state read inside is the state; it is
            # the connection's, which the session only joins.
            with (
                self.writing_engine.connect() as connection,
                connection.begin() as transaction,
                Session(connection, expire_on_commit=False) as session,
            ):
                yield session
                session.flush()
                transaction.commit()
        except OperationalError as error:
            raise_what_passes(error)
            raise

    @contextmanager
    def _sqlite_turn(self) -> Iterator[None]:
        until = time.monotonic() + WAIT_SECONDS
        if not self._turn.acquire(timeout=WAIT_SECONDS):
            raise Busy
        try:
            # Opened each time: a lock belongs to what was opened, which a worker that
            # was forked meanwhile would share.
            lock = os.open(self.lock_path, os.O_RDWR | os.O_CREAT, 0o666)
            try:
                _lock_file(lock, until)
                yield
                self._checkpoint_when_long()
            finally:
                os.close(lock)
        finally:
            self._turn.release()

    def _checkpoint_when_long(self) -> None:
        try:
            size = os.stat(f"{self.url.database}-wal").st_size  # noqa: PTH116 - hot path
        except FileNotFoundError:
            return
        if size > LOG_LIMIT:
            try:
                self._checkpoint()
            except sqlite3.Error as error:
                # What was written is committed in the log; only the log stays long.
                log.error("the log was not written back: %s", error)  # noqa: TRY400

    def _checkpoint(self) -> None:
        with self.writing_engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None  # noqa: S101 - tells mypy what connect() promised
            # A report or a backup that still reads the old state must not make
            # writers wait: what can be written back is, the rest comes later.
            raw.execute("PRAGMA busy_timeout=0")
            try:
                # The next writer begins the log anew over the old one: a file that
                # does not grow is written through to the disk in half the time.
                raw.execute("PRAGMA wal_checkpoint(RESTART)")
            finally:
                raw.execute(f"PRAGMA busy_timeout={WAIT_SECONDS * 1000:.0f}")


class _Reading(Session):
    """A session over one connection, lent by the engine until the session is closed.

    One that is bound to an engine begins a transaction to ask for anything, which
    takes longer than most questions of ours.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._connection = engine.connect()
        super().__init__(self._connection, autoflush=False, expire_on_commit=False)

    def close(self) -> None:
        # Without a transaction nothing was asked but by `Prepared`: nothing is held.
        if self.in_transaction():
            super().close()
        self._connection.close()


def stream(
    session: Session, query: sa.Select[Any], batch: int
) -> Iterator[sa.Row[Any]]:
    """Yield the rows of a query on columns from one snapshot, `batch` at a time.

    `session` says from where; it reads on beside it. PostgreSQL sends rows in batches
    inside a transaction only, and reading sessions have none.
    """
    query = query.execution_options(yield_per=batch)
    with session.get_bind().engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            # What has to be sorted goes to the disk instead of growing in memory.
            connection.exec_driver_sql(f"PRAGMA cache_size=-{STREAM_CACHE}")
            try:
                yield from connection.execute(query)
            finally:
                connection.exec_driver_sql(f"PRAGMA cache_size=-{CACHE}")
            return
        snapshot = connection.execution_options(isolation_level="REPEATABLE READ")
        yield from snapshot.execute(query)


def _lock_file(descriptor: int, until: float) -> None:
    """Take the exclusive lock of an open file; closing the file gives it back."""
    pause = 0.0005
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() > until:
                raise Busy from error
            time.sleep(pause)
            pause = min(pause * 2, 0.05)
        else:
            return


def raise_what_passes(error: DBAPIError) -> None:
    """Raise Busy or Full for what time or room mends; return for all else."""
    if _is_contention(error):
        raise Busy from error
    if _is_full(error):
        raise Full from error


def is_no_room(error: BaseException | None) -> bool:
    """Tell a file that found no room from one that cannot be written for ever.

    Looks at what caused the error, too: libraries wrap it into errors of their own.
    """
    while error is not None:
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            return True
        error = error.__cause__ or error.__context__
    return False


def _is_full(error: DBAPIError) -> bool:
    """Tell a disk, or a quota, without room from other trouble with it."""
    # 53100 disk full. SQLite says FULL for a full disk, and only that writing failed
    # when it was a quota or a limit of the process that stopped it.
    return getattr(error.orig, "sqlstate", None) == "53100" or getattr(
        error.orig, "sqlite_errorcode", None
    ) in {
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_IOERR_SHMSIZE,
    }


def _is_contention(error: DBAPIError) -> bool:
    """Tell "another one is writing" from "something is broken"."""
    text = str(error.orig).lower()
    code = getattr(error.orig, "sqlstate", None)
    # 40001 serialisation failure, 40P01 deadlock, 55P03 lock not available,
    # 57P01 and 57P03 the server is stopping or starting, 53300 too many connections.
    return "locked" in text or code in {
        "40001",
        "40P01",
        "55P03",
        "57P01",
        "57P03",
        "53300",
    }
