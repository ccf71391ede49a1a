"""The figures of a quiz as they are shown: scores, time, reliability."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.questions.score import FULL
from app.reports import statistics
from app.reports.psychometrics import quantile
from app.reports.statistics import Reliable, Spread
from app.reports.tallies import Counted, Sat


@dataclass(frozen=True, slots=True)
class QuizFigures:
    """What many attempts came to; shares are 0 to 1, durations seconds.

    `drawn` says that learners had different questions, which is why there may be no
    reliability; `bars` counts scores by tenths of the maximum.
    """

    quiz_id: str
    count: int
    mean: float
    median: float
    deviation: float | None
    passed: int
    failed: int
    bars: Sequence[int]
    took: Spread | None
    drawn: bool
    reliable: Reliable | None


def figures(found: Counted) -> list[QuizFigures]:
    """Return the figures of every quiz with attempts, in the order of their ids."""
    return [_figures(found.quizzes[one], found) for one in sorted(found.quizzes)]


def _figures(sat: Sat, found: Counted) -> QuizFigures:
    median = quantile(sat.scores, Fraction(1, 2))
    return QuizFigures(
        quiz_id=sat.quiz_id,
        count=sat.count,
        mean=statistics.mean_score(sat),
        median=float(median or 0) / FULL,
        deviation=statistics.deviation(sat),
        passed=sat.passed,
        failed=sat.failed,
        bars=statistics.bars(sat),
        took=statistics.spread(sat.seconds),
        drawn=sat.sets is None or len(sat.sets) > 1,
        reliable=statistics.reliable(sat, found),
    )
