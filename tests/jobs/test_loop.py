"""The loop does what is due, survives what fails, and stops quickly."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from app.audit.models import Event, Seal
from app.audit.sealing import seal_new
from app.engines import Busy, Database
from app.jobs.loop import Job, Loop, in_one_write
from config import Settings
from tests.factories import NOW, make_event


def test_due_jobs_are_done_and_told_when_it_is(database, settings):
    seen = []
    work = _Work(lambda *facts: seen.append(facts))

    _do_once([work.job], database, settings)

    assert seen == [(database, settings, NOW)]


def test_a_job_that_fails_is_logged_and_the_next_one_done(database, settings, caplog):
    failing, next_one = _Work(_fail, "failing"), _Work()

    _do_once([failing.job, next_one.job], database, settings)

    assert next_one.times == 1
    assert [record.getMessage() for record in caplog.records] == ["job failing failed"]
    assert caplog.records[0].exc_info


def test_a_busy_database_is_no_failure(database, settings, caplog):
    caplog.set_level(logging.INFO, "app.jobs.loop")

    _do_once([_Work(_be_busy).job], database, settings)

    assert [record.levelname for record in caplog.records] == ["INFO"]


def test_of_two_loops_one_does_the_work_until_it_stops(database, settings):
    work = _Work()
    first = Loop([work.job], database, settings)
    second = Loop([work.job], database, settings)
    for _ in range(2):
        first.run_once(NOW)
        second.run_once(NOW)
    assert work.times == 2

    first.give_back()
    work.times = 0
    second.run_once(NOW)
    second.give_back()
    assert work.times == 1


def test_a_running_loop_repeats_its_jobs_and_stops_within_a_moment(database, settings):
    work = _Work()
    loop = Loop([Job("often", 0.05, work)], database, settings)
    loop.start()
    assert work.enough.wait(5)
    begun = time.monotonic()
    loop.stop()

    assert time.monotonic() - begun < 1
    times = work.times
    time.sleep(0.15)
    assert work.times == times


def test_one_write_commits_what_its_function_changed(database, settings):
    work = in_one_write(lambda session, now: make_event(session, at=now))
    work(database, settings, NOW)

    with database.reading() as session:
        assert session.scalars(sa.select(Event.at)).all() == [NOW]


def test_all_new_events_are_sealed_and_nothing_written_when_there_are_none(
    database, settings, monkeypatch
):
    with database.writing() as session:
        for _ in range(3):
            make_event(session)

    assert seal_new(database, settings, NOW) == 3
    monkeypatch.setattr(database, "writing", _fail)
    assert seal_new(database, settings, NOW) == 0
    with database.reading() as session:
        assert session.scalars(sa.select(Seal.position)).all() == [1, 2, 3]


@pytest.fixture(autouse=True)
def _no_loop_left_behind():
    yield
    assert [one.name for one in threading.enumerate() if one.name == "jobs"] == []


def _do_once(jobs: list[Job], database: Database, settings: Settings) -> None:
    loop = Loop(jobs, database, settings)
    loop.run_once(NOW)
    loop.give_back()


class _Work:
    """Work that counts how often it was done."""

    def __init__(
        self, then: Callable[..., object] = lambda *_: None, name: str = "work"
    ) -> None:
        self.then = then
        self.times = 0
        self.enough = threading.Event()
        self.job = Job(name, 10, self)

    def __call__(self, *facts: object) -> None:
        self.times += 1
        if self.times > 2:
            self.enough.set()
        self.then(*facts)


def _fail(*_: object) -> Database:
    raise ValueError("nobody expected this")


def _be_busy(*_: object) -> None:
    raise Busy
