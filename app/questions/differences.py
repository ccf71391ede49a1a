"""How a written text differs from the wanted one, letter by letter."""

import unicodedata
from collections.abc import Iterable
from typing import Literal, NamedTuple

from rapidfuzz.distance import Levenshtein

Kind = Literal["same", "extra", "missing"]

# Beyond this a comparison by letters is no help to anyone.
_LONGEST = 300
_MOST_DIFFERENT = 0.4


class Piece(NamedTuple):
    """A run of letters: in both texts, or only in the written or the wanted one."""

    kind: Kind
    text: str


Difference = tuple[Piece, ...]


def difference(
    given: str,
    wanted: Iterable[str],
    *,
    ignore_case: bool = True,
    forgiven: bool = False,
) -> Difference | None:
    """Return how `given` differs from the most similar of the `wanted` texts.

    The pieces "same" and "extra" spell what was given, "same" and "missing" what was
    wanted (in the given case). None when nothing wanted is much alike, unless that was
    `forgiven`.
    """
    given = _even(given)
    closest = min(
        (_even(text) for text in wanted),
        key=lambda text: _distance(given, text, ignore_case),
        default="",
    )
    longest = max(len(given), len(closest))
    if not given or not closest or longest > _LONGEST:
        return None
    most = longest if forgiven else _MOST_DIFFERENT * longest
    if _distance(given, closest, ignore_case) > most:
        return None
    return tuple(_pieces(given, closest, ignore_case))


def _even(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text[: _LONGEST + 1]).split())


def _distance(given: str, wanted: str, ignore_case: bool) -> int:
    return Levenshtein.distance(
        _lowered(given, ignore_case), _lowered(wanted, ignore_case)
    )


def _pieces(given: str, wanted: str, ignore_case: bool) -> Iterable[Piece]:
    steps = Levenshtein.opcodes(
        _lowered(given, ignore_case), _lowered(wanted, ignore_case)
    )
    for step in steps:
        written = given[step.src_start : step.src_end]
        if step.tag == "equal":
            yield Piece("same", written)
            continue
        if written:
            yield Piece("extra", written)
        if step.dest_end > step.dest_start:
            yield Piece("missing", wanted[step.dest_start : step.dest_end])


def _lowered(text: str, ignore_case: bool) -> str:
    # The lower case of a few letters is longer; positions have to stay the same.
    lowered = text.lower()
    return lowered if ignore_case and len(lowered) == len(text) else text
