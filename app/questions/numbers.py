"""A box for a number: its tolerance, its units, and what a text in it means."""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from pydantic import Field

from app.questions.base import Model
from app.questions.decimals import EXACT, written
from app.questions.fields import Faults, Number, Text, Texts, Tolerance
from app.questions.messages import Said, said
from app.questions.units import known_unit, read_quantity, unit_forms

MOST_CHARACTERS = 100


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a text cannot be taken as a number: a code of `messages.VERDICTS`."""

    code: str
    params: dict[str, str] = field(default_factory=dict)


class NumberBox(Model):
    """The keys of a box for a number, beside what is right."""

    tolerance: Tolerance = Field(
        "0", description="How far off an answer may be: 0.5, or 2% of the right number."
    )
    unit: Text = Field(
        "", description="The unit, printed beside the box; learners need not write it."
    )
    units: dict[Text, Number] = Field(
        {},
        max_length=20,
        description="Units of which learners write one, each with how many of the "
        "first it is: {mm: 1, cm: 10}. The answer is given in the first.",
    )
    spellings: dict[Text, Texts] = Field(
        {},
        max_length=20,
        description="Other ways of writing a unit: {rbh: [roboczogodzina, mh]}. Common "
        "ones are known, and small letters and missing Polish marks do not matter.",
    )

    def note_unit_faults(self, faults: Faults) -> None:
        """Note what is wrong with the units."""
        if self.unit and self.units:
            faults.add("units-twice", "unit")
        for place, (unit, factor) in enumerate(self.units.items()):
            if factor <= 0 or (place == 0) != (factor == 1):
                shown = written(factor, ".")
                faults.add("units-factor", "units", unit, unit=unit, factor=shown)
        for unit in self.spellings:
            if unit not in self._units:
                known = ", ".join(self._units) or "–"
                faults.add("spellings-unit", "spellings", unit, unit=unit, units=known)

    def numbers_in(self, text: str) -> tuple[Decimal, ...] | Unreadable:
        """Return what a text may mean in the first unit, likelier readings first."""
        quantity = read_quantity(text)
        if quantity is None:
            return Unreadable("number-unreadable")
        factor = self._factor(quantity.unit)
        if isinstance(factor, Unreadable):
            return factor
        return tuple(EXACT.multiply(one, factor) for one in quantity.readings)

    def with_unit(self, number: str) -> str:
        """Return a number as the right answer is shown."""
        unit = next(iter(self.units), self.unit)
        return f"{number} {unit}" if unit else number

    def said_of_tolerance(self, near: int) -> tuple[Said, ...]:
        """Say how near a number has to be, and in which units it is written."""
        exact = self.tolerance in {"0", "0%"}
        units = ", ".join(self.units)
        return (
            said("number-exact")
            if exact
            else said("number-tolerance", tolerance=self.tolerance),
            *((said("number-near", count=near),) if near else ()),
            *((said("number-units", units=units),) if units else ()),
        )

    def _factor(self, written_unit: str) -> Decimal | Unreadable:
        """Return how many of the first unit this one is, or why it cannot be taken."""
        if not written_unit:
            return self._bad_unit("unit-missing") if self.units else Decimal(1)
        unit = known_unit(written_unit, self._unit_forms)
        if unit is None:
            return self._bad_unit("unit-unknown", unit=written_unit)
        return self.units.get(unit, Decimal(1))

    def _bad_unit(self, code: str, **params: str) -> Unreadable:
        if not self._units:
            # Nothing but the number is wanted here.
            return Unreadable("number-unreadable")
        return Unreadable(code, {**params, "units": ", ".join(self._units)})

    @cached_property
    def _unit_forms(self) -> dict[str, str]:
        return unit_forms(self._units, self.spellings)

    @property
    def _units(self) -> tuple[str, ...]:
        return tuple(self.units) or ((self.unit,) if self.unit else ())
