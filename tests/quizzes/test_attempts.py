"""Attempts are begun, counted and found, on both databases."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.db import new_key
from app.learning import enrolments
from app.quizzes import attempts, conditions, drawing, practising, submissions
from app.quizzes.models import Attempt
from tests.factories import NOW, make_allowance
from tests.quizzes.conftest import COURSE, publish
from tests.races import at_once
from tests.values import RIGHT, WRONG, course, quiz

LATER = NOW + timedelta(hours=1)


def tries(room, quiz_id="test", found=COURSE):
    with room.database.reading() as session:
        return attempts.tries(
            session, room.place.learner, room.place.enrolment_id, found.quizzes[quiz_id]
        )


def allow(room, quiz_id, **facts):
    with room.database.writing() as session:
        enrolment = enrolments.find(session, room.place.enrolment_id)
        make_allowance(session, enrolment, quiz_id, **facts)


def leave(room):
    with room.database.writing() as session:
        enrolments.withdraw(
            session,
            room.place.learner,
            room.place.enrolment_id,
            by=new_key(),
            reason="",
            now=LATER,
        )


def use_up(room, quiz_id="test", answer=WRONG):
    attempt = room.begun(quiz_id)
    for drawn in attempt.form["questions"]:
        room.answer(attempt, drawn["id"], answer)
    room.finish(attempt)
    return attempt


def test_an_attempt_keeps_what_it_began_with(room):
    attempt = room.found(room.begun("egzamin"))

    assert (attempt.number, attempt.digest) == (1, COURSE.digest)
    assert attempt.started_at == NOW
    assert attempt.due_at == NOW + timedelta(minutes=30)
    wanted = conditions.criterion(COURSE.quizzes["egzamin"])
    assert attempt.criterion == wanted.to_json()
    drawn = drawing.drawn_form(COURSE, COURSE.quizzes["egzamin"], attempt.seed)
    assert attempt.form == drawn


def test_to_begin_again_leads_to_the_attempt_under_way(room):
    assert room.begun().id == room.begun(now=LATER).id
    assert len(room.rows(Attempt)) == 1


def test_after_finishing_the_next_attempt_has_the_next_number(room):
    first = use_up(room)
    second = room.begun()

    assert (first.number, second.number) == (1, 2)
    assert first.seed != second.seed


def test_nobody_finds_the_attempt_of_somebody_else(room, cast):
    attempt = room.begun()

    with room.database.reading() as session:
        assert attempts.find(session, room.place.learner, attempt.id) is not None
        assert attempts.find(session, cast.bruno.learner, attempt.id) is None
        assert attempts.find(session, room.place.learner, new_key()) is None
    with room.database.writing() as session:
        assert attempts.locked(session, cast.bruno.learner, attempt.id) is None


def test_an_attempt_in_a_course_that_was_left_is_not_found(room):
    attempt = room.begun()
    leave(room)

    with room.database.reading() as session:
        assert attempts.find(session, room.place.learner, attempt.id) is None


def test_twenty_starts_at_once_are_one_attempt(room):
    begun = at_once(20, lambda _turn: room.begun("egzamin").id)

    assert len(set(begun)) == 1
    assert len(room.rows(Attempt)) == 1


_START = """
import sys
from datetime import datetime
from uuid import UUID
from pathlib import Path
from app.engines import Database
from app.learning.results import Place
from app.quizzes import attempts
from tests.quizzes.conftest import COURSE

url, lock, learner, enrolment, now = sys.argv[1:]
database = Database(url, Path(lock))
place = Place(UUID(learner), UUID(enrolment), COURSE)
print("ready", flush=True)
sys.stdin.readline()
with database.writing() as session:
    quiz = COURSE.quizzes["egzamin"]
    attempt = attempts.begin(session, place, quiz, datetime.fromisoformat(now))
    print(attempt.id if attempt else "none", flush=True)
