"""Joining a course and leaving it, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.db import new_key
from app.learning import enrolments
from app.learning.models import Enrolment, EnrolmentEvent, EnrolmentState
from app.publishing.models import PublishedCourse
from tests.factories import NOW, make_course
from tests.races import at_once
from tests.web import statements

LATER = NOW + timedelta(days=3)


def count(database, table):
    with database.reading() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(table))


def events(database):
    with database.reading() as session:
        return session.execute(
            sa.select(
                EnrolmentEvent.kind, EnrolmentEvent.by, EnrolmentEvent.reason
            ).order_by(EnrolmentEvent.id)
        ).all()


def leave(database, cast, place, reason=""):
    with database.writing() as session:
        return enrolments.withdraw(
            session,
            place.learner,
            place.enrolment_id,
            by=cast.ana.id,
            reason=reason,
            now=LATER,
        )


def test_joining_keeps_the_organisation_of_that_day(database, cast, join):
    place = join()

    with database.reading() as session:
        found = enrolments.find(session, place.enrolment_id)
        assert found.organisation_id == cast.bakery.id
        assert (found.opened_at, found.closed_at) == (NOW, None)
    assert events(database) == [("enrolled", cast.ana.id, "")]


def test_joining_twice_is_joining_once(database, join):
    assert join() == join()
    assert count(database, Enrolment) == 1
    assert len(events(database)) == 1


def test_twenty_clicks_at_once_are_one_enrolment(database, join):
    places = at_once(20, lambda _turn: join())

    assert len({one.enrolment_id for one in places}) == 1
    assert count(database, Enrolment) == 1
    assert count(database, EnrolmentState) == 1
    assert len(events(database)) == 1


def test_a_course_that_is_not_there_cannot_be_joined(database, cast, join):
    with pytest.raises(sa.exc.IntegrityError), database.writing() as session:
        enrolments.enrol(
            session,
            cast.ana.learner,
            "nie-ma",
            digest="0" * 64,
            activities=1,
            organisation_id=None,
            by=cast.ana.id,
            now=NOW,
        )
    assert count(database, Enrolment) == 0


def test_leaving_closes_and_keeps_the_reason(database, cast, join):
    place = join()

    assert leave(database, cast, place, reason="zmiana pracy")

    with database.reading() as session:
        assert enrolments.open_id(session, place.learner, "kurs") is None
        assert enrolments.find(session, place.enrolment_id).closed_at == LATER
    assert events(database)[-1] == ("withdrawn", cast.ana.id, "zmiana pracy")


def test_leaving_twice_is_leaving_once(database, cast, join):
    place = join()

    assert leave(database, cast, place)
    assert not leave(database, cast, place)
    assert len(events(database)) == 2


def test_nobody_leaves_for_somebody_else(database, cast, join):
    place = join()

    with database.writing() as session:
        assert not enrolments.withdraw(
            session,
            cast.bruno.learner,
            place.enrolment_id,
            by=cast.bruno.id,
            reason="",
            now=LATER,
        )
    with database.reading() as session:
        assert enrolments.open_id(session, place.learner, "kurs") is not None


def test_joining_again_begins_anew_and_keeps_the_old_enrolment(database, cast, join):
    first = join()
    leave(database, cast, first)

    second = join()

    assert second.enrolment_id != first.enrolment_id
    with database.reading() as session:
        newest, oldest = enrolments.of_learner(session, cast.ana.learner)
        assert {newest.id, oldest.id} == {first.enrolment_id, second.enrolment_id}
        standing = enrolments.standing(session, cast.ana.learner, "kurs")
        assert standing.enrolment_id == second.enrolment_id


def test_the_standing_of_a_visitor_is_the_course_alone(database, published, join):
    join()

    with database.reading() as session:
        standing = enrolments.standing(session, None, "kurs")

    assert (standing.course_id, standing.digest) == ("kurs", published.digest)
    assert not standing.enrolled
    assert standing.facts.to_json() == {"lessons": [], "practice": [], "quizzes": {}}


def test_the_standing_of_somebody_else_is_not_mine(database, cast, join):
    join()

    with database.reading() as session:
        assert not enrolments.standing(session, cast.bruno.learner, "kurs").enrolled
        assert enrolments.standing(session, cast.ana.learner, "kurs").enrolled


def test_there_is_no_standing_in_a_course_that_is_not_there(database, join):
    with database.reading() as session:
        assert enrolments.standing(session, new_key(), "nie-ma") is None


def test_a_course_taken_from_the_offer_is_marked_so(database, join):
    join()
    with database.writing() as session:
        session.get(PublishedCourse, "kurs").withdrawn_at = NOW

    with database.reading() as session:
        assert enrolments.standing(session, None, "kurs").withdrawn


def test_standings_are_one_statement_however_many_courses(database, cast, join):
    join()
    with database.writing() as session:
        for number in range(5):
            make_course(session, f"inny-{number}")

    with statements(database) as seen, database.reading() as session:
        found = enrolments.standings(session, cast.ana.learner)

    assert len(seen) == 1
    assert [one.enrolled for one in found].count(True) == 1
    assert len(found) == 6


def test_the_place_opened_last_is_remembered_per_enrolment(database, cast, join):
    mine, other = join(), join(cast.bruno.learner)
    with database.writing() as session:
        enrolments.note_place(session, mine.learner, mine.enrolment_id, "test")

    with database.reading() as session:
        assert enrolments.standing(session, mine.learner, "kurs").place == "test"
        assert enrolments.standing(session, other.learner, "kurs").place is None
