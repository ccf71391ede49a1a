"""Quantities: a number with a unit behind it, as people write them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.questions.decimals import even, read_decimal, read_grouped
from app.questions.folding import nfc

_QUANTITY = re.compile(
    r"(?P<number>[-+]? ?[0-9.,][0-9., ']*)(?P<unit>[^0-9].*)?", re.DOTALL
)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", "^ ")
_MOST_CHARACTERS = 100


@dataclass(frozen=True, slots=True)
class Quantity:
    """What a number can mean, likelier readings first, and its unit ("" for none)."""

    readings: tuple[Decimal, ...]
    unit: str


def read_quantity(text: str) -> Quantity | None:
    """Return what a text writes, or None when it is no number with a unit."""
    if len(text) > _MOST_CHARACTERS:
        return None
    match = _QUANTITY.fullmatch(even(text))
    number = read_decimal(match["number"]) if match else None
    if match is None or number is None:
        return None
    # Some part thousands by a point or a comma: their 1.250 is 1250.
    grouped = read_grouped(match["number"])
    readings = (number,) if grouped is None else (number, grouped)
    return Quantity(readings, (match["unit"] or "").strip())


def known_unit(written: str, units: Mapping[str, str]) -> str | None:
    """Return the unit meant among those that `unit_forms` made ready, or None.

    Small and capital letters count only where they tell two of them apart.
    """
    form = _form(written)
    return units.get(form) or units.get(form.lower())


def unit_forms(units: Mapping[str, object]) -> dict[str, str]:
    """Return the units by every form they may be written in."""
    exact = {_form(unit): unit for unit in units}
    lowered: dict[str, str] = {}
    ambiguous = set[str]()
    for form, unit in exact.items():
        if lowered.setdefault(form.lower(), unit) != unit:
            ambiguous.add(form.lower())
    easy = {form: unit for form, unit in lowered.items() if form not in ambiguous}
    return easy | exact


def _form(unit: str) -> str:
    # The two signs for micro look alike, and so do the two for ohm after NFC.
    return nfc(unit).replace("\u00b5", "\u03bc").translate(_RAISED).removesuffix(".")
