"""Many people join a course in a few statements, each once."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.learning import bulk_enrolments, enrolments
from app.learning.bulk_enrolments import Joined
from app.learning.models import Enrolment, EnrolmentEvent, EnrolmentState
from tests.factories import NOW, make_course, make_enrolment, make_person
from tests.web import statements

COURSE = Joined("prawo-pracy", "0" * 64, activities=8)


@pytest.fixture
def course(database):
    with database.writing() as session:
        return make_course(session, COURSE.course_id)


def test_each_gets_an_enrolment_a_state_and_an_event(database, cast, course):
    with database.writing() as session:
        opened = _enrol(session, cast, {cast.ana: cast.bakery, cast.ewa: None})

    with database.reading() as session:
        rows = {row.learner: row for row in session.scalars(sa.select(Enrolment))}
        assert rows[cast.ana.learner].organisation_id == cast.bakery.id
        assert rows[cast.ewa.learner].organisation_id is None
        assert {row.id for row in rows.values()} == set(opened.values())
        standing = enrolments.standing(session, cast.ana.learner, COURSE.course_id)
        assert standing is not None
        assert standing.enrolment_id == opened[cast.ana.learner]
        state = session.scalars(sa.select(EnrolmentState)).first()
        assert (state.total, state.done, state.version) == (8, 0, 1)
        events = session.scalars(sa.select(EnrolmentEvent)).all()
        assert {(one.kind, one.by) for one in events} == {("enrolled", cast.clara.id)}


def test_who_is_in_stays_as_they_are(database, cast, course):
    with database.writing() as session:
        before = make_enrolment(session, cast.ana)
    with database.writing() as session:
        opened = _enrol(session, cast, {cast.ana: cast.bakery, cast.bruno: None})

    assert list(opened) == [cast.bruno.learner]
    with database.reading() as session:
        assert (
            enrolments.open_id(session, cast.ana.learner, COURSE.course_id) == before.id
        )


def test_who_left_joins_anew(database, cast, course):
    with database.writing() as session:
        make_enrolment(session, cast.ana, closed_at=NOW)
        opened = _enrol(session, cast, {cast.ana: cast.bakery})

    assert list(opened) == [cast.ana.learner]


def test_nobody_is_no_statement_too_many(database, cast, course):
    with database.writing() as session, statements(database) as seen:
        assert _enrol(session, cast, {}) == {}
    assert seen == []


def test_the_number_of_statements_does_not_grow(database, cast, course):
    with database.writing() as session:
        some = [make_person(session) for _number in range(2)]
        many = [make_person(session) for _number in range(60)]
    counts = []
    for people in (some, many):
        with database.writing() as session, statements(database) as seen:
            _enrol(session, cast, dict.fromkeys(people))
        counts.append(len(seen))
    assert counts[0] == counts[1]


def _enrol(session, cast, people):
    learners = {
        person.learner: organisation.id if organisation else None
        for person, organisation in people.items()
    }
    return bulk_enrolments.enrol_all(
        session, learners, COURSE, by=cast.clara.id, now=NOW
    )
