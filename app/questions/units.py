"""Quantities: a number with a unit behind it, as people write them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.questions.decimals import as_meant, read_decimal, read_grouped
from app.questions.folding import bare, nfc
from app.questions.unit_words import WORDS

_QUANTITY = re.compile(
    # A dash behind the comma says that there are no decimals: 12,- zł.
    r"(?P<number>[-+]? ?[0-9.,][0-9., ']*)(?:(?<=[.,])-{1,2})?(?P<unit>[^0-9].*)?",
    re.DOTALL,
)
# The two signs for micro look alike, and so do the two for ohm after NFC.
_ALIKE = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹\u00b5", "0123456789\u03bc", "^. ")
_LOOSELY_ALIKE = str.maketrans("\u03bc", "u", "°")
# Of a sentence, or of a number without decimals.
_FINAL = re.compile(r"[.,] *$")
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
    match = _QUANTITY.fullmatch(as_meant(text))
    if match is None:
        return None
    number = read_decimal(match["number"])
    # Some part thousands by a point or a comma: their 1.250 is 1250.
    grouped = read_grouped(_FINAL.sub("", match["number"]))
    readings = tuple(one for one in (number, grouped) if one is not None)
    return Quantity(readings, (match["unit"] or "").strip()) if readings else None


def known_unit(written: str, forms: Mapping[str, str]) -> str | None:
    """Return the unit meant among those that `unit_forms` made ready, or None."""
    exact, loose = _form(written), _loose(written)
    return forms.get(exact) or forms.get(exact.lower()) or forms.get(loose)


def unit_forms(
    units: Iterable[str], spellings: Mapping[str, Sequence[str]] | None = None
) -> dict[str, str]:
    """Return the units by every form they may be written in.

    What an author wrote, the units and their `spellings`, goes before the common words
    for them (złotych, Stunden). Small and capital letters, Polish letters, and signs
    that keyboards lack (µ, °) count only where they tell two units apart.
    """
    spellings = spellings or {}
    listed = [(unit, (unit, *spellings.get(unit, ()))) for unit in units]
    common = [(unit, _words_for(names)) for unit, names in listed]
    forms: dict[str, str] = {}
    for form in (_form, _lowered, _loose):
        for named in (listed, common):
            found = _unambiguous(
                (form(name), unit) for unit, names in named for name in names
            )
            forms = found | forms
    return forms


def _words_for(names: Sequence[str]) -> tuple[str, ...]:
    own = {_lowered(name) for name in names}
    return tuple(word for group in WORDS if own & set(group) for word in group)


def _unambiguous(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    ambiguous = set[str]()
    for form, unit in named:
        if found.setdefault(form, unit) != unit:
            ambiguous.add(form)
    return {form: unit for form, unit in found.items() if form not in ambiguous}


def _form(unit: str) -> str:
    return nfc(unit).translate(_ALIKE)


def _lowered(unit: str) -> str:
    return _form(unit).lower()


def _loose(unit: str) -> str:
    # Where there is nothing but the sign, it is the unit.
    return bare(_lowered(unit)).translate(_LOOSELY_ALIKE) or _lowered(unit)
