"""Attempts: begun, found, and how many tries are left."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.content.course import Quiz
from app.db import new_key
from app.learning import results
from app.learning.models import Allowance, Enrolment
from app.questions.score import Score
from app.quizzes import conditions, drawing, rules
from app.quizzes.conditions import Allowed, Criterion
from app.quizzes.models import Attempt
from app.quizzes.responses import Owner

LEARNER, RULE = "learner", "rule"  # who submitted


@dataclass(frozen=True)
class Tries:
    """What a learner did with a quiz so far: all attempts, and the open one.

    `earlier` counts attempts in enrolments that the learner left without passing:
    leaving a course and joining it again gives no new tries. `ended` is when the last
    attempt was submitted, in whichever enrolment.
    """

    made: Sequence[Attempt]
    criterion: Criterion
    earlier: int = 0
    ended: datetime | None = None

    @property
    def open(self) -> Attempt | None:
        """The attempt that is going on."""
        return next((one for one in self.made if one.submitted_at is None), None)

    @property
    def passed(self) -> bool:
        """Whether any attempt reached the pass mark."""
        return any(has_passed(one) for one in self.made)

    @property
    def left(self) -> int | None:
        """How many may still be begun; None is any number."""
        return rules.tries_left(self.criterion, self._count)

    @property
    def next_begin(self) -> datetime | None:
        """From when on another attempt may be begun; None for any time."""
        return rules.next_begin(self.criterion, self.ended)

    def refusal(self, now: datetime) -> rules.Refusal | None:
        """Return why no further attempt may be begun now, None when it may."""
        return rules.refusal(
            self.criterion, self._count, passed=self.passed, now=now, ended=self.ended
        )

    def is_last_word(self, now: datetime, closes: datetime | None) -> bool:
        """Return whether results may tell now what would be the key to a further try.

        Until a quiz `closes` it would be, if not to this learner, then to another.
        """
        if self.open is not None or (closes is not None and now < closes):
            return False
        no_more = self.refusal(now) in rules.NEVER_AGAIN
        return self.passed or no_more or self.criterion.behaviour == "practice"

    @property
    def _count(self) -> int:
        return len(self.made) + self.earlier


def tries(session: Session, learner: UUID, enrolment_id: UUID, quiz: Quiz) -> Tries:
    """Return all attempts at a quiz, with the conditions now. One statement."""
    allowed = _allowed(learner, enrolment_id, quiz.id)
    course_id = sa.select(Enrolment.course_id).where(
        Enrolment.learner == learner, Enrolment.id == enrolment_id
    )
    of_course = sa.and_(
        Attempt.learner == learner,
        Attempt.activity_id == quiz.id,
        Attempt.course_id == course_id.scalar_subquery(),
    )
    # Sums always are one row, so there is one even where nothing was tried yet.
    rows = session.execute(
        sa.select(allowed, Attempt)
        .select_from(allowed)
        .outerjoin(Attempt, of_course)
        .order_by(Attempt.number)
    ).all()
    more = rows[0]
    made = [attempt for *_, attempt in rows if attempt is not None]
    ends = [one.submitted_at for one in made if one.submitted_at is not None]
    return Tries(
        [one for one in made if one.enrolment_id == enrolment_id],
        conditions.criterion(
            quiz,
            Allowed(more.tries, more.minutes, more.anytime > 0, more.no_wait > 0),
        ),
        _in_vain([one for one in made if one.enrolment_id != enrolment_id]),
        max(ends, default=None),
    )


def _allowed(learner: UUID, enrolment_id: UUID, quiz_id: str) -> sa.Subquery:
    """Return the sums of what staff allowed: one row, even where that is nothing."""

    def total(column: Any, name: str) -> sa.Label[int]:
        return sa.func.coalesce(sa.func.sum(column), 0).label(name)

    return (
        sa.select(
            total(Allowance.tries, "tries"),
            total(Allowance.minutes, "minutes"),
            total(sa.cast(Allowance.anytime, sa.Integer), "anytime"),
            total(sa.cast(Allowance.no_wait, sa.Integer), "no_wait"),
        )
        .where(
            Allowance.learner == learner,
            Allowance.enrolment_id == enrolment_id,
            Allowance.quiz_id == quiz_id,
        )
        .subquery()
    )


def _in_vain(made: Sequence[Attempt]) -> int:
    """Count attempts in those enrolments in which none was passed."""
    passed = {one.enrolment_id for one in made if has_passed(one)}
    return sum(one.enrolment_id not in passed for one in made)


def begin(
    session: Session,
    where: results.Place,
    quiz: Quiz,
    now: datetime,
    before: Tries | None = None,
) -> Attempt | None:
    """Begin an attempt, or return the one going on; None when none may be begun now.

    `before` are the tries so far, where they were read in this transaction. Twenty
    clicks at once lead to one attempt: its number and its being open are unique in
    the database.
    """
    if before is None:
        before = tries(session, where.learner, where.enrolment_id, quiz)
    if before.open is not None:
        return before.open
    if before.refusal(now) is not None:
        return None
    dialect = session.get_bind().dialect.name
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    seed = secrets.randbits(62)
    begun = session.scalars(
        insert(Attempt)
        .values(
            learner=where.learner,
            id=new_key(),
            enrolment_id=where.enrolment_id,
            activity_id=quiz.id,
            behaviour=quiz.behaviour,
            number=len(before.made) + 1,
            course_id=where.course.id,
            digest=where.course.digest,
            seed=seed,
            form=_drawn(session, where, quiz, seed),
            criterion=before.criterion.to_json(),
            language=where.course.language,
            started_at=now,
            due_at=rules.due_at(now, before.criterion),
        )
        .on_conflict_do_nothing()
        .returning(Attempt)
    ).one_or_none()
    if begun is None:
        return tries(session, where.learner, where.enrolment_id, quiz).open
    return begun


def _drawn(
    session: Session, where: results.Place, quiz: Quiz, seed: int
) -> dict[str, Any]:
    """Draw what is asked; what was asked before is only looked up where it matters.

    What counts is the course, in whichever enrolment: a question remembered is one.
    """
    seen: dict[str, int] = {}
    if any(part.prefer for part in quiz.parts):
        of_course = sa.select(Attempt.form).where(
            Attempt.learner == where.learner, Attempt.course_id == where.course.id
        )
        seen = drawing.met(session.scalars(of_course))
    return drawing.drawn_form(where.course, quiz, seed, seen)


def find(session: Session, learner: UUID, attempt_id: UUID) -> Attempt | None:
    """Return a learner's own attempt; somebody else's is None like a missing one.

    So is one in a course that the learner has left.
    """
    return session.scalar(
        sa.select(Attempt)
        .join(
            Enrolment,
            sa.and_(
                Enrolment.learner == Attempt.learner,
                Enrolment.id == Attempt.enrolment_id,
                Enrolment.closed_at.is_(None),
            ),
        )
        .where(Attempt.learner == learner, Attempt.id == attempt_id)
    )


def locked(session: Session, learner: UUID, attempt_id: UUID) -> Attempt | None:
    """Return a learner's own attempt as it is now, and hold it until the commit."""
    return session.scalars(
        sa.select(Attempt)
        .where(Attempt.learner == learner, Attempt.id == attempt_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()


def owner(attempt: Attempt) -> Owner:
    """Return what responses to this attempt are stored and judged under."""
    return Owner(attempt.learner, attempt.id, attempt.digest)


@dataclass(frozen=True)
class Outcome:
    """What a submitted attempt came to; `passed` is None where nothing was to pass."""

    attempt: Attempt
    score: Score
    passed: bool | None
    pass_mark: int | None

    @property
    def percent(self) -> int:
        """The score in whole percent; never looks like a pass when it is none."""
        return self.score.percent(self.pass_mark)

    @property
    def pass_percent(self) -> int | None:
        """The pass mark in percent."""
        return None if self.pass_mark is None else self.pass_mark // 10_000


def outcome(attempt: Attempt) -> Outcome:
    """Return what an attempt came to, zero points while it is under way."""
    mark = Criterion.from_json(attempt.criterion).pass_mark
    return Outcome(
        attempt,
        Score(attempt.points or 0, attempt.maximum or 0),
        None if mark is None else has_passed(attempt),
        mark,
    )


def has_passed(attempt: Attempt) -> bool:
    """Whether a submitted attempt reached the pass mark in force when it began."""
    if attempt.points is None or attempt.maximum is None:
        return False
    mark = Criterion.from_json(attempt.criterion).pass_mark
    return mark is None or Score(attempt.points, attempt.maximum).passes(mark)
