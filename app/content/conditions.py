"""Conditions of a quiz that are values of their own: its dates, what it shows when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

Member = Literal["mark", "feedback", "right-answer", "explanation"]
Counts = Literal["best", "last", "first"]

_LOCAL = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]([0-9]{2}:[0-9]{2}) ([A-Za-z0-9_+/-]{1,40})"
)


@dataclass(frozen=True, slots=True)
class Shows:
    """What a learner is told of each question: in the attempt, in its result, at last.

    `at_last` is when no further try is possible to which it would be the key.
    """

    during: tuple[Member, ...] = ()
    after: tuple[Member, ...] = ()
    at_last: tuple[Member, ...] = ()

    @property
    def withheld(self) -> bool:
        """Whether the last word says more than the result before it."""
        return not set(self.at_last) <= set(self.after)


def shown_by(feedback: str, solutions: str) -> Shows:
    """Return what the short form says: feedback now, end or none; solutions."""
    told: tuple[Member, ...] = ("mark", "feedback")
    if feedback == "none":
        return Shows()
    key: tuple[Member, ...] = ("right-answer", "explanation")
    return Shows(
        during=told if feedback == "now" else (),
        after=told,
        at_last=(*told, *key) if solutions == "end" else told,
    )


@dataclass(frozen=True, slots=True)
class LocalTime:
    """A time as clocks show it somewhere; its zone stays with it.

    So it stays right though a rule of summer time is changed after it was written.
    """

    at: datetime
    zone: str

    @classmethod
    def parse(cls, text: str) -> LocalTime:
        """Read what `str` writes: 2026-12-01 18:00 Europe/Warsaw; else ValueError."""
        found = _LOCAL.fullmatch(text)
        if found is None:
            raise ValueError(text)
        day, clock, zone = found.groups()
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, OSError) as error:
            raise ValueError(text) from error
        return cls(datetime.fromisoformat(f"{day}T{clock}"), zone)

    def __str__(self) -> str:
        """Return it as an author writes it."""
        return f"{self.at:%Y-%m-%d %H:%M} {self.zone}"

    @property
    def exists(self) -> bool:
        """Whether clocks there ever show it; in the night they go forward, not all."""
        back = self.first.astimezone(ZoneInfo(self.zone)).replace(tzinfo=None)
        return back == self.at

    @property
    def first(self) -> datetime:
        """The instant, in UTC; of two in the night clocks go back, the earlier."""
        return self.at.replace(tzinfo=ZoneInfo(self.zone)).astimezone(UTC)

    @property
    def last(self) -> datetime:
        """The instant, in UTC; of two in the night clocks go back, the later."""
        zone = ZoneInfo(self.zone)
        return self.at.replace(tzinfo=zone, fold=1).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Window:
    """From when until when a quiz may be taken; None is without that end.

    Where clocks show a time twice, it opens at the first and closes at the second.
    """

    opens: LocalTime | None = None
    closes: LocalTime | None = None

    @property
    def begin(self) -> datetime | None:
        """The first instant at which an attempt may begin, in UTC."""
        return None if self.opens is None else self.opens.first

    @property
    def end(self) -> datetime | None:
        """The instant at which every attempt is over, in UTC."""
        return None if self.closes is None else self.closes.last


ALWAYS = Window()
