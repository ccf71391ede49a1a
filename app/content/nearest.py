"""Guess which known word an author meant."""

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word closest to a mistyped one, or None when none is close.

    One slip in three letters is forgiven; a swap of neighbours counts as one slip.
    """
    found = process.extractOne(
        word.casefold()[:100],
        list(known),
        processor=str.casefold,
        scorer=DamerauLevenshtein.normalized_similarity,
        score_cutoff=0.6,
    )
    return None if found is None else str(found[0])
