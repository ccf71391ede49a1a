"""Slow work: beside the gate, one at a time, giving way to all that is quick.

Python runs one thread at a time. A long table that is written without a pause lets each
page wait at every step; and few such tables would fill the gate for half a minute.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

from app.engines import Busy
from app.web.gate import Turns, Visit, this_visit

LONGEST_WAIT: Final = 120.0  # seconds for other slow work to end
SLICE: Final = 0.001  # seconds of work between two looks at who is inside
LONGEST_PAUSE: Final = (
    0.005  # seconds; more, and a busy site would never finish a table
)
_T = TypeVar("_T")
_lane = Turns(1)


@contextmanager
def beside_the_gate() -> Iterator[Courtesy]:
    """Leave the gate, and do slow work when it is this request's turn.

    Raises Busy when that did not come. Nothing of the database may be held meanwhile.
    """
    visit = this_visit()
    if visit is not None:
        visit.leave()
    if not _lane.take(LONGEST_WAIT):
        raise Busy
    try:
        yield Courtesy(visit)
    finally:
        _lane.give_back()


class Courtesy:
    """Makes long work give way."""

    def __init__(self, visit: Visit | None) -> None:
        """Give way to whoever is inside the gate that `visit` has left."""
        self._visit = visit

    def among(self, rows: Iterable[_T]) -> Iterator[_T]:
        """Yield what it is given, with pauses while others are inside."""
        until = time.perf_counter() + SLICE
        for row in rows:
            yield row
            if time.perf_counter() > until:
                self._give_way()
                until = time.perf_counter() + SLICE

    def _give_way(self) -> None:
        if self._visit is None:
            return
        until = time.perf_counter() + LONGEST_PAUSE
        while self._visit.others_inside() and time.perf_counter() < until:
            time.sleep(SLICE)
