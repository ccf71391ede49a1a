"""Of many processes one holds a lease, and another one follows when it is gone."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from app.engines import Database
from app.jobs import leases
from tests.factories import NOW


def test_a_free_lease_is_taken_and_renewed_by_its_holder_only(database):
    assert _take(database, "a")
    assert _take(database, "a", later=30)
    assert not _take(database, "b", later=60)


def test_a_lease_that_is_over_goes_to_the_next(database):
    _take(database, "a")

    assert not _take(database, "b", later=39)
    assert _take(database, "b", later=40)
    assert not _take(database, "a", later=41)


def test_leases_of_two_jobs_know_nothing_of_each_other(database):
    assert _take(database, "a", job="mail")
    assert _take(database, "b", job="seal")


def test_a_lease_given_back_is_free_at_once(database):
    _take(database, "a")
    with database.writing() as session:
        leases.give_back(session, "a")

    assert _take(database, "b")


def test_of_eight_that_try_at_once_one_gets_it(database):
    barrier = threading.Barrier(8)

    def try_it(holder: str) -> bool:
        barrier.wait(10)
        return _take(database, holder)

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(try_it, "abcdefgh")) == 1


def _take(
    database: Database, holder: str, *, job: str = "mail", later: float = 0
) -> bool:
    with database.writing() as session:
        return leases.take(session, job, holder, NOW + timedelta(seconds=later), 40)
