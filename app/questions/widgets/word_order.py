"""A sentence to be put together from tiles."""

from dataclasses import dataclass
from typing import ClassVar

from app.questions.widgets import UNTOLD, Fields, Told, Widget


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """A word or a few; `position` is its number in the sentence, "" when left out."""

    name: str
    text: str
    position: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordOrder(Widget):
    """Tiles that get a position each; a script lets them be tapped instead.

    `lang` is the language of the sentence, `end` the mark printed behind it, `capital`
    says that it begins with a capital letter whatever its first tile does.
    """

    shape: ClassVar[str] = "word-order"
    styles: ClassVar[tuple[str, ...]] = ("css/shapes/word-order.css",)
    scripts: ClassVar[tuple[str, ...]] = ("js/word-order.js",)
    tiles: tuple[Tile, ...]
    # What was put together so far, as it reads.
    sentence: str = ""
    lang: str
    end: str = ""
    capital: bool = True
    # Whether tiles may be left over.
    spare: bool = False
    told: Told = UNTOLD

    @property
    def positions(self) -> tuple[str, ...]:
        """The numbers to choose from."""
        return tuple(str(place) for place in range(1, len(self.tiles) + 1))

    def fields(self) -> Fields:
        """Return the position of each tile, "" for one that is left out."""
        return {tile.name: [tile.position] for tile in self.tiles}
