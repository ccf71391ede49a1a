"""A submitted attempt is scored again, after judgements of its answers have changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.content.course import Course
from app.learning import results
from app.questions.score import Score
from app.quizzes import responses
from app.quizzes.models import Attempt
from app.quizzes.submissions import earned, judged


@dataclass(frozen=True, slots=True)
class Rescored:
    """What an attempt came to before, and what it comes to now."""

    before: Score
    after: Score


def score(session: Session, attempt: Attempt, revision: Course) -> Score:
    """Return what the judgements in force add up to; the stored score is this one."""
    given = responses.latest(session, attempt.learner, attempt.id)
    return judged(attempt, revision, given)[1]


def rescore(
    session: Session,
    attempt: Attempt,
    *,
    revision: Course,
    current: Course,
    now: datetime,
) -> Rescored | None:
    """Add up an attempt again, write the changed result and settle, in this commit.

    `attempt` must be locked and submitted. `revision` is the course as the attempt
    began with it, `current` as it is published now. None when nothing has changed.
    A completion that was earned stays earned, whatever comes of it.
    """
    before = Score(attempt.points or 0, attempt.maximum or 0)
    after = score(session, attempt, revision)
    if after == before:
        return None
    attempt.points, attempt.maximum = after.points, after.maximum
    session.flush()
    results.revise(
        session,
        results.Place(attempt.learner, attempt.enrolment_id, current),
        earned(attempt),
        source=str(attempt.id),
        digest=attempt.digest,
        now=now,
    )
    return Rescored(before, after)
