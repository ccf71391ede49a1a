"""The columns of the question statistics: stable ids, headers, plain values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from app.questions.messages import N_
from app.questions.texts import plain
from app.reports.columns import Cell, Column
from app.reports.findings import WORDS, enough, findings, full_marks
from app.reports.statistics import spread
from app.reports.tallies import Asked

COLUMNS: Final = (
    Column("question_id", N_("Question id"), "text"),
    Column("question", N_("Question"), "text"),
    Column("type", N_("Type"), "text"),
    Column("edition", N_("Edition"), "whole"),
    Column("edition_since", N_("Edition since"), "day"),
    Column("answers", N_("Attempts"), "whole"),
    Column("left_open", N_("Left open"), "whole"),
    Column("full_marks", N_("Fully right"), "whole"),
    Column("facility", N_("Facility"), "number"),
    Column("deviation", N_("Standard deviation"), "number"),
    Column("discrimination", N_("Discrimination"), "number"),
    Column("efficiency", N_("Discriminative efficiency"), "number"),
    Column("median_seconds", N_("Median time (seconds)"), "whole"),
    Column("to_look_at", N_("To look at"), "text"),
)
_LONGEST: Final = 200  # characters of a prompt


class QuestionReader:
    """Turns what was counted into cells: local days, indices with four decimals."""

    def __init__(self, zone: str, translate: Callable[[str], str]) -> None:
        """Read for one zone and language; `translate` takes a message id."""
        self._zone = ZoneInfo(zone)
        self._translate = translate

    def cells(self, asked: Asked) -> Sequence[Cell]:
        """Return the cells of a question, in the order of COLUMNS.

        Without enough answers an index is left empty, for it would say nothing.
        """
        question, marks = asked.edition.question, asked.marks
        sure = enough(asked)
        took = spread(asked.seconds)
        return (
            question.id,
            prompt_of(asked),
            question.kind,
            asked.edition.number,
            self._day(asked),
            marks.count,
            asked.blank,
            full_marks(asked) if asked.points else None,
            _index(marks.facility) if sure else None,
            _index(marks.deviation) if sure else None,
            _index(marks.discrimination) if sure else None,
            _index(marks.efficiency) if sure else None,
            took.median if took else None,
            " ".join(self._translate(WORDS[one]) for one in findings(asked)),
        )

    def _day(self, asked: Asked) -> date:
        return asked.edition.first.at.astimezone(self._zone).date()


def prompt_of(asked: Asked) -> str:
    """Return what a question asks, as one line of plain text."""
    text = " ".join(plain(asked.edition.question.prompt).split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _index(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
