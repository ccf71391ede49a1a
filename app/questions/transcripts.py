"""A dictated text compared word by word with what was written down."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from app.questions.differences import Difference, Piece, difference
from app.questions.folding import Profile, even, fold, spelled_out
from app.questions.typos import Spelling, Typos, slips

# What is made of capitals and of punctuation: nothing, a remark, or a wrong word.
Care = Literal["ignore", "soft", "required"]

_WORD = re.compile(r"(?P<before>[^\w]*)(?P<core>\w(?:.*\w)?)?(?P<after>[^\w]*)")
# A word too many or missing costs more than any number of remarks. One in place of
# another costs a little more, so that right words stay right where errors are as many.
_WRONG = 1_000_000
_INSTEAD = _WRONG + 1_000
# Words whose lengths differ by more are never typos of each other.
_MOST_SLIPS = 8


@dataclass(frozen=True, slots=True)
class Rules:
    """How closely words are compared."""

    profile: Profile
    typos: Typos
    case: Care
    punctuation: Care


class Word(NamedTuple):
    """A word and the signs around it."""

    core: str
    before: str = ""
    after: str = ""

    @property
    def text(self) -> str:
        """The word as it stands in its text."""
        return self.before + self.core + self.after


class Step(NamedTuple):
    """A word written, a word wanted, or both, and what the two cost together."""

    given: Word | None
    wanted: Word | None
    cost: int


@dataclass(frozen=True)
class Comparison:
    """The cheapest way from what was written to what was wanted."""

    steps: tuple[Step, ...]
    rules: Rules

    @property
    def errors(self) -> int:
        """How many words are wrong, missing or too many."""
        return sum(step.cost >= _WRONG for step in self.steps)

    @property
    def remarks(self) -> int:
        """How many right words were not quite written as wanted."""
        return sum(0 < step.cost < _WRONG for step in self.steps)

    @cached_property
    def difference(self) -> Difference:
        """What differs, letter by letter within words that are much alike."""
        pieces: list[Piece] = []
        for number, step in enumerate(self.steps):
            if number:
                pieces.append(Piece("same", " "))
            pieces += _pieces(step, self.rules)
        return tuple(_joined(pieces))


def words(text: str) -> tuple[Word, ...]:
    """Return the words of a text; signs that stand alone belong to the word before."""
    found: list[Word] = []
    for token in even(text).split():
        match = _WORD.fullmatch(token)
        core = match["core"] if match else token
        if core:
            before, after = (match["before"], match["after"]) if match else ("", "")
            found.append(Word(core, before, after))
        elif found:
            found[-1] = found[-1]._replace(after=f"{found[-1].after} {token}")
    return tuple(found)


def compared(given: Sequence[Word], wanted: Sequence[Word], rules: Rules) -> Comparison:
    """Align two texts by edit distance over words.

    A pair of words costs nothing, a remark, or an error; so does a word that is missing
    or too many. Of equally cheap ways it is the one that pairs words earliest. Of texts
    more than twice as long as the wanted one, no word is paired.
    """
    if len(given) > 2 * len(wanted):
        # More words are too many than there are right ones: nothing is left to earn.
        return Comparison(
            tuple(Step(word, None, _WRONG) for word in given)
            + tuple(Step(None, word, _WRONG) for word in wanted),
            rules,
        )
    costs = _table(given, wanted, rules)
    steps: list[Step] = []
    row, column = 0, 0
    while row < len(given) or column < len(wanted):
        here = costs[row][column]
        if row < len(given) and column < len(wanted):
            cost = _cost(given[row], wanted[column], rules)
            if here == cost + costs[row + 1][column + 1]:
                steps.append(Step(given[row], wanted[column], cost))
                row, column = row + 1, column + 1
                continue
        if row < len(given) and here == _WRONG + costs[row + 1][column]:
            steps.append(Step(given[row], None, _WRONG))
            row += 1
        else:
            steps.append(Step(None, wanted[column], _WRONG))
            column += 1
    return Comparison(tuple(steps), rules)


def _table(
    given: Sequence[Word], wanted: Sequence[Word], rules: Rules
) -> list[list[int]]:
    """Return the least cost of the rest from each pair of places, last places last."""
    width = len(wanted)
    below = [_WRONG * (width - column) for column in range(width + 1)]
    table = [below]
    for word in reversed(given):
        row = [below[width] + _WRONG] * (width + 1)
        for column in range(width - 1, -1, -1):
            row[column] = min(
                below[column + 1] + _cost(word, wanted[column], rules),
                below[column] + _WRONG,
                row[column + 1] + _WRONG,
            )
        table.append(row)
        below = row
    table.reverse()
    return table


@lru_cache(maxsize=20_000)
def _cost(given: Word, wanted: Word, rules: Rules) -> int:
    if given == wanted:
        return 0
    marks = _marks(given) != _marks(wanted)
    if marks and rules.punctuation == "required":
        return _INSTEAD
    remarks = int(marks and rules.punctuation == "soft")
    one, other = _folded(given.core, rules), _folded(wanted.core, rules)
    if one != other:
        if abs(len(one) - len(other)) > _MOST_SLIPS or not _is_near(
            given, wanted, rules
        ):
            return _INSTEAD
        remarks += 1
    return remarks + (rules.case == "soft" and _differ_in_case(given, wanted))


@lru_cache(maxsize=5_000)
def _folded(word: str, rules: Rules) -> str:
    return fold(word, rules.profile, keep_case=rules.case == "required")


def _is_near(given: Word, wanted: Word, rules: Rules) -> bool:
    one, other = _spelling(given.core, rules), _spelling(wanted.core, rules)
    return slips(one, other, rules.typos) is not None


@lru_cache(maxsize=5_000)
def _spelling(word: str, rules: Rules) -> Spelling:
    return Spelling.of(word, rules.profile, keep_case=rules.case == "required")


def _marks(word: Word) -> tuple[str, str]:
    # Dictated quotation marks are nobody's concern; commas and ends of sentences are.
    return word.before.strip("\"' "), word.after.strip("\"' ")


def _differ_in_case(given: Word, wanted: Word) -> bool:
    """Tell whether one of two words begins with a capital and the other does not."""
    return given.core[:1].isupper() != wanted.core[:1].isupper()


def _pieces(step: Step, rules: Rules) -> list[Piece]:
    given, wanted, cost = step
    if wanted is None or given is None:
        kind: Literal["extra", "missing"] = "extra" if given is not None else "missing"
        word = given or wanted
        return [Piece(kind, word.text)] if word else []
    if cost == 0:
        return [Piece("same", given.text)]
    if rules.punctuation != "ignore":
        return _letters(given.text, wanted.text, rules)
    within = _letters(given.core, wanted.core, rules)
    return [Piece("same", given.before), *within, Piece("same", given.after)]


def _letters(given: str, wanted: str, rules: Rules) -> list[Piece]:
    right = [wanted, spelled_out(wanted)] if rules.profile == "de" else [wanted]
    found = difference(given, right, ignore_case=rules.case == "ignore")
    return list(found or (Piece("extra", given), Piece("missing", wanted)))


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Return pieces with neighbours of one kind put together, and no empty ones."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].kind == piece.kind:
            joined[-1] = Piece(piece.kind, joined[-1].text + piece.text)
        elif piece.text:
            joined.append(piece)
    return joined