database.close()
"""


def test_starts_in_several_processes_are_one_attempt(room, settings):
    arguments = [
        settings.database_url,
        str(settings.data_dir / "write.lock"),
        str(room.place.learner),
        str(room.place.enrolment_id),
        NOW.isoformat(),
    ]
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", _START, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _process in range(4)
    ]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    begun = [process.communicate("go\n")[0].strip() for process in processes]

    assert len(set(begun)) == 1
    assert [str(one.id) for one in room.rows(Attempt)] == begun[:1]


def test_after_a_publication_the_attempt_under_way_stays_on_its_revision(room):
    attempt = room.begun()
    newer = course(quiz("test", questions=("q1",)), digest="2" * 64)
    publish(room.database, newer)

    same = room.begun("test", course=newer)

    assert same.id == attempt.id
    assert same.digest == COURSE.digest


def test_the_next_attempt_is_of_the_new_revision(room):
    room.finish(room.begun())
    newer = publish(
        room.database, course(quiz("test", questions=("q1",)), digest="2" * 64)
    )

    assert room.begun("test", course=newer).digest == newer.digest


def test_the_practice_of_a_lesson_is_one_attempt_for_ever(room):
    def practise(_turn=0):
        with room.database.writing() as session:
            return practising.attempt_of_lesson(session, room.place, "lekcja", NOW)

    found = {practise(), *at_once(8, practise)}

    assert len(found) == 1
    (attempt,) = room.rows(Attempt)
    assert (attempt.behaviour, attempt.form, attempt.submitted_at) == (
        "practice",
        {},
        None,
    )


@pytest.mark.parametrize(
    ("points", "passed", "percent"),
    [(699_999, False, 69), (700_000, True, 70), (1_000_000, True, 100), (0, False, 0)],
)
def test_an_outcome_never_looks_like_a_pass_when_it_is_none(
    room, points, passed, percent
):
    attempt = room.begun("egzamin")
    attempt.points, attempt.maximum = points, 1_000_000

    outcome = attempts.outcome(attempt)

    assert (outcome.passed, outcome.percent, outcome.pass_percent) == (
        passed,
        percent,
        70,
    )


def test_where_nothing_has_to_be_passed_nothing_is_passed_or_failed(room):
    attempt = room.begun("ankieta")
    assert not attempts.has_passed(attempt)

    room.finish(attempt)

    assert attempts.outcome(room.found(attempt)).passed is None


def test_the_pass_mark_of_the_beginning_counts(room):
    attempt = room.begun()
    room.answer(attempt, "q3", RIGHT)
    stricter = quiz("test", questions=("q1", "q2", "q3"), pass_mark=900_000)
    publish(room.database, replace(COURSE, digest="2" * 64, quizzes={"test": stricter}))

    room.finish(attempt)

    assert attempts.has_passed(room.found(attempt))


def test_an_overdue_attempt_is_closed_before_the_next_one_begins(room):
    attempt = room.begun("egzamin")
    allow(room, "egzamin", tries=1)

    with room.database.writing() as session:
        submissions.close_if_over(
            session,
            room.place,
            COURSE.quizzes["egzamin"],
            room.courses.__getitem__,
            LATER,
        )
        second = attempts.begin(session, room.place, COURSE.quizzes["egzamin"], LATER)

    assert second.number == 2
    closed = room.found(attempt)
    assert (closed.submitted_by, closed.submitted_at) == ("rule", closed.due_at)


def test_an_attempt_in_time_is_not_closed_by_a_new_start(room):
    attempt = room.begun("egzamin")

    with room.database.writing() as session:
        submissions.close_if_over(
            session,
            room.place,
            COURSE.quizzes["egzamin"],
            room.courses.__getitem__,
            attempt.due_at,
        )

    assert room.found(attempt).submitted_at is None


def test_two_open_attempts_at_one_quiz_cannot_be_written(room):
    attempt = room.begun()
    with room.database.reading() as session:
        columns = {
            column.name: getattr(attempt, column.name)
            for column in Attempt.__table__.columns
        }

    with pytest.raises(sa.exc.IntegrityError), room.database.writing() as session:
        session.execute(
            sa.insert(Attempt).values(**{**columns, "id": new_key(), "number": 2})
        )
