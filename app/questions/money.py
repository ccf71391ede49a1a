"""Amounts of money as people write them: zł and €, comma or point, thousands parted."""

import re
from dataclasses import dataclass
from decimal import Decimal

from app.questions.decimals import (
    EXACT,
    as_meant,
    formatted,
    read_decimal,
    read_grouped,
    written,
)
from app.questions.folding import Profile, bare

_MOST_CHARACTERS = 60

# By the sign shown: what else is written for it, then what is written for a hundredth.
# In small letters without Polish marks.
_CURRENCIES: dict[str, tuple[str, str]] = {
    "zł": (
        "zl zloty zlote zlotego zlotych zlotowka zlotowki zlotowek pln",
        "gr grosz grosza grosze groszy",
    ),
    "€": ("€ eur euro euros", "ct cent cents centy centow"),
    "$": (
        "$ usd dollar dollars dolar dolara dolary dolarow",
        "¢ ct cent cents centy centow",
    ),
    "£": (
        "£ gbp pound pounds funt funta funty funtow pfund",
        "p penny pence pens pensow",
    ),
    "CHF": ("chf sfr fr franken frank franka franki frankow franc francs", "rp rappen"),
    "Kč": ("kc czk korona korony koron krone kronen", "haler halere haleru"),
}
_WHOLE = {
    word: frozenset({sign})
    for sign, (words, _) in _CURRENCIES.items()
    for word in words.split()
}
_HUNDREDTHS = {
    word: frozenset(
        sign for sign, (_, parts) in _CURRENCIES.items() if word in parts.split()
    )
    for _, words in _CURRENCIES.values()
    for word in words.split()
}
_BESIDE = frozenset(
    {"netto", "brutto", "net", "gross", "vat", "mwst"}
    | {"i", "und", "and", "polski", "polskie", "polskich"}
)
# A dash behind the comma says that there are no hundredths: 12,- €.
_AMOUNT = re.compile(
    r"(?P<before>[^-+0-9.,]*)(?P<amount>[-+]? ?[0-9.,][0-9.,' ]*)(?:(?<=[.,])-{1,2}|)"
    r"(?P<after>[^0-9]*)(?:(?P<parts>[0-9]{1,2})(?P<of>[^0-9]+))?"
)


@dataclass(frozen=True, slots=True)
class Money:
    """What an amount can mean, likelier readings first, and in which currencies.

    `signs` is empty where none is written, and None where it is none we know.
    """

    readings: tuple[Decimal, ...]
    signs: frozenset[str] | None


def read_money(text: str) -> Money | None:
    """Return what a text writes, or None when it is no amount."""
    if len(text) > _MOST_CHARACTERS:
        return None
    match = _AMOUNT.fullmatch(as_meant(text))
    readings = _readings(match["amount"].strip(" ")) if match else ()
    if match is None or not readings:
        return None
    words = _words(match["before"]) + _words(match["after"])
    if match["parts"]:
        return _with_parts(readings[0], words, match["parts"], _words(match["of"]))
    return _in_currency(readings, words)


def money_written(amount: Decimal, sign: str, language: Profile) -> str:
    """Return an amount with its currency behind it, the hundredths only if any."""
    places = 0 if amount == amount.to_integral_value() else 2
    return f"{formatted(amount, language, places)}\u00a0{sign}".strip()


def amount_text(amount: Decimal, sign: str) -> str:
    """Return an amount as it is kept: `1234.5 zł`; `money_of` reads it."""
    return f"{written(amount, '.')} {sign}"


def money_of(text: str) -> tuple[Decimal, str]:
    """Return the amount and the currency that `amount_text` wrote down."""
    amount, _, sign = text.partition(" ")
    return Decimal(amount), sign


def _readings(amount: str) -> tuple[Decimal, ...]:
    # There are no thousandths of a złoty: 1.250 is rather 1250.
    amount = amount.rstrip(".,") or amount
    grouped, number = read_grouped(amount), read_decimal(amount)
    return tuple(one for one in (grouped, number) if one is not None)


def _in_currency(readings: tuple[Decimal, ...], words: list[str]) -> Money:
    if len(words) != 1:
        return Money(readings, None if words else frozenset())
    if words[0] in _HUNDREDTHS:
        return Money(tuple(map(_hundredth, readings)), _HUNDREDTHS[words[0]])
    return Money(readings, _WHOLE.get(words[0]))


def _with_parts(
    amount: Decimal, words: list[str], parts: str, of: list[str]
) -> Money | None:
    """Return what `12 zł 50 gr` is."""
    if len(words) != 1 or len(of) != 1 or amount != amount.to_integral_value():
        return None
    signs = _WHOLE.get(words[0], frozenset()) & _HUNDREDTHS.get(of[0], frozenset())
    hundredths = _hundredth(Decimal(parts))
    whole = EXACT.subtract if amount < 0 else EXACT.add
    return Money((whole(amount, hundredths),), signs or None)


def _hundredth(number: Decimal) -> Decimal:
    return EXACT.divide(number, Decimal(100))


def _words(text: str) -> list[str]:
    found = (word.strip(".,") for word in bare(text.lower()).split())
    # The amount itself shows which of the two it is.
    return [word for word in found if word and word not in _BESIDE]
