"""Zones of a picture: how they are written, and which of them a finger meant.

Places are whole per mille of the width and height of a picture, counted from its upper
left corner; authors write them as percentages.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import hypot
from typing import Annotated, Any

from pydantic import (
    BeforeValidator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema
from pydantic_core.core_schema import no_info_after_validator_function

from app.questions.base import Part
from app.questions.decimals import EXACT, read_decimal
from app.questions.fields import Faults, Inline, fault

# Across and down, in per mille of the picture's width and height.
Spot = tuple[int, int]
Sides = tuple[int, int]
WHOLE = 1000
# Beside a zone still counts as in it: on a phone about half the width of a fingertip.
TOLERANCE = 30

_MOST_CORNERS = 60


def _per_mille(value: Any) -> Any:
    number = None
    if isinstance(value, int | float | str) and not isinstance(value, bool):
        number = read_decimal(str(value).strip().removesuffix("%").strip())
    if number is None or not 0 <= number <= 100 or (number * 10) % 1:
        raise fault("place-malformed", value=str(value)[:60])
    return int(EXACT.multiply(number, Decimal(10)))


# A percentage of a side with at most one decimal, kept in per mille.
Share = Annotated[
    int,
    BeforeValidator(_per_mille),
    PlainSerializer(lambda share: share / 10, return_type=float),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 100}),
]


@dataclass(frozen=True, slots=True)
class _Counted:
    """Makes a row have so many entries; asked only when each of them is right."""

    count: int

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        limits = {"minItems": self.count, "maxItems": self.count}
        return {**handler(core_schema), **limits}

    def _check(self, row: tuple[int, ...]) -> tuple[int, ...]:
        if len(row) != self.count:
            raise fault("places-count", count=self.count)
        return row


Place = Annotated[tuple[Share, ...], _Counted(2)]
Circle = Annotated[tuple[Share, ...], _Counted(3)]
Rect = Annotated[tuple[Share, ...], _Counted(4)]


class Zone(Part):
    """A part of a picture, in the words of those who see it and of those who do not."""

    label: Inline = Field(
        min_length=1,
        description="What is there, in words: the list of labels is answered without "
        "pointing, so no label may say what is right.",
    )
    rect: Rect | None = Field(None, description="Left, top, width and height.")
    circle: Circle | None = Field(
        None, description="Its middle (across, down), and the radius in width."
    )
    polygon: (
        Annotated[tuple[Place, ...], Field(min_length=3, max_length=_MOST_CORNERS)]
        | None
    ) = Field(None, description="Its corners one after another, each across and down.")
    right: bool = Field(
        default=False, description="Whether it is right; without this it is not."
    )
    feedback: Inline = Field("", description="Shown to those who point there.")

    @model_validator(mode="after")
    def _check_outline(self) -> "Zone":
        faults = Faults()
        outlines = (self.rect, self.circle, self.polygon)
        count = sum(outline is not None for outline in outlines)
        if count != 1:
            faults.add("zone-outline", count=count)
        if self.rect is not None and not _fits(self.rect):
            faults.add("zone-outside", "rect")
        if self.circle is not None and not self.circle[2]:
            faults.add("zone-empty", "circle")
        faults.raise_if_any()
        return self

    @property
    def corners(self) -> tuple[Spot, ...]:
        """The corners of its outline; of a circle there are none."""
        if self.rect is not None:
            left, top, width, height = self.rect
            right, bottom = left + width, top + height
            return (left, top), (right, top), (right, bottom), (left, bottom)
        return tuple((across, down) for across, down in self.polygon or ())

    @property
    def middle(self) -> Spot:
        """Where a sign for it is put: the middle of its outline."""
        if self.circle is not None:
            return self.circle[0], self.circle[1]
        across = [corner[0] for corner in self.corners]
        down = [corner[1] for corner in self.corners]
        return (min(across) + max(across)) // 2, (min(down) + max(down)) // 2

    def distance(self, spot: Spot, sides: Sides) -> float:
        """Return how far outside a spot is, in per mille of the width; 0 inside."""
        at = _even(spot, sides)
        if self.circle is not None:
            across, down = _even((self.circle[0], self.circle[1]), sides)
            return max(0.0, hypot(at[0] - across, at[1] - down) - self.circle[2])
        corners = [_even(corner, sides) for corner in self.corners]
        if _is_inside(at, corners):
            return 0.0
        edges = pairwise([*corners, corners[0]])
        return min(_to_edge(at, start, end) for start, end in edges)


def _fits(rect: Sequence[int]) -> bool:
    left, top, width, height = rect
    return min(width, height) > 0 and max(left + width, top + height) <= WHOLE


def meant(zones: Iterable[Zone], spot: Spot, sides: Sides) -> Zone | None:
    """Return the zone that somebody meant who pointed at a spot of a picture.

    `sides` are its width and height. Where zones overlap it is the first; beside all of
    them the nearest within the tolerance; None further away.
    """
    nearest, least = None, float(TOLERANCE)
    for zone in zones:
        distance = zone.distance(spot, sides)
        if distance == 0:
            return zone
        if distance < least or (nearest is None and distance == least):
            nearest, least = zone, distance
    return nearest


def _even(spot: Spot, sides: Sides) -> tuple[float, float]:
    """Return a spot in per mille of the width, in both directions."""
    width, height = sides
    return float(spot[0]), spot[1] * height / width


Point = tuple[float, float]


def _is_inside(at: Point, corners: Sequence[Point]) -> bool:
    """Count how often a ray to the right crosses the outline; inside it is odd."""
    inside = False
    for (x1, y1), (x2, y2) in pairwise([*corners, corners[0]]):
        if (y1 > at[1]) != (y2 > at[1]):
            crossing = x1 + (at[1] - y1) * (x2 - x1) / (y2 - y1)
            inside ^= at[0] < crossing
    return inside


def _to_edge(at: Point, start: Point, end: Point) -> float:
    """Return the distance of a point from the nearest point of a line."""
    along = (end[0] - start[0], end[1] - start[1])
    length = along[0] ** 2 + along[1] ** 2
    share = 0.0
    if length:
        toward = (at[0] - start[0]) * along[0] + (at[1] - start[1]) * along[1]
        share = min(1.0, max(0.0, toward / length))
    nearest = start[0] + share * along[0], start[1] + share * along[1]
    return hypot(at[0] - nearest[0], at[1] - nearest[1])
