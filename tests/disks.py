"""A disk without room, as far as a test can have one: real refusals, soon lifted."""

from __future__ import annotations

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from app.engines import Database

_REFUSE = """
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$
"""


@contextmanager
def full(database: Database, table: str) -> Iterator[None]:
    """Let nothing more be written to `table`, for want of room."""
    if database.sqlite:
        log = Path(f"{database.url.database}-wal")
        with no_file_longer_than(log.stat().st_size):
            yield
        return
    engine = sa.create_engine(database.url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(_REFUSE)
        connection.exec_driver_sql(
            f"CREATE TRIGGER no_room BEFORE INSERT OR UPDATE ON {table} "
            "EXECUTE FUNCTION refuse()"
        )
        try:
            yield
        finally:
            connection.exec_driver_sql("DROP FUNCTION refuse CASCADE")
    engine.dispose()


@contextmanager
def no_file_longer_than(size: int, pid: int = 0) -> Iterator[None]:
    """Refuse a process, this one or another, to write beyond `size` bytes of a file."""
    # Python leaves the signal alone that would end a process which tries.
    assert signal.getsignal(signal.SIGXFSZ) is signal.SIG_IGN
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, before)
