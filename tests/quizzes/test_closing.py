"""Closing what is overdue: each attempt by itself, whatever keeps others open."""

from __future__ import annotations

import logging
import zipfile
from collections import Counter
from datetime import timedelta

import pytest

from app.learning.models import Result
from app.quizzes import submissions
from app.quizzes.closing import AGAIN_AFTER, Closer
from tests.factories import NOW
from tests.quizzes.conftest import COURSE, Room, enrolled, make_current, publish
from tests.values import course, question, quiz

LATER = NOW + timedelta(hours=1)
LOST = course(
    quiz("egzamin", behaviour="exam", tries=None, time_limit=20), digest="2" * 64
)


def _close_once(room: Room) -> int:
    with room.database.writing() as session:
        return submissions.close_overdue(session, room.courses.__getitem__, LATER)


def test_a_course_that_cannot_be_read_keeps_only_its_own_attempts_open(
    room, cast, caplog
):
    lost = publish(
        room.database,
        course(quiz("egzamin", behaviour="exam", time_limit=30), digest="2" * 64),
    )
    other = Room(room.database, enrolled(room.database, cast.bruno.learner))
    broken = other.begun("egzamin", course=lost)
    attempt = room.begun("egzamin")
    make_current(room.database, COURSE)

    with caplog.at_level(logging.ERROR):
        assert _close_once(room) == 1

    assert room.found(attempt).submitted_by == "rule"
    assert other.found(broken).submitted_at is None
    assert str(broken.id) in caplog.text


def test_the_job_closes_all_that_is_overdue_and_writes_nothing_else(
    room, settings, cast
):
    close_all = Closer(room.courses.__getitem__)
    assert close_all(room.database, settings, NOW) == 0
    other = Room(room.database, enrolled(room.database, cast.bruno.learner))
    for one in (room, other):
        one.begun("egzamin")

    assert close_all(room.database, settings, LATER) == 2
    assert close_all(room.database, settings, LATER) == 0


@pytest.mark.parametrize(
    "trouble",
    [KeyError("gone"), zipfile.BadZipFile(), OSError(5, "disk"), ValueError()],
)
def test_whatever_keeps_a_revision_from_being_read_the_others_are_closed(
    room, settings, cast, caplog, trouble
):
    lost = publish(room.database, LOST)
    other = Room(room.database, enrolled(room.database, cast.bruno.learner))
    stuck = other.begun("egzamin", course=lost)
    attempt = room.begun("egzamin")
    make_current(room.database, COURSE)

    assert Closer(_but(lost.digest, room, trouble))(room.database, settings, LATER) == 1

    assert room.found(attempt).submitted_by == "rule"
    assert other.found(stuck).submitted_at is None
    assert lost.digest in caplog.text


def test_attempts_that_cannot_be_closed_do_not_starve_a_later_one(
    room, settings, cast, monkeypatch
):
    monkeypatch.setattr(submissions.overdue, "__defaults__", (None, 2))
    lost = publish(room.database, LOST)
    for person in (cast.bruno, cast.darek, cast.clara, cast.ewa):
        stuck = Room(room.database, enrolled(room.database, person.learner))
        stuck.begun("egzamin", course=lost)
    attempt = room.begun("egzamin")
    make_current(room.database, COURSE)
    close = Closer(_but(lost.digest, room, KeyError()))

    assert close(room.database, settings, LATER) == 1
    assert room.found(attempt).submitted_by == "rule"


def test_an_attempt_that_cannot_be_judged_leaves_nothing_and_stops_nobody(
    room, settings, cast, caplog
):
    # A revision whose question is gone, as a fault of ours would have it.
    odd = publish(room.database, LOST)
    other = Room(room.database, enrolled(room.database, cast.bruno.learner))
    stuck = other.begun("egzamin", course=odd)
    make_current(room.database, COURSE)
    attempt = room.begun("egzamin")
    shrunk = course(
        quiz("egzamin", questions=("q9",)),
        questions=[question("q9")],
        digest=odd.digest,
    )
    shrunk.questions.pop("q1", None)
    courses = {**room.courses, odd.digest: shrunk}

    assert Closer(courses.__getitem__)(room.database, settings, LATER) == 1

    assert other.found(stuck).submitted_at is None
    assert room.found(attempt).submitted_by == "rule"
    assert [one.source for one in room.rows(Result)] == [str(attempt.id)]
    assert str(stuck.id) in caplog.text


def test_a_revision_that_cannot_be_read_is_tried_again_after_a_rest(room, settings):
    room.begun("egzamin")
    asked: Counter[str] = Counter()
    whole = False

    def course_of(digest: str):
        asked[digest] += 1
        if not whole:
            raise OSError(5, "disk")
        return room.courses[digest]

    close = Closer(course_of)
    for seconds in (0, 10, 20):
        assert close(room.database, settings, LATER + timedelta(seconds=seconds)) == 0
    assert asked.total() == 1

    whole = True
    assert close(room.database, settings, LATER + AGAIN_AFTER) == 1


def _but(digest: str, room: Room, trouble: Exception):
    """Return a library that has all courses of the room, and trouble with one."""

    def course_of(wanted: str):
        if wanted == digest:
            raise trouble
        return room.courses[wanted]

    return course_of
