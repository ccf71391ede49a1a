"""Submitted attempts with the answers that counted, read one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.accounts.models import Organisation
from app.accounts.organisations import inside
from app.engines import stream
from app.learning.models import Enrolment
from app.questions.score import Score
from app.quizzes.conditions import Criterion
from app.quizzes.models import Attempt, Judgement, Response
from app.quizzes.rules import Saved
from app.reports.tallies import Answer, Taken
from app.web.identity import Scope

BATCH: Final = 500
TRIES: Final = ("first", "all")


@dataclass(frozen=True)
class Wanted:
    """Which attempts are counted. Days are inclusive, in the installation's zone.

    `tries` is "first" or "all": later tries build on what the first one taught, so
    that the indices say less of them (Moodle counts the first ones, too).
    """

    course_id: str
    quiz_id: str | None = None
    organisation_id: UUID | None = None
    since: date | None = None
    until: date | None = None
    tries: str = "first"

    def to_json(self) -> dict[str, Any]:
        """Return what stands in the header of an export."""
        return {
            name: None if value is None else str(value)
            for name, value in vars(self).items()
        }


def digests(session: Session, course_id: str) -> list[str]:
    """Return the revisions under which quizzes of a course were submitted."""
    return list(
        session.scalars(
            sa.select(Attempt.digest)
            .where(Attempt.course_id == course_id, Attempt.submitted_at.is_not(None))
            .distinct()
        )
    )


def submitted(
    session: Session, wanted: Wanted, scope: Scope, zone: str
) -> Iterator[Taken]:
    """Yield the attempts that are wanted, whole; memory does not grow with them.

    Those that wait for somebody to mark them have no score yet, and are left out.
    """
    conditions = list(_conditions(session, wanted, scope, zone))
    answers = _Answers(stream(session, _answers(conditions), BATCH))
    for row in stream(session, _attempts(conditions), BATCH):
        yield _taken(row, answers.of((row.learner, row.id)))


def _conditions(
    session: Session, wanted: Wanted, scope: Scope, zone: str
) -> Iterator[sa.ColumnElement[bool]]:
    yield Attempt.course_id == wanted.course_id
    yield Attempt.submitted_at.is_not(None)
    yield Attempt.points.is_not(None)
    if wanted.tries == "first":
        yield Attempt.number == 1
    if wanted.quiz_id:
        yield Attempt.activity_id == wanted.quiz_id
    if wanted.since:
        yield Attempt.submitted_at >= _midnight(wanted.since, zone)
    if wanted.until:
        yield Attempt.submitted_at < _midnight(wanted.until + timedelta(days=1), zone)
    if not scope.everyone:
        yield Enrolment.organisation_id.in_(
            sa.select(Organisation.id).where(inside(scope))
        )
    if wanted.organisation_id:
        above = session.get(Organisation, wanted.organisation_id)
        path = Scope((above.path,)) if above else Scope()
        yield Enrolment.organisation_id.in_(
            sa.select(Organisation.id).where(inside(path))
        )


def _attempts(conditions: list[sa.ColumnElement[bool]]) -> sa.Select[Any]:
    return _enrolled(
        sa.select(
            Attempt.learner,
            Attempt.id,
            Attempt.digest,
            Attempt.activity_id,
            Attempt.form,
            Attempt.criterion,
            Attempt.points,
            Attempt.maximum,
            Attempt.started_at,
            Attempt.submitted_at,
        ),
        conditions,
    ).order_by(Attempt.learner, Attempt.id)


def _answers(conditions: list[sa.ColumnElement[bool]]) -> sa.Select[Any]:
    later = aliased(Judgement)
    return (
        _enrolled(
            sa.select(
                Response.learner,
                Response.attempt_id,
                Response.question_id,
                Response.answer,
                Response.at,
                Judgement.mark,
                Judgement.rule,
            ),
            conditions,
        )
        .join(
            Response,
            sa.and_(
                Response.learner == Attempt.learner, Response.attempt_id == Attempt.id
            ),
        )
        .outerjoin(
            Judgement,
            sa.and_(
                Judgement.learner == Response.learner,
                Judgement.response_id == Response.id,
            ),
        )
        .where(
            Response.state != Saved.LATE,
            ~sa.exists().where(
                later.learner == Judgement.learner,
                later.response_id == Judgement.response_id,
                later.supersedes == Judgement.id,
            ),
        )
        .order_by(
            Response.learner,
            Response.attempt_id,
            Response.question_id,
            Response.sequence,
        )
    )


def _enrolled(
    query: sa.Select[Any], conditions: list[sa.ColumnElement[bool]]
) -> sa.Select[Any]:
    return (
        query.select_from(Attempt)
        .join(
            Enrolment,
            sa.and_(
                Enrolment.learner == Attempt.learner,
                Enrolment.id == Attempt.enrolment_id,
            ),
        )
        .where(*conditions)
    )


class _Answers:
    """Rows of answers in the order of attempts, taken attempt by attempt."""

    def __init__(self, rows: Iterator[Any]) -> None:
        self._groups = groupby(rows, key=lambda row: (row.learner, row.attempt_id))
        self._next = next(self._groups, None)

    def of(self, attempt: tuple[UUID, UUID]) -> dict[str, Answer]:
        """Return the last answer to each question of an attempt."""
        # An attempt submitted between the two reads is in one of them alone.
        while self._next is not None and self._next[0] < attempt:
            self._next = next(self._groups, None)
        if self._next is None or self._next[0] != attempt:
            return {}
        return {
            row.question_id: Answer(row.answer, row.at, row.mark, row.rule)
            for row in self._next[1]
        }


def _taken(row: Any, answers: dict[str, Answer]) -> Taken:
    criterion = Criterion.from_json(row.criterion)
    mark = criterion.pass_mark
    return Taken(
        digest=row.digest,
        quiz_id=row.activity_id,
        asked=tuple(one["id"] for one in row.form["questions"]),
        answers=answers,
        points=row.points,
        maximum=row.maximum,
        passed=None if mark is None else Score(row.points, row.maximum).passes(mark),
        started_at=row.started_at,
        submitted_at=row.submitted_at,
        one_a_page=criterion.per_page == 1,
    )


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time.min, ZoneInfo(zone))
