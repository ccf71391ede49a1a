"""Answers judged by the words in them: needed ones, and ones that must not be there."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

from pydantic import Field, model_validator

from app.questions.base import Model
from app.questions.fields import Faults, Text, Texts
from app.questions.folding import Profile
from app.questions.typos import Slips, Spelling, Typos, Word, word_slips

_MOST_WORDS = 40
_LONGEST_ANSWER = 5_000
_ANY_ENDING = "*"
# How many words behind it a denial is closest to.
_DENIES_NEXT = 2
_LETTER = re.compile(r"[^\W_]")
# What is denied in one of these runs of words is not denied in the next.
_CLAUSE_END = re.compile(
    r"[;:!?()\n]|[.,](?!\d)|\b(?:sondern|aber|jedoch|ale|lecz|natomiast|but|however)\b",
    re.IGNORECASE,
)


class Words(Model):
    """Words or phrases of an answer; `*` behind one stands for any ending."""

    all: tuple[Texts, ...] = Field(
        (),
        max_length=_MOST_WORDS,
        description="Every one of these is needed; a list in it holds words of which "
        "one will do: [[pisemnie, na piśmie], pracodaw*].",
    )
    any: tuple[Annotated[Text, Field(min_length=1)], ...] = Field(
        (), max_length=_MOST_WORDS, description="One of these at least is needed."
    )
    none: tuple[Annotated[Text, Field(min_length=1)], ...] = Field(
        (),
        max_length=_MOST_WORDS,
        description="None of these may be there, unless it is denied.",
    )

    @model_validator(mode="after")
    def _check(self) -> "Words":
        faults = Faults()
        if not self.all and not self.any:
            faults.add("words-missing")
        needed = tuple(text for texts in self.all for text in texts)
        named = {"all": needed, "any": self.any, "none": self.none}
        for key, texts in named.items():
            for text in texts:
                if not _LETTER.search(text):
                    faults.add("word-empty", key, text=text)
        faults.raise_if_any()
        return self


@dataclass(frozen=True, slots=True)
class _Phrase:
    """Words that stand together, each with whether any ending will do."""

    words: tuple[tuple[Word, bool], ...]
    denies: bool


@dataclass(frozen=True, slots=True)
class _Clause:
    """Words between punctuation, and whether they deny what is said in them."""

    words: tuple[Word, ...]
    denies: bool
    holds_forbidden: bool


def slips_in(
    wanted: Words, text: str, profile: Profile, typos: Typos, *, keep_case: bool
) -> Slips | None:
    """Return the slips in the words that were needed; None when they are not there.

    A word in a clause that denies something counts only when the rule denies something
    too, and the other way round: "nicht schriftlich" does not say "schriftlich".
    """
    if len(text) > _LONGEST_ANSWER:
        return None
    forbidden = _phrases(wanted.none, profile, keep_case)
    clauses = [_clause(part, forbidden) for part in _parts(text, profile, keep_case)]
    if any(clause.holds_forbidden for clause in clauses):
        return None
    needed = [_phrases(texts, profile, keep_case) for texts in wanted.all]
    if wanted.any:
        needed.append(_phrases(wanted.any, profile, keep_case))
    denies = any(all(one.denies for one in phrases) for phrases in needed)
    letters = marks = 0
    for phrases in needed:
        found = min(_found(phrases, clauses, typos, denies=denies), default=None)
        if found is None:
            return None
        letters, marks = letters + found[0], marks + found[1]
    return letters, marks


def _clause(words: tuple[Word, ...], forbidden: Sequence[_Phrase]) -> _Clause:
    denials = {place for place, word in enumerate(words) if word.denies}
    open_denials, holds_forbidden = set(denials), False
    for phrase in forbidden:
        # What must not be there is not looked for among misspellings.
        for start, _ in _places(phrase, words, "none"):
            holds_forbidden |= bool(denials) == phrase.denies
            # "nicht mündlich" denies that, and nothing else in its clause.
            open_denials -= set(range(start - _DENIES_NEXT, start))
    return _Clause(words, bool(open_denials), holds_forbidden)


def _found(
    phrases: Sequence[_Phrase],
    clauses: Sequence[_Clause],
    typos: Typos,
    *,
    denies: bool,
) -> Iterator[Slips]:
    """Yield the slips of every place where one of the phrases stands and counts."""
    for phrase in phrases:
        for clause in clauses:
            if clause.denies == (denies or phrase.denies):
                yield from (found for _, found in _places(phrase, clause.words, typos))


def _places(
    phrase: _Phrase, words: Sequence[Word], typos: Typos
) -> Iterator[tuple[int, Slips]]:
    """Yield (which word it begins with, its slips) wherever a phrase stands."""
    for start in range(len(words) - len(phrase.words) + 1):
        letters = marks = 0
        for given, (word, any_ending) in zip(words[start:], phrase.words, strict=False):
            found = _alike(given, word, typos, any_ending=any_ending)
            if found is None:
                break
            letters, marks = letters + found[0], marks + found[1]
        else:
            yield start, (letters, marks)


def _alike(
    given: Word, wanted: Word, typos: Typos, *, any_ending: bool
) -> Slips | None:
    if any_ending:
        return (0, 0) if given.spelled.startswith(wanted.spelled) else None
    return word_slips(given, wanted, typos)


# One answer is looked at by several rules, and again with slips.
@lru_cache(maxsize=64)
def _parts(
    text: str,
    profile: Profile,
    keep_case: bool,
) -> tuple[tuple[Word, ...], ...]:
    """Return the words between punctuation marks."""
    return tuple(
        Spelling.of(part, profile, keep_case=keep_case).words
        for part in _CLAUSE_END.split(text)
    )


@lru_cache(maxsize=1024)
def _phrases(
    texts: tuple[str, ...],
    profile: Profile,
    keep_case: bool,
) -> tuple[_Phrase, ...]:
    return tuple(_phrase(text, profile, keep_case=keep_case) for text in texts)


def _phrase(text: str, profile: Profile, *, keep_case: bool) -> _Phrase:
    words: list[tuple[Word, bool]] = []
    denies = False
    for part in text.split():
        spelling = Spelling.of(part, profile, keep_case=keep_case)
        denies = denies or bool(spelling.negations)
        ends = part.endswith(_ANY_ENDING)
        words += [
            (word, ends and place == len(spelling.words))
            for place, word in enumerate(spelling.words, 1)
        ]
    return _Phrase(tuple(words), denies)
