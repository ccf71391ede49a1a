"""Submissions: an attempt is judged and finished once, by its learner or by rule."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.content.course import Course, Quiz
from app.learning import results
from app.learning.rules import Earned, ResultKind
from app.publishing.models import PublishedCourse
from app.questions.base import Form, Question
from app.questions.score import Score
from app.quizzes import attempts, drawing, responses
from app.quizzes.attempts import Tries
from app.quizzes.conditions import Criterion
from app.quizzes.models import Attempt
from app.quizzes.responses import Given, Verdict
from app.quizzes.rules import is_over

log = logging.getLogger(__name__)
LEARNER: Final = "learner"
RULE: Final = "rule"
# An answer counts when it arrives. One that arrived in time may still wait for its turn
# to be written, which takes at most engines.WAIT_SECONDS and what the gate adds.
GRACE: Final = timedelta(seconds=10)

CourseOf = Callable[[str], Course]


class Overdue(NamedTuple):
    """An open attempt whose time is up; `current` is what its course has now."""

    due_at: datetime
    id: UUID
    learner: UUID
    digest: str
    current: str


def finish(
    session: Session,
    attempt: Attempt,
    *,
    revision: Course,
    current: Course,
    by: str,
    now: datetime,
) -> bool:
    """Judge an attempt, write its result, settle the enrolment: once, in one commit.

    `attempt` must be locked. `revision` is the course as the attempt began with it,
    `current` as it is published now. `now` is when it counts as submitted: the due
    time when the rule closes it. False if somebody was faster.
    """
    if attempt.submitted_at is not None:
        return False
    _judge(session, attempt, revision, by=by, now=now)
    where = results.Place(attempt.learner, attempt.enrolment_id, current)
    results.record(
        session,
        where,
        earned(attempt),
        source=str(attempt.id),
        digest=attempt.digest,
        now=now,
    )
    return True


@dataclass(frozen=True)
class Closed:
    """How many attempts were closed, and which could not be."""

    done: int
    left: tuple[UUID, ...] = ()


def close_overdue(session: Session, course_of: CourseOf, now: datetime) -> int:
    """Close the oldest attempts whose time is up; return how many.

    `course_of(digest)` returns a revision. Called in short turns, inside `writing`.
    """
    found = overdue(session, now)
    return close_each(session, found, course_of).done


def close_each(
    session: Session, found: Iterable[Overdue], course_of: CourseOf
) -> Closed:
    """Close attempts with the answers saved by their due times.

    Whatever keeps one open, a course that cannot be read or a fault of ours, it must
    not keep the others open. Trouble with the database itself is raised.
    """
    done, left = 0, []
    for one in found:
        try:
            with session.begin_nested():
                done += _close(session, one, course_of)
        except OperationalError:
            raise
        except Exception:
            log.exception("attempt %s cannot be closed now", one.id)
            left.append(one.id)
    return Closed(done, tuple(left))


def _close(session: Session, one: Overdue, course_of: CourseOf) -> bool:
    attempt = attempts.locked(session, one.learner, one.id)
    if attempt is None or attempt.due_at is None:
        return False
    return finish(
        session,
        attempt,
        revision=course_of(one.digest),
        current=course_of(one.current),
        by=RULE,
        now=attempt.due_at,
    )


def close_if_over(
    session: Session,
    where: results.Place,
    quiz: Quiz,
    course_of: CourseOf,
    now: datetime,
) -> Tries:
    """Close the attempt under way if its time is up, so that a new one may begin.

    Returns the tries as they are then.
    """
    tries = attempts.tries(session, where.learner, where.enrolment_id, quiz)
    if tries.open is None or not is_over(tries.open.due_at, now):
        return tries
    held = attempts.locked(session, where.learner, tries.open.id)
    if held is not None and held.due_at is not None:
        finish(
            session,
            held,
            revision=course_of(held.digest),
            current=where.course,
            by=RULE,
            now=held.due_at,
        )
    return attempts.tries(session, where.learner, where.enrolment_id, quiz)


def current_digest(session: Session, attempt: Attempt) -> str:
    """Return the digest of the revision that is current in the attempt's course."""
    digest = session.scalar(
        sa.select(PublishedCourse.digest).where(PublishedCourse.id == attempt.course_id)
    )
    return digest or attempt.digest


def _judge(
    session: Session, attempt: Attempt, course: Course, *, by: str, now: datetime
) -> None:
    given = responses.latest(session, attempt.learner, attempt.id)
    verdicts, score = judged(attempt, course, given)
    fresh = {
        given[question_id].id: verdict
        for question_id, verdict in verdicts.items()
        if given[question_id].mark is None
    }
    responses.judge(session, attempts.owner(attempt), fresh, now)
    attempt.submitted_at, attempt.submitted_by = now, by
    attempt.points, attempt.maximum = score.points, score.maximum
    session.flush()


def earned(attempt: Attempt) -> Earned:
    """Return the result of a submitted attempt."""
    criterion = Criterion.from_json(attempt.criterion)
    return Earned(
        activity_id=attempt.activity_id,
        kind=ResultKind.QUIZ,
        points=attempt.points or 0,
        maximum=attempt.maximum or 0,
        passed=None if criterion.pass_mark is None else attempts.has_passed(attempt),
    )


def judged(
    attempt: Attempt, course: Course, given: dict[str, Given]
) -> tuple[dict[str, Verdict], Score]:
    """Return the verdict on each answered question and the score of the attempt.

    A stored mark is kept: it may come from a person, or from another time.
    """
    verdicts: dict[str, Verdict] = {}
    total = Score()
    for drawn in attempt.form["questions"]:
        question = course.questions[drawn["id"]]
        answer = given.get(question.id)
        mark = 0
        if answer is not None:
            verdict = _verdict(question, drawn["form"], answer)
            verdicts[question.id] = verdict
            mark = verdict.mark
        total = total.add(Score.of(mark, drawing.weight(question, drawn)))
    return verdicts, total


def _verdict(question: Question, form: Form, answer: Given) -> Verdict:
    if answer.mark is not None:
        return Verdict(answer.mark, answer.rule)
    if not answer.answer:
        return Verdict(0, None)
    found = question.judge(answer.answer, form)
    return Verdict(found.mark, found.rule)


def overdue(
    session: Session, now: datetime, after: Overdue | None = None, limit: int = 100
) -> list[Overdue]:
    """Return open attempts whose time is up, and a moment more; the oldest first.

    With `after`, those that come after it.
    """
    # In a local zone, a difference jumps an hour in the nights when clocks change.
    before = now.astimezone(UTC) - GRACE
    query = (
        sa.select(
            Attempt.due_at,
            Attempt.id,
            Attempt.learner,
            Attempt.digest,
            sa.func.coalesce(PublishedCourse.digest, Attempt.digest),
        )
        .outerjoin(PublishedCourse, PublishedCourse.id == Attempt.course_id)
        .where(Attempt.submitted_at.is_(None), Attempt.due_at < before)
        .order_by(Attempt.due_at, Attempt.id)
        .limit(limit)
    )
    if after is not None:
        query = query.where(
            sa.or_(
                Attempt.due_at > after.due_at,
                sa.and_(Attempt.due_at == after.due_at, Attempt.id > after.id),
            )
        )
    return [Overdue._make(row) for row in session.execute(query)]
