"""What the bank holds for quizzes: units to name, and pools of them to draw from."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from app.content.bank_schema import PoolSource, TagsSource
from app.content.course import Part, Quiz, Unit
from app.content.draft import Draft
from app.content.quiz_reader import parts_of
from app.content.quiz_schema import PartSource
from app.content.units import Asked, BankUnit, Pool, QuizUnit


class Bank:
    """The bank of a draft. What is broken in it stands there without its tags."""

    def __init__(self, draft: Draft) -> None:
        self.units = {
            unit.id: unit for bank in draft.banks for unit in _units(bank) if unit.id
        }
        self._pools = {pool.named.id: pool for pool in draft.pools()}
        self._drawn: dict[str, tuple[Unit, ...]] = {}

    @cached_property
    def tags(self) -> frozenset[str]:
        """Every tag by which something in the bank can be found."""
        return frozenset(tag for unit in self.units.values() for tag in unit.tags)

    @property
    def pools(self) -> dict[str, Pool]:
        """The pools by their ids."""
        return self._pools

    def pool(self, pool_id: str) -> tuple[Unit, ...]:
        """Return what can be drawn from a pool, in its author's order.

        What is void is not in it; nothing is if there is no such pool.
        """
        if pool_id not in self._drawn:
            found = self._pools.get(pool_id)
            units = () if found is None else self._selected(found.source)
            self._drawn[pool_id] = tuple(one for one in units if one.questions)
        return self._drawn[pool_id]

    def filled(self, unit: QuizUnit) -> Quiz:
        """Return a quiz that was read whole, its parts with all they ask or draw from.

        What they name and nobody has is left out: `check` says so. What is void is not
        asked.
        """
        if unit.quiz is None or unit.source is None:
            raise ValueError("this quiz could not be read")
        pairs = zip(unit.quiz.parts, parts_of(unit.source), strict=True)
        return replace(
            unit.quiz, parts=tuple(self._part(part, source) for part, source in pairs)
        )

    def _part(self, part: Part, source: PartSource) -> Part:
        if source.pool is None:
            named = dict.fromkeys(source.questions or ())
            units = [self.units[one] for one in named if one in self.units]
            return replace(part, units=tuple(one for one in units if one.questions))
        units = list(self.pool(source.pool))
        cover = part.cover
        if source.cover == "tags":
            cover = tuple(dict.fromkeys(tag for unit in units for tag in unit.tags))
        return replace(part, units=tuple(units), cover=cover)

    def _selected(self, source: PoolSource) -> Iterator[Unit]:
        if source.tags is None:
            for one in dict.fromkeys(source.questions or ()):
                if one in self.units:
                    yield self.units[one]
        else:
            for unit in self.units.values():
                if _matches(frozenset(unit.tags), source.tags):
                    yield unit


def _units(bank: BankUnit) -> Iterator[Unit]:
    """Yield what quizzes may name, as it stands in a file.

    A question of a scenario is not among it: it is never parted from its text. What is
    void can be named, but there is nothing of it to ask.
    """
    cases = {one.named.id: case for case in bank.scenarios for one in case.asked}
    for asked in bank.asked:
        case = cases.get(asked.named.id)
        if case is None:
            tags = asked.question.tags if asked.question is not None else ()
            yield Unit(asked.named.id, _askable((asked,)), tags)
        elif case.named is not None and case.asked[0] is asked:
            tags = case.scenario.tags if case.scenario is not None else ()
            yield Unit(case.named.id, _askable(case.asked), tags)


def _askable(asked: Sequence[Asked]) -> tuple[str, ...]:
    return tuple(one.named.id for one in asked if not one.void)


def _matches(tags: frozenset[str], wanted: TagsSource) -> bool:
    return (
        tags.issuperset(wanted.all)
        and (not wanted.any or not tags.isdisjoint(wanted.any))
        and tags.isdisjoint(wanted.none)
    )
