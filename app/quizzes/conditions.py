"""The conditions of an attempt: what the quiz says, and what staff allowed on top."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from app.content.conditions import (
    ALWAYS,
    Counts,
    LocalTime,
    Member,
    Shows,
    Window,
    shown_by,
)
from app.content.course import Quiz


@dataclass(frozen=True, slots=True)
class Allowed:
    """What staff allowed one learner in one quiz, all allowances together.

    `anytime`: its dates do not bind them; `no_wait`: they need not wait between tries.
    """

    tries: int = 0
    minutes: int = 0
    anytime: bool = False
    no_wait: bool = False


@dataclass(frozen=True, slots=True)
class Criterion:
    """The conditions in force when an attempt began; kept with it, so never changed.

    `pass_mark` in millionths; `wait` in minutes between the end of one attempt and the
    begin of the next.
    """

    behaviour: str
    pass_mark: int | None
    tries: int | None
    minutes: int | None
    shows: Shows
    per_page: int | None
    going_back: bool = True
    wait: int | None = None
    counts: Counts = "best"
    window: Window = ALWAYS

    def to_json(self) -> dict[str, Any]:
        """Return JSON values."""
        ends = {"opens": self.window.opens, "closes": self.window.closes}
        shows = {moment: list(told) for moment, told in asdict(self.shows).items()}
        return asdict(self) | {
            "shows": shows,
            "window": {key: str(at) for key, at in ends.items() if at is not None},
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Criterion:
        """Read what `to_json` wrote, or what it wrote when there were fewer keys."""
        facts = dict(value)
        feedback, solutions = (
            facts.pop("feedback", "end"),
            facts.pop("solutions", "end"),
        )
        shows = facts.pop("shows", None)
        window = facts.pop("window", {})
        return cls(
            shows=(
                shown_by(feedback, solutions)
                if shows is None
                else Shows(**{moment: tuple(told) for moment, told in shows.items()})
            ),
            window=Window(**{key: LocalTime.parse(at) for key, at in window.items()}),
            **facts,
        )

    @property
    def checks(self) -> bool:
        """Whether an answer can be checked while the attempt goes on."""
        return bool(self.shows.during)

    @property
    def final_at_once(self) -> bool:
        """Whether a checked answer stays: it was told about, and the attempt counts."""
        return self.checks and self.behaviour != "practice"

    def told(self, *, last_word: bool) -> tuple[Member, ...]:
        """Return what the result tells of each question."""
        return self.shows.at_last if last_word else self.shows.after


def criterion(quiz: Quiz, allowed: Allowed | None = None) -> Criterion:
    """Return the conditions for one learner, with what staff allowed on top."""
    more = allowed or Allowed()
    return Criterion(
        behaviour=quiz.behaviour,
        pass_mark=quiz.pass_mark,
        tries=None if quiz.tries is None else quiz.tries + more.tries,
        minutes=None if quiz.time_limit is None else quiz.time_limit + more.minutes,
        shows=quiz.shows,
        per_page=quiz.per_page,
        going_back=quiz.going_back,
        wait=None if more.no_wait else quiz.wait,
        counts=quiz.counts,
        window=ALWAYS if more.anytime else quiz.window,
    )
