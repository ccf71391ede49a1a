"""After a publication every enrolment is settled, in short turns, and resumed."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace

import pytest
import sqlalchemy as sa

from app.db import new_key
from app.learning import enrolments, publications, results
from app.learning.models import Completion, EnrolmentState
from app.learning.publications import settle_all
from app.learning.rules import Earned
from app.publishing.models import PublishedCourse
from tests.factories import NOW, make_revision
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

    assert settle_all(database.writing, LONGER, NOW) == 7

    assert set(digests(database)) == {LONGER.digest}
    with database.reading() as session:
        assert set(session.scalars(sa.select(EnrolmentState.total))) == {3}


def test_settling_all_twice_finds_nothing_to_do(database, join):
    join()
    settle_all(database.writing, LONGER, NOW)

    assert settle_all(database.writing, LONGER, NOW) == 0


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

    assert settle_all(database.writing, LONGER, NOW) == 0
    assert digests(database) == [place.course.digest]


def test_another_course_is_left_alone(database, join):
    join()

    assert settle_all(database.writing, replace(LONGER, id="inny"), NOW) == 0


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

    settle_all(database.writing, SHORTER, NOW)

    with database.reading() as session:
        (completion,) = session.scalars(sa.select(Completion)).all()
    assert completion.digest == SHORTER.digest


def test_a_crash_in_between_loses_nothing_and_is_resumed(database, join):
    for _learner in range(8):
        join(new_key())
    turns = []

    @contextmanager
    def crashing():
        turns.append(1)
        if len(turns) == 3:
            raise SystemExit
        with database.writing() as session:
            yield session

    with pytest.raises(SystemExit):
        settle_all(crashing, LONGER, NOW)
    assert digests(database).count(LONGER.digest) == 6

    assert settle_all(database.writing, LONGER, NOW) == 2
    assert set(digests(database)) == {LONGER.digest}


def test_what_is_not_settled_is_known_until_it_is(database, join):
    join()
    join(new_key())
    with database.writing() as session:
        make_revision(session, "kurs", digest=LONGER.digest)
        session.get_one(PublishedCourse, "kurs").digest = LONGER.digest

    def found():
        with database.reading() as session:
            return list(publications.waiting(session))

    assert found() == [LONGER.digest]
    settle_all(database.writing, LONGER, NOW)
    assert found() == []


def test_two_of_them_at_once_do_no_harm(database, join):
    for _learner in range(9):
        join(new_key())

    at_once(2, lambda _turn: settle_all(database.writing, LONGER, NOW))

    assert set(digests(database)) == {LONGER.digest}
    with database.reading() as session:
        assert set(session.scalars(sa.select(EnrolmentState.version))) == {2}
