"""What the numbers of a question suggest to look at, in rules that can be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.questions.base import FULL, Translate
from app.questions.messages import N_
from app.reports.picks import is_typed, offered, response_of
from app.reports.psychometrics import FEWEST
from app.reports.tallies import Asked

HARD: Final = 0.30  # below this, hardly anybody gets it right
EASY: Final = 0.95  # above this, hardly anybody learns from it
BLIND: Final = 0.10  # of discrimination; below this, it says little
# A mistake that so many make is one to teach about.
COMMON: Final = 0.10
# What fewer people wrote could tell who it was.
CROWD: Final = 3


class Finding(StrEnum):
    """Something about a question that its author should look at."""

    BACKWARDS = "backwards"
    LURE = "lure"
    HARD = "hard"
    BLIND = "blind"
    EASY = "easy"
    IDLE = "idle"
    SKIPPED = "skipped"


WORDS: Final = {
    Finding.BACKWARDS: N_(
        "Those who do well otherwise fail here: look for a wrong key or a trap."
    ),
    Finding.LURE: N_(
        "A wrong answer draws those who do well: it may be right in some way."
    ),
    Finding.HARD: N_("Hardly anybody gets this right: is it taught, is it clear?"),
    Finding.BLIND: N_("It hardly tells those who know much from those who do not."),
    Finding.EASY: N_("Nearly everybody gets this right: it tells little."),
    Finding.IDLE: N_("Nobody takes one of the wrong answers: write a better one."),
    Finding.SKIPPED: N_("Many leave this open: is it clear what to do?"),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """One thing that was chosen or typed: how many did so, and how well they did.

    `right` tells whether it earns anything alone; `share` is of those who answered,
    `mean` the mean score of those who chose it, 0 to 1.
    """

    text: str
    right: bool
    count: int
    share: float
    mean: float
    typed: bool


def enough(asked: Asked) -> bool:
    """Tell whether an index would say more than chance."""
    return asked.marks.count >= FEWEST


def findings(asked: Asked) -> Iterator[Finding]:
    """Yield what there is to look at, the gravest first; nothing of few answers."""
    if enough(asked) and asked.points:
        yield from (one for one, applies in _RULES.items() if applies(asked))


def chosen(asked: Asked, translate: Translate = str) -> list[Chosen]:
    """Return what was chosen or typed, with choices that nobody took.

    Choices stand in their author's order, all else by how often it came. What was
    typed is listed when it is right or when enough people wrote it, so that it tells
    of nobody in particular.
    """
    order = {pick: place for place, pick in enumerate(offered(asked.edition.question))}
    found = [_chosen(asked, pick, translate) for pick in {**order, **asked.picks}]
    known = [
        (pick, one)
        for pick, one in zip({**order, **asked.picks}, found, strict=True)
        if not one.typed or one.count >= CROWD
    ]
    known.sort(key=lambda each: (order.get(each[0], len(order)), -each[1].count))
    return [one for _, one in known]


def untold(asked: Asked) -> int:
    """Return how many typed answers are not listed, since few people wrote them."""
    rare = (pick.count for _, pick in asked.typed() if pick.count < CROWD)
    return sum(rare)


def _chosen(asked: Asked, pick: str, translate: Translate) -> Chosen:
    question = asked.edition.question
    response = response_of(pick)
    taken = asked.picks.get(pick)
    count = taken.count if taken else 0
    answered = asked.marks.count - asked.blank
    return Chosen(
        text=question.readable(response, translate),
        right=question.marked_by == "rule" and question.judge(response, {}).mark > 0,
        count=count,
        share=count / answered if answered else 0.0,
        mean=taken.mean if taken else 0.0,
        typed=is_typed(pick),
    )


def misconceptions(asked: Asked) -> Counter[str]:
    """Return how often each misconception was met that authors put a name to."""
    question = asked.edition.question
    names = question.misconceptions()
    found = Counter[str]()
    for rule, count in asked.rules.items():
        if rule in names:
            found[names[rule]] += count
    # Gaps have rules of their own, which no record names.
    for pick, one in asked.picks.items():
        for part in question.judge(response_of(pick), {}).parts:
            if part.tag:
                found[part.tag] += one.count
    return found


def full_marks(asked: Asked) -> int:
    """Return how many earned everything the question can earn."""
    return asked.marks.distribution.get(FULL * asked.points, 0) if asked.points else 0


def _is_backwards(asked: Asked) -> bool:
    return (asked.marks.discrimination or 0.0) < 0


def _has_lure(asked: Asked) -> bool:
    """Tell whether those who take a wrong answer do better than those who are right."""
    common = [one for one in chosen(asked) if one.share >= COMMON]
    right = [one.mean for one in common if one.right]
    wrong = [one.mean for one in common if not one.right]
    return bool(right and wrong) and max(wrong) > max(right)


def _is_hard(asked: Asked) -> bool:
    return (asked.marks.facility or 0.0) < HARD


def _is_easy(asked: Asked) -> bool:
    return (asked.marks.facility or 0.0) > EASY


def _is_blind(asked: Asked) -> bool:
    # What nearly everybody gets right cannot tell people from each other.
    found = asked.marks.discrimination
    return found is not None and 0 <= found < BLIND and not _is_easy(asked)


def _has_idle_choice(asked: Asked) -> bool:
    return any(not one.count and not one.right for one in chosen(asked))


def _is_skipped(asked: Asked) -> bool:
    return asked.blank > asked.marks.count * COMMON


_RULES: Final[Mapping[Finding, Callable[[Asked], bool]]] = {
    Finding.BACKWARDS: _is_backwards,
    Finding.LURE: _has_lure,
    Finding.HARD: _is_hard,
    Finding.EASY: _is_easy,
    Finding.BLIND: _is_blind,
    Finding.IDLE: _has_idle_choice,
    Finding.SKIPPED: _is_skipped,
}
