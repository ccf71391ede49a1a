"""After a publication every enrolment is settled, in short turns, and resumed."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from app.db import new_key
from app.learning import enrolments, publications, results
from app.learning.models import Completion, EnrolmentState
from app.learning.publications import UNDER_WAY, Settler, settle_all
from app.learning.rules import Earned
from app.publishing.models import Publication, PublishedCourse
from tests.factories import NOW, make_course, make_revision
from tests.races import at_once
from tests.values import course, lesson, quiz

LONGER = course(lesson("l1"), quiz("test"), lesson("l2"), digest="2" * 64)
SHORTER = course(lesson("l1"), digest="3" * 64)


@pytest.fixture(autouse=True)
def short_turns(monkeypatch):
    monkeypatch.setattr(publications, "BATCH", 3)


def digests(database):
    with database.reading() as session:
        return session.scalars(sa.select(EnrolmentState.digest)).all()


def test_all_enrolments_are_settled_under_the_new_revision(database, join):
    for _learner in range(7):
        join(new_key())

    assert settle_all(database, LONGER, NOW) == 7

    assert set(digests(database)) == {LONGER.digest}
    with database.reading() as session:
        assert set(session.scalars(sa.select(EnrolmentState.total))) == {3}


def test_settling_all_twice_finds_nothing_to_do(database, join):
    join()
    settle_all(database, LONGER, NOW)

    assert settle_all(database, LONGER, NOW) == 0


def test_who_left_stays_as_they_left(database, cast, join):
    place = join()
    with database.writing() as session:
        enrolments.withdraw(
            session,
            place.learner,
            place.enrolment_id,
            by=cast.ana.id,
            reason="",
            now=NOW,
        )

    assert settle_all(database, LONGER, NOW) == 0
    assert digests(database) == [place.course.digest]


def test_another_course_is_left_alone(database, join):
    join()

    assert settle_all(database, replace(LONGER, id="inny"), NOW) == 0


def test_who_met_what_is_left_to_be_met_completes(database, join):
    place = join()
    with database.writing() as session:
        results.record(
            session,
            place,
            Earned("l1", "lesson", 0, 0, None),
            source="lesson:l1",
            digest=place.course.digest,
            now=NOW,
        )

    settle_all(database, SHORTER, NOW)

    with database.reading() as session:
        (completion,) = session.scalars(sa.select(Completion)).all()
    assert completion.digest == SHORTER.digest


def test_a_crash_in_between_loses_nothing_and_is_resumed(database, join, monkeypatch):
    for _learner in range(8):
        join(new_key())
    turns = []

    writing = database.writing

    def crashing():
        turns.append(1)
        if len(turns) == 3:
            raise SystemExit
        return writing()

    monkeypatch.setattr(database, "writing", crashing)
    with pytest.raises(SystemExit):
        settle_all(database, LONGER, NOW)
    monkeypatch.undo()
    assert digests(database).count(LONGER.digest) == 6

    assert settle_all(database, LONGER, NOW) == 2
    assert set(digests(database)) == {LONGER.digest}


def test_an_enrolment_that_cannot_be_settled_keeps_no_other_one_waiting(
    database, join, monkeypatch, caplog
):
    places = sorted(
        (join(new_key()) for _learner in range(8)), key=lambda one: one.learner
    )
    settle = results.settle

    def failing(session, where, now):
        settle(session, where, now)
        if where.learner in {places[0].learner, places[1].learner}:
            raise ValueError("nobody expected this")

    monkeypatch.setattr(results, "settle", failing)

    assert settle_all(database, LONGER, NOW) == 6
    assert digests(database).count(LONGER.digest) == 6
    assert str(places[0].enrolment_id) in caplog.text


def test_the_job_goes_on_where_a_killed_publisher_stopped(database, join, settings):
    for _learner in range(5):
        join(new_key())
    _publish(database, LONGER)
    settler = Settler({LONGER.digest: LONGER}.__getitem__)

    assert settler(database, settings, NOW) == 5
    assert set(digests(database)) == {LONGER.digest}
    assert settler(database, settings, NOW) == 0


def test_the_job_looks_again_while_pages_of_before_are_still_open(
    database, join, settings
):
    place = join()
    _publish(database, LONGER)
    settler = Settler({LONGER.digest: LONGER}.__getitem__)
    assert settler(database, settings, NOW) == 1
    with database.writing() as session:
        results.settle(session, place, NOW)  # whose page was opened before

    assert settler(database, settings, NOW + UNDER_WAY / 2) == 1
    assert set(digests(database)) == {LONGER.digest}


def test_the_job_asks_no_more_about_what_is_long_settled(
    database, join, settings, monkeypatch
):
    join()
    _publish(database, LONGER)
    settler = Settler({LONGER.digest: LONGER}.__getitem__)
    later = NOW + 2 * UNDER_WAY
    assert settler(database, settings, later) == 1
    monkeypatch.setattr(database, "writing", _fail)

    assert settler(database, settings, later) == 0


def test_a_course_that_cannot_be_read_rests_and_the_others_are_settled(
    database, join, settings, caplog
):
    join()
    _publish(database, LONGER)
    other = replace(LONGER, id="inny", digest="4" * 64)
    _publish(database, other)
    asked = []

    def course_of(digest):
        asked.append(digest)
        if digest == other.digest:
            raise OSError(5, "disk")
        return LONGER

    settler = Settler(course_of)
    assert settler(database, settings, NOW) == 1
    assert settler(database, settings, NOW) == 0

    assert asked.count(other.digest) == 1
    assert "inny" in caplog.text


def _publish(database, course) -> None:
    """Write a publication down, and settle nobody."""
    with database.writing() as session:
        make_revision(session, course.id, digest=course.digest)
        if session.get(PublishedCourse, course.id) is None:
            make_course(session, course.id, digest=course.digest)
        session.get_one(PublishedCourse, course.id).digest = course.digest
        session.flush()
        session.add(
            Publication(
                id=new_key(),
                course_id=course.id,
                digest=course.digest,
                level="content",
                published_at=NOW,
            )
        )


def _fail(*_: object) -> None:
    raise ValueError("nobody expected this")


def test_two_of_them_at_once_do_no_harm(database, join):
    for _learner in range(9):
        join(new_key())

    at_once(2, lambda _turn: settle_all(database, LONGER, NOW))

    assert set(digests(database)) == {LONGER.digest}
    with database.reading() as session:
        assert set(session.scalars(sa.select(EnrolmentState.version))) == {2}
