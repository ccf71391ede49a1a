"""What all rooms together hold about one learner: given whole, kept, erased."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from app.accounts import erasure, personal_data
from app.certificates.models import Certificate, CertificateName
from app.learning.models import Completion, Enrolment
from app.quizzes.conditions import criterion
from tests.factories import (
    NOW,
    PASSWORD,
    make_allowance,
    make_attempt,
    make_certificate,
    make_completion,
    make_course,
    make_enrolment,
    make_judgement,
    make_response,
    make_result,
    make_state,
)
from tests.values import quiz
from tests.web import sign_in, submit, text_of, travel

SURE = {"password": PASSWORD, "sure": "y"}


@pytest.fixture(autouse=True)
def _nine_o_clock(app):
    travel(app, NOW)


@pytest.fixture
def records(cast, database):
    """Let Ana and Bruno have done the same, and return the enrolments."""
    with database.writing() as session:
        make_course(session)
        found = []
        for person in (cast.ana, cast.bruno):
            enrolment = make_enrolment(session, person)
            make_result(session, enrolment, "lekcja", at=NOW + timedelta(days=1))
            make_completion(session, enrolment, at=NOW + timedelta(days=2))
            make_allowance(session, enrolment, "egzamin")
            make_state(session, enrolment)
            make_certificate(session, enrolment, person)
            found.append(enrolment)
    return found


def held(app, database, person):
    with database.reading() as session:
        return personal_data.collect(
            session, person, app.extensions[personal_data.EXTENSION]
        )


def test_every_room_gives_the_rows_of_this_learner_alone(app, cast, database, records):
    found = held(app, database, cast.ana)
    for table in (
        "enrolment",
        "enrolment_event",
        "result",
        "completion",
        "allowance",
        "enrolment_state",
        "certificate",
        "certificate_name",
        "certificate_status",
    ):
        assert len(found[table]) == 1, table
    assert cast.bruno.learner not in {
        value
        for rows in found.values()
        for row in rows
        for value in row.values()
        if value.__hash__
    }


@pytest.mark.parametrize(
    ("feedback", "submitted", "marks"),
    [
        ("now", False, 1),
        ("now", True, 1),
        ("end", False, 0),
        ("end", True, 1),
        ("none", True, 0),
    ],
)
def test_the_file_tells_no_mark_before_the_quiz_does(
    app, cast, database, records, feedback, submitted, marks
):
    with database.writing() as session:
        attempt = make_attempt(
            session,
            records[0],
            "egzamin",
            criterion=criterion(quiz("egzamin", feedback=feedback)).to_json(),
            submitted_at=NOW if submitted else None,
        )
        make_judgement(session, make_response(session, attempt, "pytanie"))
    found = held(app, database, cast.ana)
    assert len(found["response"]) == 1
    assert len(found["judgement"]) == marks
    assert "seed" not in found["attempt"][0]


def test_whoever_joined_a_course_is_kept_for_the_years_that_are_set(
    cast, client, database, records, settings
):
    sign_in(client, cast.ana)
    page = submit(client, "/account/erasure", SURE)
    assert page.status_code == 409
    year = NOW.year + settings.retention_years + 1
    assert str(year) in text_of(page)


def test_when_the_years_are_over_the_name_goes_and_the_proof_stays(
    app, cast, client, database, records, settings
):
    sign_in(client, cast.ana)
    submit(client, "/account/erasure", SURE)
    day = datetime(NOW.year + settings.retention_years + 1, 1, 1, tzinfo=UTC)
    assert erasure.carry_out_due(app, database, day - timedelta(days=1)) == 0
    assert erasure.carry_out_due(app, database, day) == 1
    with database.reading() as session:
        names = session.scalars(sa.select(CertificateName.family_name)).all()
        assert names == [cast.bruno.family_name]
        for table in (Enrolment, Completion, Certificate):
            assert session.scalar(sa.select(sa.func.count()).select_from(table)) == 2
    found = held(app, database, cast.ana)
    assert len(found["completion"]) == 1


def test_who_never_joined_a_course_is_forgotten_at_once(cast, client, database):
    sign_in(client, cast.ana)
    assert submit(client, "/account/erasure", SURE).status_code == 303
