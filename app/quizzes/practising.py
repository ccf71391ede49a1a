"""Practice of lessons: one attempt each, begun at the first answer, never finished."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.db import new_key
from app.learning import results
from app.prepared import Prepared
from app.quizzes import rules
from app.quizzes.models import Attempt


def attempt_of_lesson(
    session: Session, where: results.Place, lesson_id: str, now: datetime
) -> UUID:
    """Return the id of the practice attempt of a lesson, begun at the first answer.

    Locks its row, so that answers to it take turns.
    """
    found = _PRACTICE.rows(
        session,
        learner=where.learner,
        enrolment_id=where.enrolment_id,
        activity_id=lesson_id,
    )
    if found:
        attempt_id: UUID = found[0][0]
        return attempt_id
    attempt = Attempt(
        learner=where.learner,
        id=new_key(),
        enrolment_id=where.enrolment_id,
        activity_id=lesson_id,
        behaviour="practice",
        number=1,
        course_id=where.course.id,
        digest=where.course.digest,
        seed=rules.practice_seed(where.learner, lesson_id),
        form={},
        criterion={},
        language=where.course.language,
        started_at=now,
    )
    try:
        with session.begin_nested():
            session.add(attempt)
    except IntegrityError:
        return attempt_of_lesson(session, where, lesson_id, now)
    return attempt.id


_PRACTICE = Prepared(
    sa.select(Attempt.id)
    .where(
        Attempt.learner == sa.bindparam("learner", type_=sa.Uuid()),
        Attempt.enrolment_id == sa.bindparam("enrolment_id", type_=sa.Uuid()),
        Attempt.activity_id == sa.bindparam("activity_id"),
        Attempt.number == 1,
    )
    .with_for_update()
)
