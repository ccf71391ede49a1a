"""Slow work: beside the gate, one at a time, giving way to what is quick."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
from werkzeug.test import Client

from app.engines import Busy
from app.web import gate, slow_work
from app.web.gate import Gate, Turns, Visit
from app.web.slow_work import Courtesy, beside_the_gate


@pytest.fixture(autouse=True)
def short_waits(monkeypatch):
    monkeypatch.setattr(gate, "WAIT_SECONDS", 0.1)
    monkeypatch.setattr(slow_work, "LONGEST_WAIT", 0.1)


class _Site:
    """A site of one permit, on which `/slow` works until it is told to end."""

    def __init__(self) -> None:
        self.working, self.enough = threading.Event(), threading.Event()
        self.client = Client(Gate(self._answer, permits=1))

    def _answer(self, environ: Any, start_response: Any) -> list[bytes]:
        if environ["PATH_INFO"] == "/slow":
            with beside_the_gate():
                self.working.set()
                self.enough.wait(5)
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"done"]


def test_slow_work_keeps_nobody_out():
    site = _Site()
    slow = threading.Thread(target=lambda: site.client.get("/slow"))
    slow.start()
    site.working.wait(5)
    statuses = [site.client.get("/quick").status_code for _ in range(3)]
    site.enough.set()
    slow.join()

    assert statuses == [200, 200, 200]
    assert site.client.get("/quick").status_code == 200


def test_who_has_left_for_slow_work_gives_no_permit_back_twice():
    turns = Turns(1)
    assert turns.take(0)
    visit = Visit(turns)
    visit.leave()
    visit.leave()

    assert turns.take(0)
    assert not turns.take(0)


def test_slow_work_is_done_one_at_a_time_and_who_waits_too_long_is_told():
    with beside_the_gate(), pytest.raises(Busy), beside_the_gate():
        pass

    with beside_the_gate():
        pass


def test_the_way_is_free_again_after_slow_work_that_failed():
    for _ in range(3):
        with pytest.raises(ValueError, match="broken"), beside_the_gate():
            raise ValueError("broken")


def test_slow_work_pauses_while_somebody_is_inside_and_not_for_ever():
    turns = Turns(2)
    assert turns.take(0)
    visit = Visit(turns)
    visit.leave()
    alone = _seconds(Courtesy(visit))
    assert turns.take(0)
    crowded = _seconds(Courtesy(visit))

    assert crowded > 3 * alone
    assert crowded < 3


def _seconds(courtesy: Courtesy) -> float:
    """Return how long twenty pieces of work of a little more than a slice take."""
    begun = time.perf_counter()
    for _ in courtesy.among(range(20)):
        until = time.perf_counter() + slow_work.SLICE * 1.1
        while time.perf_counter() < until:
            pass
    return time.perf_counter() - begun
