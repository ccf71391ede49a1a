"""Limits count in the database: for each of what is counted, for all processes."""

from __future__ import annotations

import multiprocessing
from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.web import limits
from app.web.limits import Limit
from app.web.models import Throttle
from tests.counting import count_tries
from tests.factories import NOW
from tests.races import at_once

THREE = Limit("three", 3, 10)


def tries(database, number, *parts, now=NOW):
    answers = []
    for _ in range(number):
        with database.writing() as session:
            answers.append(limits.count(session, THREE, *parts, now=now))
    return answers


def test_so_many_tries_are_allowed_and_no_more(database):
    assert tries(database, 5, "ana") == [True, True, True, False, False]


def test_each_is_counted_apart(database):
    tries(database, 4, "ana", "192.0.2.1")
    assert tries(database, 1, "ana", "192.0.2.2") == [True]
    assert tries(database, 1, "bruno", "192.0.2.1") == [True]
    assert tries(database, 1, "ana192.0.2.1") == [True]


def test_the_next_window_begins_anew(database):
    tries(database, 4, "ana")
    later = NOW + timedelta(minutes=10)
    assert tries(database, 1, "ana", now=later) == [True]


def test_a_good_try_is_taken_back(database):
    tries(database, 3, "ana")
    with database.writing() as session:
        limits.take_back(session, THREE, "ana", now=NOW)
    assert tries(database, 2, "ana") == [True, False]


def test_nothing_is_taken_back_below_nought(database):
    with database.writing() as session:
        limits.take_back(session, THREE, "ana", now=NOW)
    tries(database, 1, "ana")
    for _ in range(3):
        with database.writing() as session:
            limits.take_back(session, THREE, "ana", now=NOW)
    assert tries(database, 4, "ana") == [True, True, True, False]


def test_one_can_look_without_counting(database):
    tries(database, 2, "ana")
    with database.reading() as session:
        assert not limits.reached(session, THREE, "ana", now=NOW)
    tries(database, 1, "ana")
    with database.reading() as session:
        assert limits.reached(session, THREE, "ana", now=NOW)
        assert not limits.reached(session, THREE, "bruno", now=NOW)


def test_only_a_hash_is_kept_of_whom_it_counts(database):
    tries(database, 1, "ana@example.pl", "192.0.2.1")
    with database.reading() as session:
        (bucket,) = session.scalars(sa.select(Throttle.bucket))
    assert "ana" not in bucket
    assert "192" not in bucket


def test_windows_that_are_over_are_forgotten(database):
    tries(database, 1, "ana")
    with database.writing() as session:
        limits.forget_old(session, NOW + timedelta(hours=23))
        assert session.scalar(sa.select(sa.func.count()).select_from(Throttle)) == 1
        limits.forget_old(session, NOW + timedelta(days=2))
        assert session.scalar(sa.select(sa.func.count()).select_from(Throttle)) == 0


def test_many_at_once_get_no_further_than_many_in_a_row(database):
    answers = at_once(8, lambda _turn: tries(database, 1, "ana")[0])
    assert sorted(answers) == [False] * 5 + [True] * 3


def test_two_processes_share_one_count(database, settings):
    context = multiprocessing.get_context("spawn")
    results = context.Queue()
    lock = settings.data_dir / "write.lock"
    workers = [
        context.Process(
            target=count_tries,
            args=(settings.database_url, lock, THREE, NOW, results),
        )
        for _ in range(2)
    ]
    for worker in workers:
        worker.start()
    answers = [answer for _ in workers for answer in results.get(timeout=30)]
    for worker in workers:
        worker.join(timeout=30)
    assert sum(answers) == THREE.tries


@pytest.mark.parametrize(
    ("limit", "number", "minutes"),
    [
        (limits.SIGN_IN, 10, 15),
        (limits.SIGN_IN_ADDRESS, 100, 15),
        (limits.RESET, 3, 60),
    ],
)
def test_the_limits_are_those_that_were_promised(limit, number, minutes):
    assert (limit.tries, limit.minutes) == (number, minutes)
