"""Question statistics of a course: read once through, then asked for what is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.content.course import Course
from app.publishing.models import Revision
from app.questions.score import FULL
from app.reports import attempts
from app.reports.attempts import Wanted
from app.reports.editions import Editions, Printing
from app.reports.psychometrics import (
    FEWEST,
    Reliability,
    quantile,
    reliability,
    variance,
)
from app.reports.tallies import Asked, Asking, Counted, Sat
from app.web.identity import Scope

CourseOf = Callable[[str], Course]
_QUARTERS: Final = tuple(Fraction(one, 4) for one in (1, 2, 3))
BARS: Final = 10


@dataclass(frozen=True, slots=True)
class Spread:
    """How long something took: lower quartile, median, upper quartile, in seconds."""

    lower: int
    median: int
    upper: int


def counted(
    session: Session, wanted: Wanted, scope: Scope, zone: str, course_of: CourseOf
) -> Counted:
    """Return everything counted; `course_of(digest)` returns a revision.

    Three statements, and one pass through attempts and answers in flat memory.
    """
    found = Counted(Editions(_revisions(session, wanted.course_id, course_of)))
    for taken in attempts.submitted(session, wanted, scope, zone):
        found.add(taken)
    return found


def _revisions(
    session: Session, course_id: str, course_of: CourseOf
) -> list[tuple[Printing, Course]]:
    rows = session.execute(
        sa.select(Revision.digest, Revision.number, Revision.created_at).where(
            Revision.digest.in_(attempts.digests(session, course_id))
        )
    )
    return [(Printing(*row), course_of(row.digest)) for row in rows]


def newest(found: Counted) -> list[Asked]:
    """Return each question in the newest edition that was answered."""
    latest: dict[str, Asked] = {}
    for (question_id, number), asked in found.questions.items():
        before = latest.get(question_id)
        if before is None or before.edition.number < number:
            latest[question_id] = asked
    return sorted(latest.values(), key=lambda asked: asked.edition.question_id)


def editions_of(found: Counted, question_id: str) -> list[Asked]:
    """Return what was counted of a question, the newest edition first."""
    return [
        found.questions[question_id, edition.number]
        for edition in found.editions.all_of(question_id)
        if (question_id, edition.number) in found.questions
    ]


def spread(seconds: dict[int, int]) -> Spread | None:
    """Return the quartiles of durations, None without any."""
    found = [quantile(seconds, share) for share in _QUARTERS]
    lower, median, upper = (None if one is None else round(one) for one in found)
    if lower is None or median is None or upper is None:
        return None
    return Spread(lower, median, upper)


def bars(sat: Sat) -> Sequence[int]:
    """Return how many scores lie in each tenth of the maximum; the full one is last."""
    found = [0] * BARS
    for share, times in sat.scores.items():
        found[min(share * BARS // FULL, BARS - 1)] += times
    return found


def tenths(asked: Asked) -> Sequence[int]:
    """Return how many marks lie in each tenth, full marks apart: eleven numbers."""
    found = [0] * (BARS + 1)
    for earned, times in asked.marks.distribution.items():
        found[earned * BARS // (FULL * asked.points) if asked.points else 0] += times
    return found


def mean_score(sat: Sat) -> float:
    """Return the mean score, 0 to 1."""
    whole = sum(share * times for share, times in sat.scores.items())
    return whole / sat.count / FULL if sat.count else 0.0


def deviation(sat: Sat) -> float | None:
    """Return the standard deviation of the scores as a share of the maximum."""
    found = variance(sat.scores)
    return None if found is None else float(found) ** 0.5 / FULL


@dataclass(frozen=True, slots=True)
class Reliable:
    """The reliability of the set of questions most attempts had, and their number.

    `standard_error` is a share of the maximum, 0 to 1.
    """

    count: int
    found: Reliability
    standard_error: float


def reliable(sat: Sat, found: Counted) -> Reliable | None:
    """Return how reliable a quiz is, None where that cannot be said.

    Questions drawn for each learner are different tests: only attempts that asked the
    very same questions are taken together, and only when there are enough of them.
    """
    if not sat.sets:
        return None
    asking = max(sat.sets.values(), key=lambda one: one.totals.total())
    count = asking.totals.total()
    if count < FEWEST:
        return None
    items = [variance(marks) for marks in asking.items.values()]
    known = reliability(items, variance(asking.totals))
    maximum = _maximum(asking, found)
    if known is None or not maximum:
        return None
    return Reliable(count, known, known.standard_error / maximum)


def _maximum(asking: Asking, found: Counted) -> int:
    return sum(found.questions[item].points * FULL for item in asking.items)
