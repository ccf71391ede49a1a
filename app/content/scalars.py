"""What an unquoted YAML value means: the core of YAML 1.2, with nothing guessed.

Only `null`, `true`, `false` and plain numbers are more than text. `no`, `12:30`,
`0123`, `0x1F`, `.inf` and dates stay text, as their author typed them.
"""

import re
from math import isfinite

WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
# More digits than these are an account number or a serial, not a quantity.
_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(
    r"[-+]?(?:0|[1-9][0-9]{0,17}|(?=\.[0-9]))(?:\.[0-9]{0,40})?(?:[eE][-+]?[0-9]{1,3})?"
)
_STARTS_A_NUMBER = frozenset("0123456789+-.")


def plain_value(text: str) -> str | int | float | bool | None:
    """Return the value of an unquoted scalar."""
    if text in WORDS:
        return WORDS[text]
    if text[0] not in _STARTS_A_NUMBER:
        return text
    if _WHOLE.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        number = float(text)
        return number if isfinite(number) else text
    return text
