"""What staff see of an enrolment, and what may be done about it: decided on values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from app.content.conditions import ALWAYS
from app.content.course import Quiz


def state_of(completed_at: datetime | None, closed_at: datetime | None) -> str:
    """Return running, completed or withdrawn; what is completed stays completed."""
    if completed_at is not None:
        return "completed"
    return "running" if closed_at is None else "withdrawn"


def percent_done(done: int, total: int) -> int:
    """Return the share of activities done, 100 only when all are."""
    return 100 * done // total if total else 0


def limited(quizzes: Iterable[Quiz]) -> list[Quiz]:
    """Return the quizzes in which something can be allowed on top."""
    return [
        quiz
        for quiz in quizzes
        if quiz.tries is not None or quiz.time_limit or quiz.wait or has_dates(quiz)
    ]


def has_dates(quiz: Quiz) -> bool:
    """Tell whether a quiz opens or closes at some time."""
    return quiz.window != ALWAYS


def needless(
    quiz: Quiz,
    tries: int,
    minutes: int,
    *,
    anytime: bool = False,
    no_wait: bool = False,
) -> str | None:
    """Return why an allowance makes no sense, a code of messages.NEEDLESS, or None."""
    if not (tries or minutes or anytime or no_wait):
        return "nothing"
    if anytime and not has_dates(quiz):
        return "anytime"
    if no_wait and not quiz.wait:
        return "no_wait"
    if tries and quiz.tries is None:
        return "tries"
    if minutes and not quiz.time_limit:
        return "minutes"
    return None
