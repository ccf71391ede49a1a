"""Responses and their judgements: appended, replayed without harm, read back whole.

This is the hot path of saving an answer, so it speaks SQLAlchemy Core.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.db import new_key
from app.questions.base import MARKER_VERSION
from app.quizzes.models import Attempt, Judgement, Response
from app.quizzes.rules import Saved, answer_hash


@dataclass(frozen=True, slots=True)
class Owner:
    """The attempt a response belongs to, with the revision it is judged by."""

    learner: UUID
    attempt_id: UUID
    digest: str


@dataclass(frozen=True, slots=True)
class Given:
    """A response as it is stored; `answer` is {} when it was cleared.

    `mark` is in millionths, None while nobody judged it.
    """

    id: UUID
    question_id: str
    sequence: int
    answer: dict[str, Any] = field(repr=False)  # logs hold no answers
    state: str
    at: datetime
    mark: int | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a judgement keeps: the mark in millionths, and the rule that matched."""

    mark: int
    rule: str | None


_SEEN = sa.select(
    sa.func.max(Response.sequence).label("last"),
    sa.func.max(
        sa.case(
            (
                sa.and_(
                    Response.client_key == sa.bindparam("client_key"),
                    Response.answer_hash == sa.bindparam("hash"),
                ),
                1,
            ),
            else_=0,
        )
    ).label("replay"),
).where(
    Response.learner == sa.bindparam("learner", type_=sa.Uuid()),
    Response.attempt_id == sa.bindparam("attempt_id", type_=sa.Uuid()),
    Response.question_id == sa.bindparam("question_id"),
)
_INSERT = sa.insert(Response)
_INSERT_JUDGEMENT = sa.insert(Judgement)


def append(  # noqa: PLR0913 - an answer has an owner, a place, a key, a time, a worth
    session: Session,
    owner: Owner,
    question_id: str,
    answer: dict[str, Any],
    *,
    client_key: str,
    state: Saved,
    now: datetime,
    verdict: Verdict | None = None,
) -> bool:
    """Append a response, with its judgement if there is one; False for a replay.

    The attempt's row must be locked by the caller, so sequences have no gaps.
    """
    connection = session.connection()
    digest = answer_hash(answer)
    seen = connection.execute(
        _SEEN,
        {
            "client_key": client_key,
            "hash": digest,
            "learner": owner.learner,
            "attempt_id": owner.attempt_id,
            "question_id": question_id,
        },
    ).one()
    if seen.replay:
        return False
    response_id = new_key()
    connection.execute(
        _INSERT,
        {
            "learner": owner.learner,
            "id": response_id,
            "attempt_id": owner.attempt_id,
            "question_id": question_id,
            "sequence": (seen.last or 0) + 1,
            "client_key": client_key,
            "answer_hash": digest,
            "answer": answer,
            "state": state,
            "at": now,
        },
    )
    if verdict is not None:
        judge(session, owner, {response_id: verdict}, now)
    return True


def judge(
    session: Session, owner: Owner, verdicts: Mapping[UUID, Verdict], now: datetime
) -> None:
    """Append the engine's judgements, by response id, under the owner's digest."""
    if not verdicts:
        return
    session.connection().execute(
        _INSERT_JUDGEMENT,
        [
            {
                "learner": owner.learner,
                "id": new_key(),
                "response_id": response_id,
                "digest": owner.digest,
                "marker": MARKER_VERSION,
                "rule": verdict.rule,
                "mark": verdict.mark,
                "judged_by": None,
                "supersedes": None,
                "at": now,
            }
            for response_id, verdict in verdicts.items()
        ],
    )


_LATER = aliased(Judgement)
_COLUMNS = (
    Response.id,
    Response.question_id,
    Response.sequence,
    Response.answer,
    Response.state,
    Response.at,
    Judgement.mark,
    Judgement.rule,
)
_LEARNER = sa.bindparam("learner", type_=sa.Uuid())
_ALL = (
    sa.select(*_COLUMNS)
    .outerjoin(Judgement, Judgement.response_id == Response.id)
    .where(
        Response.learner == _LEARNER,
        # A superseded judgement is history; the one nobody supersedes is in force.
        ~sa.exists().where(_LATER.supersedes == Judgement.id),
    )
    .order_by(Response.question_id, Response.sequence)
)
_OF_ATTEMPT = _ALL.where(
    Response.attempt_id == sa.bindparam("attempt_id", type_=sa.Uuid())
)
_EARLIER = aliased(Response)
# The unique constraint of sequences is the index by which this is found.
_IS_LAST = (
    Response.sequence
    == sa.select(sa.func.max(_EARLIER.sequence))
    .where(
        _EARLIER.learner == Response.learner,
        _EARLIER.attempt_id == Response.attempt_id,
        _EARLIER.question_id == Response.question_id,
        _EARLIER.state != Saved.LATE,
    )
    .scalar_subquery()
)
_LAST_OF_ATTEMPT = _OF_ATTEMPT.where(_IS_LAST)
_LAST_OF_PRACTICE = _ALL.where(
    _IS_LAST,
    Response.attempt_id
    == sa.select(Attempt.id)
    .where(
        Attempt.learner == _LEARNER,
        Attempt.enrolment_id == sa.bindparam("enrolment_id", type_=sa.Uuid()),
        Attempt.activity_id == sa.bindparam("activity_id"),
        Attempt.number == 1,
    )
    .scalar_subquery(),
)


def latest(session: Session, learner: UUID, attempt_id: UUID) -> dict[str, Given]:
    """Return the last response to each question of an attempt. One statement.

    Late ones are left out: they are kept, but do not count.
    """
    rows = session.connection().execute(
        _LAST_OF_ATTEMPT, {"learner": learner, "attempt_id": attempt_id}
    )
    return {row.question_id: Given(*row) for row in rows}


def practised(
    session: Session, learner: UUID, enrolment_id: UUID, lesson_id: str
) -> dict[str, Given]:
    """Return the last response to each practice question of a lesson. One statement."""
    rows = session.connection().execute(
        _LAST_OF_PRACTICE,
        {"learner": learner, "enrolment_id": enrolment_id, "activity_id": lesson_id},
    )
    return {row.question_id: Given(*row) for row in rows}


def history(session: Session, learner: UUID, attempt_id: UUID) -> Sequence[Given]:
    """Return every response of an attempt, late ones too, in their order."""
    rows = session.connection().execute(
        _OF_ATTEMPT, {"learner": learner, "attempt_id": attempt_id}
    )
    return [Given(*row) for row in rows]
