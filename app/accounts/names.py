"""Names of people and organisations: tidied, ordered the Polish way, searched."""

from __future__ import annotations

import unicodedata
from typing import Final

LONGEST_KEY = 400

# Letters of their own in the Polish alphabet, each directly after its base letter.
_POLISH: Final = {
    "ą": "a1", "ć": "c1", "ę": "e1", "ł": "l1", "ń": "n1",
    "ó": "o1", "ś": "s1", "ź": "z1", "ż": "z2",
}  # fmt: skip
# What Unicode does not take apart: as dictionaries file it (DIN 5007-1 for ß).
_WRITTEN_OUT: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_BETWEEN_PARTS: Final = "00"
_BETWEEN_WORDS: Final = "01"


def tidy(text: str) -> str:
    """Return `text` composed (NFC), on one line, without control characters."""
    visible = "".join(
        " " if character.isspace() else character
        for character in unicodedata.normalize("NFC", text)
        if character.isspace() or unicodedata.category(character)[0] != "C"
    )
    return " ".join(visible.split())


def sort_key(*parts: str) -> str:
    """Return a text that any database orders as a Polish reader would.

    Neither database sorts Łukasz between Leon and Marek, and PostgreSQL's order also
    depends on how its cluster was made. So each letter becomes two characters from
    0-9 and a-z, about whose order all collations agree: base letter and rank.
    `parts` are compared one after the other, e.g. family name, then given name.
    """
    return _BETWEEN_PARTS.join(_words(part) for part in parts)[:LONGEST_KEY]


def search_patterns(text: str) -> list[tuple[str, str]]:
    """Return (LIKE pattern over sort keys, the word itself) for each word of a search.

    A base letter finds its Polish neighbours too, so "lukasz" finds Łukasz; the other
    way round ł finds only ł. The pattern is "" where a word has no letter or digit.
    """
    return [(_pattern(word), word) for word in tidy(text).split()]


def _words(text: str) -> str:
    words = tidy(text).replace("-", " ").split()
    return _BETWEEN_WORDS.join(
        "".join(_coded(letter) for letter in _letters(word)) for word in words
    )


def _letters(word: str) -> list[str]:
    """Return lower-case letters, marks taken off unless they make a Polish letter."""
    letters: list[str] = []
    for character in word.lower().translate(_WRITTEN_OUT):
        if character in _POLISH:
            letters.append(character)
            continue
        pieces = unicodedata.normalize("NFKD", character).lower()
        letters.extend(piece for piece in pieces if piece.isalnum())
    return letters


def _coded(letter: str) -> str:
    if letter in _POLISH:
        return _POLISH[letter]
    if "a" <= letter <= "z":
        return f"{letter}0"
    if letter.isascii():
        return f"1{letter}"
    return f"zz{ord(letter):07d}"  # other alphabets follow ours


def _pattern(word: str) -> str:
    parts = [
        # The second character of a base letter is its rank, and _ is any rank.
        "".join(
            f"{letter}_" if "a" <= letter <= "z" else _coded(letter)
            for letter in _letters(part)
        )
        for part in word.replace("-", " ").split()
    ]
    coded = _BETWEEN_WORDS.join(part for part in parts if part)
    return f"%{coded}%" if coded else ""
