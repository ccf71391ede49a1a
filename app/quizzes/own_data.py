"""What this room holds about a learner: attempts, answers, and marks once told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.accounts import personal_data
from app.accounts.models import Person
from app.quizzes.conditions import Criterion
from app.quizzes.models import Attempt, Judgement, Response


def init_app(app: Flask) -> None:
    """Say to the accounts what is held."""
    personal_data.register(app, held)


def held(session: Session, person: Person) -> Mapping[str, Any]:
    """Return rows about a learner, by table.

    Left out: the seed, from which a later draw could be foretold, and marks of answers
    that the quiz has not told, or never tells. The file is no way round the exam.
    """
    learner = person.learner
    told = [
        attempt.id
        for attempt in session.scalars(
            sa.select(Attempt).where(Attempt.learner == learner)
        )
        if _marks_are_told(attempt)
    ]
    answers = sa.select(Response.id).where(
        Response.learner == learner, Response.attempt_id.in_(told)
    )
    return {
        "attempt": personal_data.rows(
            session, Attempt, Attempt.learner == learner, without=["seed"]
        ),
        "response": personal_data.rows(session, Response, Response.learner == learner),
        "judgement": personal_data.rows(
            session,
            Judgement,
            Judgement.learner == learner,
            Judgement.response_id.in_(answers),
        ),
    }


def _marks_are_told(attempt: Attempt) -> bool:
    if not attempt.criterion:
        return True  # the practice of a lesson tells at once
    shows = Criterion.from_json(attempt.criterion).shows
    told = shows.during if attempt.submitted_at is None else shows.after
    return "mark" in told
