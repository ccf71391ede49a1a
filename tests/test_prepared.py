"""Prepared statements find, write and fail as SQLAlchemy's own would."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from app.db import new_key
from app.prepared import Prepared
from app.quizzes.models import Response

AT = datetime(2026, 11, 23, 9, 0, 0, 123456, tzinfo=timezone(timedelta(hours=1)))
ANSWER = {"text": "Łódź", "parts": [1, 2.5, None]}
ANA = UUID(int=1)
INSERT = Prepared(sa.insert(Response))
FOUND = sa.select(
    Response.learner, Response.sequence, Response.answer, Response.at, Response.state
).where(
    Response.learner == sa.bindparam("learner", type_=sa.Uuid()),
    Response.state != "late",
)


def _row(learner: UUID, sequence: int = 1) -> dict[str, object]:
    return {
        "learner": learner,
        "attempt_id": learner,
        "question_id": "q1",
        "sequence": sequence,
        "id": new_key(),
        "client_key": "f" * 16,
        "answer_hash": "0" * 32,
        "answer": ANSWER,
        "state": "saved",
        "at": AT,
    }


def test_what_was_written_is_found_in_the_types_of_its_columns(database):
    ana, bruno = new_key(), new_key()
    with database.writing() as session:
        INSERT.write(session, [_row(ana), _row(ana, 2), _row(bruno)])

    with database.reading() as session:
        found = Prepared(FOUND).rows(session, learner=ana)
        expected = [tuple(row) for row in session.execute(FOUND, {"learner": ana})]

    assert sorted(found) == sorted(expected)
    assert sorted(found)[1] == (ana, 2, ANSWER, AT, "saved")
    assert sorted(found)[1][3].tzinfo is UTC


def test_nothing_found_is_an_empty_list(database):
    with database.reading() as session:
        assert Prepared(FOUND).rows(session, learner=new_key()) == []


def test_nothing_stays_of_a_transaction_that_fails(database):
    with pytest.raises(IntegrityError), database.writing() as session:
        INSERT.write(session, [_row(ANA), _row(ANA, 2), _row(ANA)])

    with database.reading() as session:
        assert Prepared(FOUND).rows(session, learner=ANA) == []


def test_a_broken_constraint_is_the_error_it_always_is(database):
    with pytest.raises(IntegrityError) as caught, database.writing() as session:
        INSERT.write(session, [_row(ANA), _row(ANA)])

    assert "Łódź" not in str(caught.value)


def test_a_statement_that_makes_no_sense_is_the_error_it_always_is(database):
    nowhere = sa.table("nowhere", sa.column("id"))
    with (
        pytest.raises((OperationalError, ProgrammingError)),
        database.reading() as session,
    ):
        Prepared(sa.select(nowhere.c.id)).rows(session)


def test_a_value_that_was_forgotten_is_not_taken_for_none(database):
    with (
        pytest.raises((KeyError, sa.exc.StatementError)),
        database.reading() as session,
    ):
        Prepared(FOUND).rows(session)
