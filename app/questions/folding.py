"""Bringing two spellings of the same answer to one form, before they are compared.

Both sides are folded: what was answered, and what was wanted. Only differences that say
nothing about what somebody knows disappear. A missing Polish or German diacritic is no
such difference; `typos.py` forgives it and shows it.
"""

import re
import unicodedata
from typing import Literal

Profile = Literal["de", "pl", "en"]

_NOTHING = dict.fromkeys(
    # Soft hyphen, zero-width characters, marks of direction, byte order mark.
    "\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d"
    "\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff",
    "",
)
_SPACES = dict.fromkeys(
    "\t\n\r\x0b\x0c\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
    "\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000",
    " ",
)
_SINGLE_QUOTES = dict.fromkeys("‘’‚‛‹›′`´ʼ", "'")
_DOUBLE_QUOTES = dict.fromkeys("“”„‟«»″", '"')
_DASHES = dict.fromkeys("‐‑‒–—―−", "-")
_ALIKE = str.maketrans(
    _NOTHING | _SPACES | _SINGLE_QUOTES | _DOUBLE_QUOTES | _DASHES | {"…": "..."}
)

# Only towards the longer spelling: that "aktuell" has no ü is known to nobody here.
_GERMAN = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ö": "Oe", "Ä": "Ae", "Ü": "Ue"}
    | {"ẞ": "SS"}
)
_GERMAN_CAPITALS = re.compile("[ÄÖÜ](?=[A-ZÄÖÜẞ])|(?<=[A-ZÄÖÜẞ])[ÄÖÜ]")
# Each row of them is tried once, however long it is.
_APOSTROPHES = re.compile(r"(?<=\w)'++|(?<!')'++(?=\w)")
_FINAL = re.compile(r"[\s.!?]+$")
# Before a digit they may be a part of a number, a time or a date; behind one, inches.
_PUNCTUATION = re.compile(r'(?<=[^\W\d])[.,;:!?]+|[.,;:!?]+(?!\d)|(?<!\d)"')
_SPACE = re.compile(r" +")

# Letters with a stroke, which no decomposition takes off.
_STROKES = str.maketrans("łŁøØđĐħĦŧŦı", "lLoOdDhHtTi")


def fold(text: str, profile: Profile, *, keep_case: bool = False) -> str:
    """Return the one form of all spellings that are equal in a language.

    Equal are composed and decomposed letters, all kinds and numbers of spaces, all
    kinds of dashes, punctuation and none except in numbers, and small and capital
    letters unless `keep_case`. In German also ä and ae, ö and oe, ü and ue, ß and ss,
    and any apostrophes. Folding what is folded changes nothing.
    """
    text = even(text)
    if not keep_case:
        # Not casefold(), which would make ß equal to ss in every language.
        text = nfc(text.lower())
    if profile == "de":
        text = spelled_out(text)
    return _without_punctuation(text)


def nfc(text: str) -> str:
    """Return a text with composed letters, as far as they exist composed."""
    return unicodedata.normalize("NFC", text)


def without_end(text: str) -> str:
    """Return a text for display: evened, and without its final full stop."""
    return _without_final(even(text))


def _without_punctuation(text: str) -> str:
    words = _SPACE.sub(" ", _PUNCTUATION.sub(" ", text)).strip(" ")
    # Where there is nothing else, the signs themselves are the answer.
    return words or text


def _without_final(text: str) -> str:
    return _FINAL.sub("", text) or text


def even(text: str) -> str:
    """Return a text with one kind of space, quotes and dashes, letters composed."""
    if text.isascii():
        return _SPACE.sub(" ", text.translate(_ALIKE)).strip(" ")
    # Once before, as composing may yield a quote or a space; once after, as letters
    # that a zero-width character kept apart have met now.
    text = nfc(text).translate(_ALIKE)
    return _SPACE.sub(" ", nfc(text)).strip(" ")


def spelled_out(text: str) -> str:
    """Return German with ae, oe, ue and ss for its own letters, without apostrophes.

    Whether it is `geht's` or `gehts` is a matter of taste there.
    """
    if text.isascii():
        return _APOSTROPHES.sub("", text)
    # Stray marks may join a letter that they were kept apart from: then once more.
    while (spelled := _spelled_out(text)) != text:
        text = spelled
    return text


def _spelled_out(text: str) -> str:
    text = nfc(_APOSTROPHES.sub("", text))
    return nfc(_GERMAN_CAPITALS.sub(_capitals, text).translate(_GERMAN))


def bare(text: str) -> str:
    """Return a text without diacritics: `zażółć` becomes `zazolc`."""
    if text.isascii():
        return text
    letters = unicodedata.normalize("NFD", text.translate(_STROKES))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _capitals(match: re.Match[str]) -> str:
    return match.group().translate(_GERMAN).upper()
