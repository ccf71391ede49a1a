"""Pictures to point at, and pictures whose numbered places get labels."""

from dataclasses import dataclass
from typing import ClassVar

from app.questions.media import Picture
from app.questions.spots import written
from app.questions.widgets import Fields
from app.questions.widgets.choices import Choices
from app.questions.widgets.selects import Selects
from app.questions.zones import Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A zone as it is drawn over the picture, all in per mille of its sides.

    Its sign, with the number, stands at its upper edge, so that what was pointed at
    stays in sight. `radii` are those of an ellipse, None for a polygon.
    """

    number: int
    sign: Spot
    middle: Spot
    corners: tuple[Spot, ...] = ()
    radii: Spot | None = None
    # None: it would have been right and was not pointed at.
    right: bool | None = None

    @property
    def tone(self) -> str:
        """What is said about it: right, wrong or missed."""
        return {True: "right", False: "wrong", None: "missed"}[self.right]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointed:
    """A spot where somebody pointed; `right` is None before there is a verdict."""

    spot: Spot
    right: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointing(Choices):
    """A picture to point at; the same zones can be chosen from a list of their labels.

    `outlines` are those of which something is said. Nothing in it tells where zones are
    before that, and what was pointed at does not choose from the list.
    """

    shape: ClassVar[str] = "pointing"
    styles: ClassVar[tuple[str, ...]] = ("css/shapes/pictures.css",)
    scripts: ClassVar[tuple[str, ...]] = ("js/pointing.js",)
    picture: Picture
    most: int
    pointed: tuple[Pointed, ...] = ()
    outlines: tuple[Outline, ...] = ()

    @property
    def spots(self) -> str:
        """What was pointed at, as the hidden field holds it: `412,530 128,77`."""
        return written(one.spot for one in self.pointed)

    @property
    def astray(self) -> int:
        """How many spots are known to be wrong, as far as anything is said of them."""
        return sum(one.right is False for one in self.pointed)

    def fields(self) -> Fields:
        """Return what was chosen from the list, and the spots."""
        chosen = [choice.value for choice in self.choices if choice.chosen]
        spots = {f"{self.name}.spots": [self.spots]}
        return {self.name: chosen} | spots if chosen else spots


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A numbered place on a picture; `right` is None while nothing is said of it."""

    number: int
    spot: Spot
    name: str
    right: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelling(Selects):
    """A picture with numbered places; each row is one of them and gets a label."""

    shape: ClassVar[str] = "labelling"
    styles: ClassVar[tuple[str, ...]] = ("css/shapes/pictures.css",)
    picture: Picture
    markers: tuple[Marker, ...]
