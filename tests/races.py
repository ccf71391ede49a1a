"""Many hands at once: threads that begin together, and what came of each."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Came = TypeVar("Came")


def at_once(number: int, act: Callable[[int], Came]) -> list[Came]:
    """Call `act(0)` to `act(number - 1)` in threads that start together.

    Raises what any of them raised.
    """
    return together([_bound(act, turn) for turn in range(number)])


def together(acts: Sequence[Callable[[], Came]]) -> list[Came]:
    """Call all `acts` in threads that start together; return what they return."""
    start = threading.Barrier(len(acts), timeout=20)

    def run(act: Callable[[], Came]) -> Came:
        start.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as threads:
        return [
            done.result(timeout=30) for done in [threads.submit(run, a) for a in acts]
        ]


def _bound(act: Callable[[int], Came], turn: int) -> Callable[[], Came]:
    return lambda: act(turn)
