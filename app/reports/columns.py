"""The columns of the completion report: stable ids, headers in words, plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

from app.publishing.courses import Card
from app.questions.messages import N_
from app.questions.score import Score

Kind = Literal["text", "day", "percent", "number", "whole"]
Cell = str | int | float | date | None


@dataclass(frozen=True)
class Column:
    """A column: `id` is the same in every language, `header` is a message id."""

    id: str
    header: str
    kind: Kind


COLUMNS: Final = (
    Column("family_name", N_("Family name"), "text"),
    Column("given_name", N_("Given name"), "text"),
    Column("organisation", N_("Organisation"), "text"),
    Column("course_id", N_("Course id"), "text"),
    Column("course", N_("Course"), "text"),
    Column("enrolled_on", N_("Enrolled on"), "day"),
    Column("state", N_("State"), "text"),
    Column("progress_percent", N_("Progress (per cent)"), "percent"),
    Column("completed_on", N_("Completed on"), "day"),
    Column("score_percent", N_("Score (per cent)"), "percent"),
    Column("hours", N_("Hours"), "number"),
    Column("certificate", N_("Certificate number"), "text"),
)
STATE_WORDS: Final = {
    "running": N_("Under way"),
    "completed": N_("Completed"),
    "withdrawn": N_("Withdrawn"),
}


def state_of(row: Any) -> str:
    """Return running, completed or withdrawn; completed stays completed."""
    if row.completed_at is not None:
        return "completed"
    return "withdrawn" if row.closed_at is not None else "running"


class Reader:
    """Turns rows of the query into cells: local days, whole percents, plain numbers."""

    def __init__(
        self,
        zone: str,
        locale: str,
        translate: Callable[[str], str],
        cards: Iterable[Card],
    ) -> None:
        """Read for one zone and language; `translate` takes a message id.

        `cards` are those of all courses: read once, not with every row.
        """
        self._zone = ZoneInfo(zone)
        self._states = {code: translate(word) for code, word in STATE_WORDS.items()}
        self._courses = {
            card.id: (card.title.best(locale, card.language)[0], card.hours)
            for card in cards
        }
        self._day = lru_cache(maxsize=4096)(self._local_day)

    def cells(self, row: Any) -> Sequence[Cell]:
        """Return the cells of a row, in the order of COLUMNS."""
        completed_at = row.completed_at
        title, hours = self._courses.get(row.course_id, (row.course_id, None))
        if row.hours_then is not None:
            hours = row.hours_then
        return (
            row.family_name or "",
            row.given_name or "",
            row.organisation or "",
            row.course_id,
            title,
            self._day(row.opened_at),
            self._states[state_of(row)],
            100 * row.done // row.total if row.total else 0,
            self._day(completed_at) if completed_at else None,
            Score(row.points, row.maximum).percent() if row.maximum else None,
            hours if completed_at else None,
            row.serial or "",
        )

    def _local_day(self, moment: Any) -> date:
        day: date = moment.astimezone(self._zone).date()
        return day
