"""Results: written once, folded into progress, and into a completion when it is one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.content.course import Course
from app.db import new_key
from app.learning import enrolments
from app.learning.models import Completion, EnrolmentState, Result
from app.learning.rules import Earned, Facts, Progress, fold, progress


@dataclass(frozen=True)
class Place:
    """The enrolment a result belongs to, and the course it was earned in."""

    learner: UUID
    enrolment_id: UUID
    course: Course


def record(
    session: Session,
    where: Place,
    earned: Earned,
    *,
    source: str,
    digest: str,
    now: datetime,
) -> bool:
    """Write a result unless this source gave one already, then settle.

    `source` is what it came from, e.g. "lesson:<id>" or an attempt's id; `digest` the
    revision it was earned under. Returns whether it is new.
    """
    if not _write(session, where, earned, _Origin(source, 1, digest), now):
        return False
    settle(session, where, now)
    return True


def revise(
    session: Session,
    where: Place,
    earned: Earned,
    *,
    source: str,
    digest: str,
    now: datetime,
) -> None:
    """Write what a source gives now that its marks were changed, then settle.

    The rows before it stay. A completion that was earned stays, too, whatever the new
    result is. Whoever calls holds what the source stands for, e.g. the attempt's row.
    """
    last: int = session.scalars(
        sa.select(sa.func.coalesce(sa.func.max(Result.sequence), 0)).where(
            Result.learner == where.learner,
            Result.enrolment_id == where.enrolment_id,
            Result.source == source,
        )
    ).one()
    _write(session, where, earned, _Origin(source, last + 1, digest), now)
    settle(session, where, now)


class _Origin(NamedTuple):
    source: str
    sequence: int
    digest: str


def _write(
    session: Session, where: Place, earned: Earned, origin: _Origin, now: datetime
) -> bool:
    """Insert a result unless it is there; return whether it is new."""
    dialect = session.get_bind().dialect.name
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    written = session.execute(
        insert(Result)
        .values(
            learner=where.learner,
            id=new_key(),
            enrolment_id=where.enrolment_id,
            activity_id=earned.activity_id,
            source=origin.source,
            sequence=origin.sequence,
            kind=earned.kind,
            points=earned.points,
            maximum=earned.maximum,
            passed=earned.passed,
            digest=origin.digest,
            at=now,
        )
        .on_conflict_do_nothing()
        .returning(Result.id)
    ).first()
    return written is not None


def settle(session: Session, where: Place, now: datetime) -> Progress:
    """Fold the records again, refresh the cache, write a completion once if it is due.

    Called with every result and publication; calling it once more changes nothing.
    """
    # The lock makes two settlements of one enrolment take turns on PostgreSQL, where
    # the second one has to see what the first one wrote.
    state = session.scalars(
        sa.select(EnrolmentState)
        .where(
            EnrolmentState.learner == where.learner,
            EnrolmentState.enrolment_id == where.enrolment_id,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    facts = facts_of(session, where.learner, where.enrolment_id, where.course)
    how_far = progress(where.course, facts)
    completed_at = completion_of(session, where.learner, where.enrolment_id)
    if how_far.complete and completed_at is None and _is_open(session, where):
        completed_at = now
        _complete(session, where, now)
    _refresh(state, _derived(where.course, facts, how_far, completed_at), now)
    session.flush()
    return how_far


def facts_of(
    session: Session, learner: UUID, enrolment_id: UUID, course: Course
) -> Facts:
    """Fold all results of an enrolment as `course` counts; of each source, the last.

    Sources stay in the order in which they first gave a result.
    """
    rows = session.execute(
        sa.select(
            Result.source,
            Result.activity_id,
            Result.kind,
            Result.points,
            Result.maximum,
            Result.passed,
        )
        .where(Result.learner == learner, Result.enrolment_id == enrolment_id)
        .order_by(Result.sequence, Result.at, Result.id)
    )
    last = {row.source: Earned(*row[1:]) for row in rows}
    counts = {one.id: one.counts for one in course.quizzes.values()}
    return fold(last.values(), counts)


def completion_of(
    session: Session, learner: UUID, enrolment_id: UUID
) -> datetime | None:
    """Return when an enrolment was completed."""
    return session.scalar(
        sa.select(Completion.at).where(
            Completion.learner == learner, Completion.enrolment_id == enrolment_id
        )
    )


def completed_under(session: Session, learner: UUID, enrolment_id: UUID) -> str | None:
    """Return the digest of the revision under which an enrolment was completed."""
    return session.scalar(
        sa.select(Completion.digest).where(
            Completion.learner == learner, Completion.enrolment_id == enrolment_id
        )
    )


def differences(
    session: Session, course_of: Callable[[str], Course]
) -> Iterator[tuple[UUID, UUID, str]]:
    """Yield (learner, enrolment, what differs) where the cache is not what it caches.

    `course_of(digest)` returns a revision: each state is held against the revision it
    says it was folded under. A state of an older revision than the current one is not
    wrong, it waits for `publications.settle_all`.
    """
    states = session.scalars(
        sa.select(EnrolmentState).order_by(
            EnrolmentState.learner, EnrolmentState.enrolment_id
        )
    ).all()
    for state in states:
        course = course_of(state.digest)
        facts = facts_of(session, state.learner, state.enrolment_id, course)
        wanted = _derived(
            course,
            facts,
            progress(course, facts),
            completion_of(session, state.learner, state.enrolment_id),
        )
        changes = _changes(state, wanted)
        if changes:
            what = (
                f"{one}: {getattr(state, one)} -> {changes[one]}" for one in changes
            )
            yield state.learner, state.enrolment_id, "; ".join(what)


def _complete(session: Session, where: Place, now: datetime) -> None:
    session.add(
        Completion(
            learner=where.learner,
            id=new_key(),
            enrolment_id=where.enrolment_id,
            digest=where.course.digest,
            at=now,
        )
    )
    enrolments.note(
        session,
        where.learner,
        where.enrolment_id,
        enrolments.COMPLETED,
        by=None,
        now=now,
    )


def _is_open(session: Session, where: Place) -> bool:
    """Whether the learner has not left: a course that was left is not completed."""
    return enrolments.open_id(session, where.learner, where.course.id) == (
        where.enrolment_id
    )


def _derived(
    course: Course, facts: Facts, how_far: Progress, completed_at: datetime | None
) -> dict[str, Any]:
    """Return the columns of the cache that follow from records and course."""
    return {
        "digest": course.digest,
        "facts": facts.to_json(),
        "done": how_far.done,
        "total": how_far.total,
        "points": how_far.points,
        "maximum": how_far.maximum,
        "completed_at": completed_at,
    }


def _refresh(state: EnrolmentState, wanted: dict[str, Any], now: datetime) -> None:
    changes = _changes(state, wanted)
    if changes:
        for column, value in changes.items():
            setattr(state, column, value)
        state.version += 1
        state.changed_at = now


def _changes(state: EnrolmentState, wanted: dict[str, Any]) -> dict[str, Any]:
    return {
        column: value
        for column, value in wanted.items()
        if getattr(state, column) != value
    }
