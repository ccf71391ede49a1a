"""Numbers as people write them: comma or point, thousands parted by spaces."""

import re
from decimal import ROUND_HALF_UP, Context, Decimal

# Wide enough for every product of two numbers that are read here.
EXACT = Context(prec=100, rounding=ROUND_HALF_UP)
_MOST_CHARACTERS = 60
_MOST_DIGITS = 25
# Numbers of up to four digits are not parted into thousands.
_UNPARTED = 4
_MOST_SHOWN = 12

_ALIKE = str.maketrans(
    dict.fromkeys("\t\xa0\u2002\u2003\u2007\u2008\u2009\u200a\u202f", " ")
    # Telephones make one of these of two hyphens.
    | dict.fromkeys("‐‑‒–—−", "-")
    | {"\u2019": "'"}
    # Nobody sees these; they come along when something is copied.
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", "")
)
# Telephones put a space behind every comma, also behind that of a number.
_LOOSE_COMMA = re.compile(r"(?<=[0-9]) ?([.,]) ?(?=[0-9])")
# What stands before a number and is no part of it.
_BEFORE = re.compile(
    r"(?:(?:ok|ca)\b\.?|(?:około|circa|etwa|rund|about)\b|[=~≈]) *", re.IGNORECASE
)
_SIGN = r"(?P<sign>[-+]?) ?"
_NUMBER = re.compile(_SIGN + r"(?P<whole>[0-9]*)(?:[.,](?P<rest>[0-9]*))?")
# Thousands in groups of three: one kind of separator, another one for decimals.
_GROUPED = re.compile(
    _SIGN + r"(?P<whole>[0-9]{1,3}(?:"
    r"(?: [0-9]{3})+(?=[.,]|$)|(?:'[0-9]{3})+(?=[.,]|$)|"
    r"(?:\.[0-9]{3})+(?=,)|(?:,[0-9]{3})+(?=\.)|"
    r"(?:\.[0-9]{3}){2,}$|(?:,[0-9]{3}){2,}$))(?:[.,](?P<rest>[0-9]*))?"
)
_ONE_GROUP = re.compile(_SIGN + r"(?P<whole>[1-9][0-9]{0,2}[.,][0-9]{3})(?P<rest>)")


def read_decimal(text: str) -> Decimal | None:
    """Return the number that a text writes, or None when it writes none.

    A single comma or point separates decimals. Words such as NaN, exponents, digits
    of other scripts and endless rows of digits are no numbers here.
    """
    text = even(text)
    if len(text) > _MOST_CHARACTERS:
        return None
    return _value(_NUMBER.fullmatch(text) or _GROUPED.fullmatch(text))


def read_grouped(text: str) -> Decimal | None:
    """Return what `1.250` is where a point or comma parts thousands, else None."""
    text = even(text)
    return _value(_ONE_GROUP.fullmatch(text)) if len(text) <= _MOST_CHARACTERS else None


def even(text: str) -> str:
    """Return a text with one kind of space, of minus and of apostrophe."""
    # What is cut off here was too long to be a number in any case.
    return text[: 4 * _MOST_CHARACTERS].translate(_ALIKE).strip()


def as_meant(text: str) -> str:
    """Return what a learner wrote, evened, without habits that say nothing.

    Gone are a space at a decimal comma, and `=` or “ca.” before the number.
    """
    text = even(text)
    before = _BEFORE.match(text)
    return _LOOSE_COMMA.sub(r"\1", text[before.end() :] if before else text)


def written(number: Decimal, separator: str) -> str:
    """Return a number in plain digits, without needless zeros at its end."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", separator)


def formatted(number: Decimal, language: str, places: int | None = None) -> str:
    """Return a number as a language shows it: comma or point, thousands parted.

    With exactly so many decimals, or with as many as it needs, twelve at the most.
    """
    most = _MOST_SHOWN if places is None else places
    rounded = EXACT.quantize(number, Decimal(1).scaleb(-most))
    text = f"{abs(rounded):f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    whole, _, rest = text.partition(".")
    comma, between = (".", ",") if language == "en" else (",", "\u00a0")
    if len(whole) > _UNPARTED:
        whole = f"{int(whole):,}".replace(",", between)
    shown = whole + comma * bool(rest) + rest
    # A true minus, which no line ends behind; what is rounded to zero has none.
    return f"\u2212{shown}" if rounded < 0 else shown


def within(number: Decimal, wanted: Decimal, tolerance: str) -> bool:
    """Tell whether a number is near enough: by an amount, or by `2%` of the wanted."""
    return EXACT.abs(EXACT.subtract(number, wanted)) <= margin(tolerance, wanted)


def margin(tolerance: str, wanted: Decimal) -> Decimal:
    """Return how far off a number may be, in its own unit."""
    most = Decimal(tolerance.removesuffix("%"))
    if tolerance.endswith("%"):
        return EXACT.multiply(EXACT.abs(wanted), EXACT.divide(most, Decimal(100)))
    return most


def _value(match: re.Match[str] | None) -> Decimal | None:
    if match is None:
        return None
    whole = re.sub("[^0-9]", "", match["whole"])
    rest = match["rest"] or ""
    if not whole + rest or len(whole + rest) > _MOST_DIGITS:
        return None
    return Decimal(f"{match['sign']}{whole or 0}.{rest or 0}")
