"""Room to write: what is done without it, and that nothing is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from app import engines
from app.engines import Database, Full

INSERT = sa.text("INSERT INTO note (text) VALUES (:text)")


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Database]:
    """Return a database with one small table."""
    database = Database(f"sqlite:///{tmp_path / 'notes.db'}", tmp_path / "write.lock")
    with database.writing() as session:
        session.execute(
            sa.text("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT)")
        )
    yield database
    database.close()


def test_a_disk_without_room_is_told_from_one_that_is_broken(file):
    _write(file, "one")
    with _no_room_in(file), pytest.raises(Full):
        _write(file, "x" * 1_000_000)
    _write(file, "two")

    assert _count(file) == 2


def test_what_is_committed_counts_though_the_log_cannot_be_written_back(
    file, monkeypatch, caplog
):
    monkeypatch.setattr(engines, "LOG_LIMIT", 0)
    monkeypatch.setattr(file, "_checkpoint", _refuse)
    _write(file, "one")

    assert _count(file) == 1
    assert "no room" in caplog.text


@contextmanager
def _no_room_in(database: Database) -> Iterator[None]:
    """Let the file of a database grow by a few pages at the most."""
    _limit(database, 5)
    yield
    _limit(database, 4_294_967_294)


def _limit(database: Database, pages: int) -> None:
    with database.writing_engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")


def _refuse() -> None:
    raise sqlite3.OperationalError("no room")


def _write(database: Database, text: str) -> None:
    with database.writing() as session:
        session.execute(INSERT, {"text": text})


def _count(database: Database) -> int:
    with database.reading() as session:
        return session.execute(sa.text("SELECT count(*) FROM note")).scalar_one()
