"""How long the write-ahead log of SQLite grows, and what it costs those who write."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.connections import LOG_LIMIT
from app.engines import Database

INSERT = sa.text("INSERT INTO note (text) VALUES (:text)")


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Database]:
    """Return an SQLite database with one small table."""
    database = Database(f"sqlite:///{tmp_path / 'notes.db'}", tmp_path / "write.lock")
    with database.writing() as session:
        session.execute(
            sa.text("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT)")
        )
    yield database
    database.close()


def test_the_log_is_written_back_when_it_grows_long(file):
    log = Path(f"{file.url.database}-wal")
    text = "x" * 100_000
    for _ in range(3 * LOG_LIMIT // len(text)):
        _write(file, text)
        assert log.stat().st_size < LOG_LIMIT + 2 * len(text)

    assert Path(file.url.database).stat().st_size > 2 * LOG_LIMIT


def test_a_log_begun_anew_is_written_over_the_old_one(file):
    """A file that grows costs the disk two writes for each commit, not one."""
    log = Path(f"{file.url.database}-wal")
    for _ in range(LOG_LIMIT // 100_000 + 5):
        _write(file, "x" * 100_000)
    sizes = set()
    for _ in range(20):
        _write(file, "short")
        sizes.add(log.stat().st_size)

    assert sizes == {LOG_LIMIT}


def test_a_long_reader_does_not_slow_writers_down(file):
    text = "x" * 1_000_000
    _write(file, text)
    with file.reading_engine.connect() as reader:
        reader.exec_driver_sql("BEGIN")
        reader.exec_driver_sql("SELECT count(*) FROM note").scalar()
        slowest = max(_seconds_to_write(file, text) for _ in range(10))
        reader.exec_driver_sql("ROLLBACK")
    _write(file, text)
    _write(file, text)

    assert slowest < 0.5
    assert Path(f"{file.url.database}-wal").stat().st_size == LOG_LIMIT


def _write(database: Database, text: str) -> None:
    with database.writing() as session:
        session.execute(INSERT, {"text": text})


def _seconds_to_write(database: Database, text: str) -> float:
    begun = time.monotonic()
    _write(database, text)
    return time.monotonic() - begun
