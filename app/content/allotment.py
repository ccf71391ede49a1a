"""Who goes where when several draw from overlapping pools: a matching, done fairly.

Sets of units that can all be placed form a transversal matroid, so to place them
greedily, the preferred first, is best: the preferred ones are placed whenever any
choice of the others allows it, and nothing stays empty that could be filled
(J. Edmonds, D. R. Fulkerson, Transversals and Matroid Partition, 1965).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.content.course import Part, Unit


@dataclass(frozen=True, slots=True)
class Demand:
    """So many units are wanted for one purpose of a part; `takes` are those that do."""

    part: int
    count: int
    takes: frozenset[str]


def demands(parts: Sequence[Part]) -> list[Demand]:
    """Return what the drawn parts of a quiz want: for each tag to cover, and freely.

    What stands in a fixed part is asked there, and not drawn a second time.
    """
    fixed = {unit.id for part in parts if part.draw is None for unit in part.units}
    wanted: list[Demand] = []
    for number, part in enumerate(parts):
        if part.draw is None:
            continue
        free = [unit for unit in part.units if unit.id not in fixed]
        covering = _covering(number, part.cover, free)
        rest = part.draw - len(covering)
        wanted += covering
        wanted.append(Demand(number, rest, frozenset(unit.id for unit in free)))
    return wanted


def _covering(number: int, cover: Sequence[str], free: Sequence[Unit]) -> list[Demand]:
    """Return a demand for each tag, or one for tags that only the same units have.

    A tag that can get no unit of its own shares one: all that have the tag serve
    others then, or it could have got one.
    """
    takes = [frozenset(unit.id for unit in free if tag in unit.tags) for tag in cover]
    placing = _Placing([Demand(number, 1, one) for one in takes])
    for unit in free:
        placing.place(unit.id)
    serves = {held[0]: place for place, held in enumerate(placing.held) if held}
    for place, held in enumerate(placing.held):
        shared = next((unit.id for unit in free if unit.id in takes[place]), None)
        if not held and shared is not None:
            takes[serves[shared]] &= takes[place]
    return [
        Demand(number, 1, one)
        for one, held in zip(takes, placing.held, strict=True)
        if held or not one
    ]


def allotted(
    units: Iterable[str], wanted: Sequence[Demand], *, to: int
) -> Mapping[int, list[str]]:
    """Return the units placed for each part; those that come first are preferred.

    `to` is how many are enough. Fewer are placed only where more cannot be.
    """
    placing = _Placing(wanted)
    for unit in units:
        if placing.placed == to:
            break
        placing.place(unit)
    found: dict[int, list[str]] = {one.part: [] for one in wanted}
    for one, held in zip(wanted, placing.held, strict=True):
        found[one.part] += held
    return found


class _Placing:
    """Units on their way to demands; who was placed may move, but never falls out."""

    def __init__(self, wanted: Sequence[Demand]) -> None:
        self.held: list[list[str]] = [[] for _ in wanted]
        self.placed = 0
        self._room = [one.count for one in wanted]
        self._takers: dict[str, list[int]] = {}
        for number, one in enumerate(wanted):
            for unit in one.takes:
                self._takers.setdefault(unit, []).append(number)
        # Where no room was found once, none will ever be: all that can be reached from
        # there is full, and moves among the full lead nowhere else.
        self._full = set[int]()

    def place(self, unit: str) -> None:
        """Give a unit a place, moving others if need be; or leave it out."""
        # By demand: which unit would come in, and the demand that it would leave.
        ways: dict[int, tuple[str, int | None]] = {
            number: (unit, None)
            for number in self._takers.get(unit, ())
            if number not in self._full
        }
        waiting = deque(ways)
        while waiting:
            number = waiting.popleft()
            if len(self.held[number]) < self._room[number]:
                self._move(number, ways)
                return
            for held in self.held[number]:
                for other in self._takers[held]:
                    if other not in ways and other not in self._full:
                        ways[other] = (held, number)
                        waiting.append(other)
        self._full.update(ways)

    def _move(self, number: int, ways: Mapping[int, tuple[str, int | None]]) -> None:
        came: int | None = number
        while came is not None:
            unit, origin = ways[came]
            self.held[came].append(unit)
            if origin is not None:
                self.held[origin].remove(unit)
            came = origin
        self.placed += 1
