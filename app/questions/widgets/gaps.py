"""A text with boxes in it."""

from dataclasses import dataclass
from typing import ClassVar

from app.questions.texts import Html
from app.questions.widgets import UNTOLD, Fields, Told, Widget


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A box inside a text; `number` counts from 1, `size` is its width in letters."""

    name: str
    number: int
    value: str = ""
    size: int
    lang: str
    told: Told = UNTOLD


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps(Widget):
    """A text with boxes in it."""

    shape: ClassVar[str] = "gaps"
    pieces: tuple[Html | Gap, ...]

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The boxes alone, in the order of the text."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Gap))

    @property
    def remarked(self) -> tuple[Gap, ...]:
        """The boxes about which there is something to say."""
        return tuple(gap for gap in self.gaps if gap.told != UNTOLD)

    def fields(self) -> Fields:
        """Return what stands in each box."""
        return {gap.name: [gap.value] for gap in self.gaps}
