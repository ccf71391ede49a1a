"""Slips of the keyboard: which misspelt answers still show that somebody knew it."""

import re
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import OSA

from app.questions.folding import Profile, bare, even, spelled_out

Typos = Literal["auto", "none", 1, 2]
# (letters changed, words whose diacritics alone differ): less of the first is nearer.
Slips = tuple[int, int]

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_DIGITS = re.compile(r"\d+")
_HAS_DIGIT = re.compile(r"\d")
# Words without diacritics, in small letters.
_NEGATION = {
    "de": re.compile(
        "nein|nichts?|nie|niemals|niemand(?:en|em|es)?|nirgend.*|kein.*|ohne|weder"
    ),
    "pl": re.compile(
        "nie|nigdy|nikt|nikogo|nikomu|nikim|nic|niczego|niczym|nigdzie|zad(?:en|n.*)"
        "|bez|ani|brak.*"
    ),
    "en": re.compile(
        "no|not|never|none|nobody|nothing|nowhere|neither|nor|without|cannot|.+n't"
        "|(?:ca|wo|do|does|did|is|are|was|were|has|have|had|must|need)nt"
    ),
}
# Short enough to pass for typos, and turning a word into its opposite.
_NEGATING_PREFIXES = ("un", "in", "im", "il", "ir")

# From so many letters so many slips are forgiven in one word.
_ONE_FROM, _TWO_FROM = 5, 9
_MOST_IN_ALL = 2


@dataclass(frozen=True, slots=True)
class Word:
    """A word in the two forms it is compared in."""

    spelled: str
    bare: str
    # Whether it turns what is said into its opposite: nicht, nie, no.
    denies: bool = False

    @property
    def has_digit(self) -> bool:
        """Tell whether there is a digit in it."""
        return _HAS_DIGIT.search(self.spelled) is not None


@dataclass(frozen=True, slots=True)
class Spelling:
    """What is compared of a text when slips are forgiven."""

    words: tuple[Word, ...]
    digits: tuple[str, ...]
    negations: tuple[str, ...]

    @classmethod
    def of(cls, text: str, profile: Profile, *, keep_case: bool = False) -> "Spelling":
        """Take a text apart into its words; punctuation is no matter here."""
        text = even(text if keep_case else text.lower())
        words = tuple(_word(found, profile) for found in _WORD.findall(text))
        negations = tuple(word.bare.lower() for word in words if word.denies)
        return cls(words, tuple(_DIGITS.findall(text)), negations)


def _word(text: str, profile: Profile) -> Word:
    without = bare(text)
    denies = _NEGATION[profile].fullmatch(without.lower()) is not None
    return Word(spelled_out(text) if profile == "de" else text, without, denies)


def slips(given: Spelling, wanted: Spelling, typos: Typos) -> Slips | None:
    """Return what has to be forgiven for `given` to be `wanted`; None when too much.

    Each word has a tolerance by its own length: `auto` is none below 5 letters, one up
    to 8, two above, and two in all. Digits and negations always have to agree, and no
    word may gain or lose a prefix that makes it its opposite. Diacritics left out or
    added count as no change of letters where there is a tolerance; when nothing else
    differs, it goes by the length of the whole answer.
    """
    if typos == "none" or not wanted.words:
        return None
    if given.digits != wanted.digits or given.negations != wanted.negations:
        return None
    if len(given.words) != len(wanted.words):
        return _slipped_space(given, wanted)
    return _sum(given, wanted, typos)


def _slipped_space(given: Spelling, wanted: Spelling) -> Slips | None:
    together = "".join(word.spelled for word in wanted.words)
    if len(together) < _ONE_FROM:
        return None
    same = "".join(word.spelled for word in given.words) == together
    return (1, 0) if same else None


def _sum(given: Spelling, wanted: Spelling, typos: Typos) -> Slips | None:
    if all(a.bare == b.bare for a, b in zip(given.words, wanted.words, strict=True)):
        return _slipped_diacritics(given, wanted, typos)
    letters = marks = 0
    for one, other in zip(given.words, wanted.words, strict=True):
        if one.spelled == other.spelled:
            continue
        changed = _changed_letters(one, other, typos)
        if changed is None:
            return None
        letters += changed
        marks += changed == 0
    most = typos if isinstance(typos, int) else _MOST_IN_ALL
    return (letters, marks) if letters <= most else None


def _slipped_diacritics(
    given: Spelling, wanted: Spelling, typos: Typos
) -> Slips | None:
    # Typed on a keyboard without them, maybe: the length of the whole answer counts.
    length = sum(len(word.bare) for word in wanted.words)
    return (0, given.words != wanted.words) if tolerance(length, typos) else None


def word_slips(given: Word, wanted: Word, typos: Typos) -> Slips | None:
    """Return how one word differs from the wanted one, or None when it is another."""
    if given.spelled == wanted.spelled:
        return 0, 0
    if given.denies or wanted.denies:
        return None
    changed = _changed_letters(given, wanted, typos)
    return None if changed is None else (changed, int(changed == 0))


def _changed_letters(given: Word, wanted: Word, typos: Typos) -> int | None:
    """Return how many letters differ; 0 when only diacritics do; None for too many."""
    most = tolerance(len(wanted.bare), typos)
    if not most or given.has_digit or wanted.has_digit:
        return None
    if given.bare == wanted.bare:
        return 0
    changed = min(
        OSA.distance(given.spelled, wanted.spelled, score_cutoff=most),
        OSA.distance(given.bare, wanted.bare, score_cutoff=most),
    )
    if changed > most or _turns_into_opposite(given.bare, wanted.bare, changed):
        return None
    if _differ_in_case(given, wanted, changed):
        return None
    return changed


def tolerance(letters: int, typos: Typos) -> int:
    """Return how many slips are forgiven in a word of so many letters."""
    if typos == "auto":
        return (letters >= _ONE_FROM) + (letters >= _TWO_FROM)
    if typos == "none":
        return 0
    # However much an author allows, two letters in three have to be right.
    return min(typos, letters // 3)


def _turns_into_opposite(given: str, wanted: str, changed: int) -> bool:
    """Tell whether a negating prefix come or gone explains what has changed."""
    shorter, longer = sorted((given.lower(), wanted.lower()), key=len)
    for prefix in _NEGATING_PREFIXES:
        if longer.startswith(prefix) and not shorter.startswith(prefix):
            rest = OSA.distance(longer.removeprefix(prefix), shorter)
            if rest + len(prefix) <= changed:
                return True
    return False


def _differ_in_case(given: Word, wanted: Word, changed: int) -> bool:
    # Words keep their case only where it is required; then it is no slip.
    return changed > min(
        OSA.distance(given.spelled.lower(), wanted.spelled.lower()),
        OSA.distance(given.bare.lower(), wanted.bare.lower()),
    )
