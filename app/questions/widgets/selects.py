"""Rows with a drop-down list each: partners to match, or positions in an order."""

from dataclasses import dataclass
from typing import ClassVar

from app.questions.texts import Html
from app.questions.widgets import UNTOLD, Fields, Option, Told, Widget


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Something to be given one of the options; `chosen` is "" while it is not."""

    name: str
    html: Html
    chosen: str = ""
    told: Told = UNTOLD


@dataclass(frozen=True, slots=True, kw_only=True)
class Selects(Widget):
    """Rows, each of which is given one of the same options."""

    rows: tuple[Row, ...]
    options: tuple[Option, ...]

    def fields(self) -> Fields:
        """Return what was chosen for each row."""
        return {row.name: [row.chosen] for row in self.rows}


@dataclass(frozen=True, slots=True, kw_only=True)
class Partners(Selects):
    """Rows that get a partner."""

    shape: ClassVar[str] = "matching"
    # Options that need more than plain text stand above, each with its letter.
    lettered: tuple[tuple[str, Html], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Positions(Selects):
    """Rows that get a position; a script lets them be moved instead."""

    shape: ClassVar[str] = "ordering"
    scripts: ClassVar[tuple[str, ...]] = ("js/ordering.js",)
