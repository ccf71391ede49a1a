"""When the people of the demo learn: after work, more or less every few days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from enum import StrEnum
from random import Random
from typing import Final
from zoneinfo import ZoneInfo


class Ending(StrEnum):
    """How far somebody is in a course."""

    JOINED = "joined"
    READING = "reading"
    MIDDLE = "middle"
    ATTEMPTING = "attempting"  # in the middle of a quiz
    STUCK = "stuck"  # no try left
    HELPED = "helped"  # staff gave one more
    TIMED_OUT = "timed-out"  # the time of an exam ran out
    COMPLETED = "completed"
    CERTIFIED = "certified"
    REVOKED = "revoked"  # the certificate was
    WITHDRAWN = "withdrawn"


# How many days ago somebody joined, and how many ago the last step was: at most, least.
_SPANS: Final = {
    Ending.JOINED: ((9, 1), (1, 1)),
    Ending.READING: ((30, 8), (6, 1)),
    Ending.MIDDLE: ((70, 25), (12, 1)),
    Ending.ATTEMPTING: ((40, 20), (4, 1)),
    Ending.STUCK: ((90, 40), (25, 3)),
    Ending.HELPED: ((90, 45), (20, 2)),
    Ending.TIMED_OUT: ((100, 50), (15, 2)),
    Ending.COMPLETED: ((120, 45), (12, 1)),
    Ending.CERTIFIED: ((150, 60), (50, 5)),
    Ending.REVOKED: ((150, 80), (60, 25)),
    Ending.WITHDRAWN: ((120, 40), (30, 8)),
}
_REST: Final = timedelta(minutes=40)  # at least, between two steps


def span(rng: Random, ending: Ending, now: datetime) -> tuple[datetime, datetime]:
    """Return when a story with this ending begins, and when it is to be over."""
    (first, last), (early, late) = _SPANS[ending]
    begin = now - timedelta(days=rng.uniform(last, first))
    return begin, now - timedelta(days=rng.uniform(late, early))


def evenings(
    rng: Random, begin: datetime, until: datetime, steps: int, zone: ZoneInfo
) -> Iterator[datetime]:
    """Yield moments after work, each later than the one before, without an end.

    About `steps` of them lie between `begin` and `until`.
    """
    gap = (until - begin) / max(1, steps)
    moment = last = begin
    while True:
        after_work = time(17, rng.randrange(60), rng.randrange(60))
        day = moment.astimezone(zone).date()
        evening = datetime.combine(day, after_work, zone)
        last = max(evening, last + _REST + timedelta(seconds=rng.randrange(1200)))
        yield last
        moment += gap * rng.uniform(0.4, 1.6)
