"""Two ways to the database: reads that cannot write, writes that take turns."""

from __future__ import annotations

import fcntl
import multiprocessing
import os
import signal
import sqlite3
import threading
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import DBAPIError, OperationalError

from app import engines
from app.engines import Busy, Database

SPAWN = multiprocessing.get_context("spawn")
INSERT = sa.text("INSERT INTO note (text) VALUES (:text)")


@pytest.fixture
def lock_path(tmp_path: Path) -> Path:
    """Return the file that writers lock."""
    return tmp_path / "write.lock"


@pytest.fixture
def notes(empty_database_url: str, lock_path: Path) -> Iterator[Database]:
    """Return a database with one small table, on SQLite and on PostgreSQL."""
    database = Database(empty_database_url, lock_path)
    kind = "SERIAL" if not database.sqlite else "INTEGER"
    with database.writing() as session:
        session.execute(
            sa.text(f"CREATE TABLE note (id {kind} PRIMARY KEY, text TEXT)")
        )
    yield database
    database.close()


@pytest.fixture
def file(tmp_path: Path, lock_path: Path) -> Iterator[Database]:
    """Return such a database on SQLite alone."""
    database = Database(f"sqlite:///{tmp_path / 'notes.db'}", lock_path)
    with database.writing() as session:
        session.execute(
            sa.text("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT)")
        )
    yield database
    database.close()


def test_what_was_written_is_read(notes):
    _write(notes, "one")

    assert _count(notes) == 1


def test_a_reading_session_refuses_to_write(notes):
    with notes.reading() as session, pytest.raises(DBAPIError, match=r"read.?only"):
        session.execute(INSERT, {"text": "one"})

    assert _count(notes) == 0


def test_nothing_stays_of_a_write_that_failed(notes):
    with pytest.raises(ZeroDivisionError):
        _write_and_fail(notes)

    assert _count(notes) == 0


def test_a_reader_does_not_see_what_is_not_committed(notes):
    with notes.writing() as session:
        session.execute(INSERT, {"text": "one"})
        assert _count(notes) == 0


def test_two_processes_write_and_nothing_is_lost(notes, empty_database_url, lock_path):
    with SPAWN.Pool(2) as pool:
        written = pool.starmap(_write_many, [(empty_database_url, lock_path, 200)] * 2)

    assert _count(notes) == sum(written) == 400


def test_an_unexpected_error_is_not_called_busy(notes):
    with pytest.raises(DBAPIError), notes.writing() as session:
        session.execute(sa.text("INSERT INTO nowhere VALUES (1)"))


def test_sqlite_keeps_what_it_acknowledged(file):
    for engine, query_only in ((file.reading_engine, 1), (file.writing_engine, 0)):
        with engine.connect() as connection:
            found = {
                pragma: connection.exec_driver_sql(f"PRAGMA {pragma}").scalar()
                for pragma in (
                    "journal_mode",
                    "synchronous",
                    "foreign_keys",
                    "wal_autocheckpoint",
                    "query_only",
                )
            }
        assert found == {
            "journal_mode": "wal",
            "synchronous": 2,  # FULL
            "foreign_keys": 1,
            "wal_autocheckpoint": 0,
            "query_only": query_only,
        }


def test_every_transaction_of_sqlite_begins_immediately(file):
    said = []
    with file.writing_engine.connect() as connection:
        connection.connection.driver_connection.set_trace_callback(said.append)
    with file.writing() as session:
        session.execute(INSERT, {"text": "one"})
    begins = [line for line in said if line.startswith("BEGIN")]

    assert begins == ["BEGIN IMMEDIATE"]


def test_a_writer_waits_two_seconds_for_the_file_lock_and_then_says_busy(
    file, lock_path
):
    with lock_path.open("a") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        begun = time.monotonic()
        with pytest.raises(Busy):
            _write(file, "one")

    assert 1.9 < time.monotonic() - begun < 2.6
    _write(file, "two")
    assert _count(file) == 1


def test_a_writer_waits_for_another_program_too(file):
    stranger = sqlite3.connect(file.url.database, isolation_level=None)
    stranger.execute("BEGIN IMMEDIATE")
    begun = time.monotonic()
    with pytest.raises(Busy):
        _write(file, "one")

    assert time.monotonic() - begun < 3
    stranger.execute("ROLLBACK")
    stranger.close()
    _write(file, "two")
    assert _count(file) == 1


def test_a_writer_waits_for_its_turn_among_threads(file, monkeypatch):
    monkeypatch.setattr(engines, "WAIT_SECONDS", 0.2)
    inside, enough = threading.Event(), threading.Event()

    def hold() -> None:
        with file.writing():
            inside.set()
            enough.wait(5)

    holder = threading.Thread(target=hold)
    holder.start()
    inside.wait(5)
    with pytest.raises(Busy):
        _write(file, "one")
    enough.set()
    holder.join()
    _write(file, "two")

    assert _count(file) == 1


def test_a_killed_writer_leaves_a_whole_database_and_all_it_acknowledged(
    file, lock_path
):
    url = f"sqlite:///{file.url.database}"
    for _ in range(5):
        here, there = SPAWN.Pipe(duplex=False)
        process = SPAWN.Process(target=_write_for_ever, args=(url, lock_path, there))
        process.start()
        there.close()
        here.recv()
        time.sleep(0.2)
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        acknowledged = 1 + sum(1 for _ in _received(here))

        assert _count(file) >= acknowledged
        with file.writing() as session:
            session.execute(sa.text("DELETE FROM note"))

    with file.reading_engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_busy_database_is_answered_with_503_and_when_to_try_again(
    app: Flask, settings
):
    def write() -> str:
        with app.extensions["database"].writing():
            return "written"

    write.audience = app.view_functions["web.health"].audience
    app.add_url_rule("/write", view_func=write)
    with (settings.data_dir / "write.lock").open("a") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        refused = app.test_client().get("/write")

    assert refused.status_code == 503
    assert refused.headers["Retry-After"] == "2"
    assert app.test_client().get("/write").text == "written"


def test_contention_is_told_from_damage():
    locked = OperationalError("", {}, sqlite3.OperationalError("database is locked"))
    damaged = OperationalError("", {}, sqlite3.OperationalError("disk I/O error"))

    assert engines._is_contention(locked)
    assert not engines._is_contention(damaged)


def _write(database: Database, text: str) -> None:
    with database.writing() as session:
        session.execute(INSERT, {"text": text})


def _write_and_fail(database: Database) -> None:
    with database.writing() as session:
        session.execute(INSERT, {"text": "one"})
        _ = 1 / 0


def _count(database: Database) -> int:
    with database.reading() as session:
        return session.execute(sa.text("SELECT count(*) FROM note")).scalar_one()


def _write_many(url: str, lock_path: Path, times: int) -> int:
    database = Database(url, lock_path)
    for number in range(times):
        _write(database, str(number))
    database.close()
    return times


def _write_for_ever(url: str, lock_path: Path, acknowledge: Connection) -> None:
    database = Database(url, lock_path)
    while True:
        _write(database, "y" * 20_000)
        acknowledge.send("written")


def _received(pipe: Connection) -> Iterator[str]:
    while True:
        try:
            yield pipe.recv()
        except (EOFError, OSError):
            return
