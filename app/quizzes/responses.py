"""Responses and their judgements: appended, replayed without harm, read back whole.

This is the hot path of saving an answer, so its statements are prepared.
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
from app.prepared import Prepared
from app.questions.base import MARKER_VERSION
from app.quizzes.models import Attempt, Judgement, Response
from app.quizzes.rules import Saved, Step, answer_hash


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


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer to be stored; `client_key` was made with the page it came from."""

    question_id: str
    answer: dict[str, Any] = field(repr=False)
    client_key: str
    state: Saved
    verdict: Verdict | None = None


_LEARNER = sa.bindparam("learner", type_=sa.Uuid())
_ATTEMPT = sa.bindparam("attempt_id", type_=sa.Uuid())
_TO_QUESTION = (
    Response.learner == _LEARNER,
    Response.attempt_id == _ATTEMPT,
    Response.question_id == sa.bindparam("question_id"),
)
_LAST = Prepared(
    sa.select(
        sa.func.max(Response.sequence).label("sequence"),
        sa.select(Response.answer_hash)
        .where(*_TO_QUESTION, Response.client_key == sa.bindparam("client_key"))
        .order_by(Response.sequence.desc())
        .limit(1)
        .scalar_subquery()
        .label("hash_of_key"),
    ).where(*_TO_QUESTION)
)
_INSERT = Prepared(sa.insert(Response))
_INSERT_JUDGEMENT = Prepared(sa.insert(Judgement))


def append(session: Session, owner: Owner, entry: Entry, now: datetime) -> int:
    """Store an answer, with its judgement if there is one; return its sequence.

    Sequences count from 1 for each question; 0 is a replay, of which nothing is kept.

    A replay brings once more what its page sent last. Another answer from the same
    page, after the Back button, is a new response, and so is the first one again.
    The attempt's row must be locked by the caller, so sequences have no gaps.
    """
    ((last, hash_of_key),) = _LAST.rows(
        session,
        client_key=entry.client_key,
        learner=owner.learner,
        attempt_id=owner.attempt_id,
        question_id=entry.question_id,
    )
    if hash_of_key == answer_hash(entry.answer):
        return 0
    sequence: int = (last or 0) + 1
    write(session, owner, entry, sequence, now)
    return sequence


def write(
    session: Session, owner: Owner, entry: Entry, sequence: int, now: datetime
) -> None:
    """Store an answer that is known to be news, under the next free sequence."""
    response_id = new_key()
    row = {
        "learner": owner.learner,
        "id": response_id,
        "attempt_id": owner.attempt_id,
        "question_id": entry.question_id,
        "sequence": sequence,
        "client_key": entry.client_key,
        "answer_hash": answer_hash(entry.answer),
        "answer": entry.answer,
        "state": entry.state,
        "at": now,
    }
    _INSERT.write(session, [row])
    if entry.verdict is not None:
        judge(session, owner, {response_id: entry.verdict}, now)


def judge(
    session: Session, owner: Owner, verdicts: Mapping[UUID, Verdict], now: datetime
) -> None:
    """Append the engine's judgements, by response id, under the owner's digest."""
    rows = [
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
    ]
    if rows:
        _INSERT_JUDGEMENT.write(session, rows)


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
_ALL = (
    sa.select(*_COLUMNS)
    .outerjoin(
        Judgement,
        sa.and_(
            Judgement.learner == Response.learner,
            Judgement.response_id == Response.id,
        ),
    )
    .where(
        Response.learner == _LEARNER,
        # A superseded judgement is history; the one nobody supersedes is in force.
        # It is looked for among those of its response, which have an index.
        ~sa.exists().where(
            _LATER.learner == Judgement.learner,
            _LATER.response_id == Judgement.response_id,
            _LATER.supersedes == Judgement.id,
        ),
    )
    .order_by(Response.question_id, Response.sequence)
)
_OF_ATTEMPT = _ALL.where(Response.attempt_id == _ATTEMPT)
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
_LAST_OF_PRACTICE = Prepared(
    _ALL.where(
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
)
_STEPS = (
    sa.select(
        Response.question_id,
        Response.sequence,
        Response.client_key,
        Response.answer_hash,
        Response.state,
    )
    .where(Response.learner == _LEARNER, Response.attempt_id == _ATTEMPT)
    .order_by(Response.question_id, Response.sequence)
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
    rows = _LAST_OF_PRACTICE.rows(
        session, learner=learner, enrolment_id=enrolment_id, activity_id=lesson_id
    )
    return {row[1]: Given(*row) for row in rows}


def history(session: Session, learner: UUID, attempt_id: UUID) -> Sequence[Given]:
    """Return every response of an attempt, late ones too, question by question."""
    rows = session.connection().execute(
        _OF_ATTEMPT, {"learner": learner, "attempt_id": attempt_id}
    )
    return [Given(*row) for row in rows]


def answered(session: Session, learner: UUID, attempt_id: UUID) -> set[str]:
    """Return the questions of an attempt to which there is any response."""
    query = sa.select(Response.question_id).where(
        Response.learner == learner, Response.attempt_id == attempt_id
    )
    return set(session.scalars(query.distinct()))


def steps(session: Session, learner: UUID, attempt_id: UUID) -> dict[str, list[Step]]:
    """Return how each question of an attempt came to its answer, late ones too.

    One statement, without the answers themselves.
    """
    rows = session.connection().execute(
        _STEPS, {"learner": learner, "attempt_id": attempt_id}
    )
    found: dict[str, list[Step]] = {}
    for row in rows:
        step = Step(row.sequence, row.client_key, row.answer_hash, row.state)
        found.setdefault(row.question_id, []).append(step)
    return found
