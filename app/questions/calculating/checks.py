"""What is wrong with a calculated question in 200 draws of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice, product
from math import prod
from random import Random

from app.questions.calculating.box import ResultBox
from app.questions.calculating.values import (
    Calculation,
    Values,
    result,
)
from app.questions.decimals import formatted, margin, within
from app.questions.expressions.working_out import ArithmeticFault
from app.questions.fields import Loc

SAMPLES = 200
# The corners of the space of values, where divisions by zero like to be.
_MOST_CORNERS = 64

# (place, code of `messages.FAULTS`, its parameters)
Found = tuple[Loc, str, dict[str, str]]


def sample_faults(asked: ResultBox, seed: str) -> Iterator[Found]:
    """Yield what goes wrong in 200 draws, each with the first values that lead to it.

    All combinations are tried where there are no more than that; else the corners, and
    drawn ones, which are the same at every check.
    """
    seen = set[tuple[Loc, str]]()
    for kept in islice(_samples(asked.calculation, seed), SAMPLES):
        values = asked.calculation.read(kept)
        if values is None:
            continue
        sample = _Sample(asked, values)
        sample.check()
        for loc, code, params in sample.found:
            if (loc, code) not in seen:
                seen.add((loc, code))
                yield loc, code, params


def _samples(calculation: Calculation, seed: str) -> Iterator[dict[str, str]]:
    counts = {name: one.count for name, one in calculation.drawn.items()}
    if prod(counts.values()) <= SAMPLES:
        yield from _combined(calculation, [range(one) for one in counts.values()])
        return
    ends = [(0, count - 1) if count > 1 else (0,) for count in counts.values()]
    yield from islice(_combined(calculation, ends), _MOST_CORNERS)
    rng = Random(seed)  # noqa: S311 - numbers of an exercise, no secret
    while True:
        yield calculation.draw(rng)


def _combined(
    calculation: Calculation, places: Sequence[Sequence[int]]
) -> Iterator[dict[str, str]]:
    for one in product(*places):
        yield calculation.kept(dict(zip(calculation.drawn, one, strict=True)))


@dataclass(slots=True)
class _Sample:
    """One draw, and what is wrong with it."""

    asked: ResultBox
    values: Mapping[str, Decimal]
    found: list[Found] = field(default_factory=list)

    def check(self) -> None:
        """Work everything out, as far as it can be."""
        known = dict(self.values)
        for name, one in self.asked.calculation.derived.items():
            number = self._worked_out(("derived", name), one.value, known)
            if number is None:
                return
            known[name] = number
        right = self._worked_out(("answer",), self.asked.answer, known)
        if right is None:
            return
        shown = self.asked.shown_result(right)
        if not self.asked.wrong and not self.asked.is_readable(shown, right):
            self._note(("answer",), "sample-unwritable", answer=shown)
        self._check_near(right, known)
        self._check_wrong(right, known)

    def _check_near(self, right: Decimal, known: Values) -> None:
        for place, near in enumerate(self.asked.near):
            loc = ("near", place, "answer")
            number = self._worked_out(loc, near.answer, known)
            if number is None or not within(number, right, self.asked.tolerance):
                continue
            # A wider margin around the right result is for those who are inexact.
            wider = near.tolerance and margin(near.tolerance, number) > margin(
                self.asked.tolerance, right
            )
            if not wider:
                shown = self.asked.shown_result(right)
                self._note(loc, "sample-near-right", answer=shown)

    def _check_wrong(self, right: Decimal, known: Values) -> None:
        taken = {self.asked.shown_result(right): "sample-wrong-right"}
        for place, wrong in enumerate(self.asked.wrong):
            number = self._worked_out(("wrong", place), wrong.value, known)
            if number is None:
                continue
            shown = self.asked.shown_result(number)
            if shown in taken:
                self._note(("wrong", place), taken[shown], answer=shown)
            elif within(number, right, self.asked.tolerance):
                self._note(("wrong", place), "sample-wrong-right", answer=shown)
            taken.setdefault(shown, "sample-choice-repeated")

    def _worked_out(self, loc: Loc, expression: str, known: Values) -> Decimal | None:
        try:
            return result(expression, known)
        except ArithmeticFault as fault:
            self._note(loc, fault.code)
            return None

    def _note(self, loc: Loc, code: str, **params: str) -> None:
        values = ", ".join(
            f"{name} = {formatted(number, 'en')}"
            for name, number in self.values.items()
        )
        self.found.append((loc, code, {"values": values, **params}))
