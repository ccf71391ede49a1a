"""Sentences made of tiles: how they read, which ones are right, and how near one is."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from app.questions.differences import Difference, Piece
from app.questions.folding import nfc
from app.questions.score import FULL, share

# What stands directly behind a word, and what directly before one.
_CLOSING = frozenset(",.;:!?…)]}%»”’")
_OPENING = frozenset("([{«„‚")
_MOST_STEPS = 20_000

# The texts of tiles in their order, folded so that equal ones are the same.
Order = tuple[str, ...]


def folded(text: str) -> str:
    """Return the text of a tile as tiles are compared: whatever their capitals."""
    return " ".join(nfc(text).casefold().split())


def sentence(tiles: Iterable[str], end: str, *, capital: bool) -> str:
    """Return tiles as a sentence, with a capital at its beginning if wanted."""
    text = ""
    for tile in tiles:
        apart = text and not _closes(text, tile[:1]) and not _opens(text)
        text += f" {tile}" if apart else tile
    if capital:
        # An opening mark has no capital; what follows it has.
        start = next((i for i, sign in enumerate(text) if sign.isalnum()), 0)
        text = text[:start] + text[start : start + 1].upper() + text[start + 1 :]
    return text + end if text else ""


def _closes(text: str, sign: str) -> bool:
    """Tell whether a sign stands directly behind the text before it."""
    # Germans close with the mark that English sentences open with.
    return sign in _CLOSING or (sign == "“" and text.count("„") > text.count("“"))


def _opens(text: str) -> bool:
    """Tell whether what follows a text stands directly behind it."""
    sign = text[-1:]
    return sign in _OPENING or (sign == "“" and text.count("„") < text.count("“"))


def built(text: str, tiles: Sequence[str], end: str) -> list[int] | None:
    """Return the places of the tiles that make up a sentence, None if none do.

    Capitals, spaces, and the mark at the end do not matter. Each tile is used once.
    """
    wanted = folded(text.strip().removesuffix(end) if end else text)
    return _built(_squeezed(wanted), [_squeezed(folded(tile)) for tile in tiles])


def _squeezed(text: str) -> str:
    return text.replace(" ", "")


def _built(wanted: str, tiles: Sequence[str]) -> list[int] | None:
    """Search in depth; longer tiles first, since they leave less to be tried."""
    by_length = sorted(range(len(tiles)), key=lambda place: -len(tiles[place]))
    stack: list[tuple[int, tuple[int, ...]]] = [(0, ())]
    for _ in range(_MOST_STEPS):
        if not stack:
            return None
        start, used = stack.pop()
        if start == len(wanted):
            return list(used)
        tried = set[str]()
        for place in reversed(by_length):
            tile = tiles[place]
            if place not in used and wanted.startswith(tile, start):
                # Equal tiles lead to equal ends.
                if tile not in tried:
                    stack.append((start + len(tile), (*used, place)))
                tried.add(tile)
    return None


def likeness(given: Order, right: Order) -> int:
    """Return how right an order is, in millionths.

    Every tile that is directly followed by the one that should follow it earns a share;
    every tile that has no business there takes one away.
    """
    if given == right:
        return FULL
    followed = Counter(pairwise(given)) & Counter(pairwise(right))
    surplus = Counter(given) - Counter(right)
    pairs = len(right) - 1
    # With repeated words, other orders may have the same neighbours.
    earned = min(followed.total(), pairs - 1) if pairs > 1 else 0
    return share(earned - surplus.total(), pairs)


def word_difference(given: Sequence[str], right: Sequence[str]) -> Difference:
    """Return which tiles of an order are too much, and which are missing where."""
    pieces = list(_pieces(given, right))
    spaced = [(Piece("same", " "), piece) for piece in pieces[1:]]
    return (*pieces[:1], *(each for pair in spaced for each in pair))


def _pieces(given: Sequence[str], right: Sequence[str]) -> Iterator[Piece]:
    left, wanted = list(map(folded, given)), list(map(folded, right))
    matcher = SequenceMatcher(a=left, b=wanted, autojunk=False)
    for tag, at, to, right_at, right_to in matcher.get_opcodes():
        written = sentence(given[at:to], "", capital=False)
        missing = sentence(right[right_at:right_to], "", capital=False)
        if tag == "equal":
            yield Piece("same", written)
            continue
        if written:
            yield Piece("extra", written)
        if missing:
            yield Piece("missing", missing)
