"""A text with drop-down lists in it."""

from dataclasses import dataclass
from typing import ClassVar

from app.questions.texts import Html
from app.questions.widgets import UNTOLD, Fields, Option, Told, Widget


@dataclass(frozen=True, slots=True, kw_only=True)
class ListGap:
    """A list inside a text; `number` counts from 1, `chosen` is "" while untouched."""

    name: str
    number: int
    options: tuple[Option, ...]
    chosen: str = ""
    told: Told = UNTOLD


@dataclass(frozen=True, slots=True, kw_only=True)
class ListGaps(Widget):
    """A text with drop-down lists in it."""

    shape: ClassVar[str] = "dropdown"
    pieces: tuple[Html | ListGap, ...]

    @property
    def gaps(self) -> tuple[ListGap, ...]:
        """The lists alone, in the order of the text."""
        return tuple(piece for piece in self.pieces if isinstance(piece, ListGap))

    @property
    def remarked(self) -> tuple[ListGap, ...]:
        """The lists about which there is something to say."""
        return tuple(gap for gap in self.gaps if gap.told != UNTOLD)

    def fields(self) -> Fields:
        """Return what was chosen in each list."""
        return {gap.name: [gap.chosen] for gap in self.gaps}
