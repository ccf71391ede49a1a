"""An attempt is judged and finished once, by its learner or when its time is up."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.db import new_key
from app.learning import enrolments
from app.learning.models import Completion, EnrolmentState, Result
from app.quizzes import submissions
from app.quizzes.rules import Saved
from tests.factories import NOW, make_judgement
from tests.quizzes.conftest import COURSE, publish
from tests.races import at_once
from tests.values import RIGHT, WRONG, course, lesson, quiz

POINT = 1_000_000
LATER = NOW + timedelta(hours=1)


def close(room, now=LATER, course_of=None):
    with room.database.writing() as session:
        return submissions.close_overdue(
            session, course_of or room.courses.__getitem__, now
        )


def recomputed(room, attempt):
    found = room.found(attempt)
    _verdicts, score = submissions.judged(
        found, room.courses[found.digest], room.latest(attempt)
    )
    return score.points, score.maximum


def stored(room, attempt):
    found = room.found(attempt)
    return found.points, found.maximum


def test_points_count_by_their_weight_and_blank_counts_nothing(room):
    attempt = room.begun()
    room.answer(attempt, "q1", RIGHT)
    room.answer(attempt, "q2", WRONG)

    assert room.finish(attempt)

    assert stored(room, attempt) == (1 * POINT, 5 * POINT) == recomputed(room, attempt)
    (result,) = room.rows(Result)
    assert (result.source, result.activity_id) == (str(attempt.id), "test")
    assert (result.points, result.maximum, result.passed) == (POINT, 5 * POINT, False)


def test_the_last_answer_to_a_question_is_the_one_that_is_judged(room):
    attempt = room.begun()
    for answer in (RIGHT, WRONG, RIGHT, {}, RIGHT):
        room.answer(attempt, "q1", answer)

    room.finish(attempt)

    assert stored(room, attempt)[0] == POINT
    (judgement,) = room.judgements
    assert judgement.response_id == room.latest(attempt)["q1"].id


def test_a_cleared_answer_is_worth_nothing(room):
    attempt = room.begun()
    room.answer(attempt, "q1", RIGHT)
    room.answer(attempt, "q1", {})

    room.finish(attempt)

    assert stored(room, attempt)[0] == 0


def test_an_attempt_without_an_answer_can_be_finished(room):
    attempt = room.begun()

    assert room.finish(attempt)

    assert stored(room, attempt) == (0, 5 * POINT)
    assert room.judgements == []


def test_finishing_twice_is_finishing_once(room):
    attempt = room.begun()
    room.answer(attempt, "q1", RIGHT)

    assert room.finish(attempt)
    assert not room.finish(attempt, now=LATER)

    assert room.found(attempt).submitted_at == NOW
    assert len(room.rows(Result)) == 1
    assert len(room.judgements) == 1


def test_twenty_who_finish_at_once_finish_once(room):
    attempt = room.begun()
    room.answer(attempt, "q1", RIGHT)

    finished = at_once(20, lambda _turn: room.finish(attempt))

    assert finished.count(True) == 1
    assert len(room.rows(Result)) == 1
    assert len(room.judgements) == 1


def test_a_mark_that_a_person_gave_is_kept(room):
    attempt = room.begun()
    room.answer(attempt, "q1", WRONG)
    (response,) = room.responses
    with room.database.writing() as session:
        make_judgement(session, response, mark=POINT, judged_by=new_key())

    room.finish(attempt)

    assert stored(room, attempt)[0] == POINT
    assert len(room.judgements) == 1


def test_a_late_answer_is_not_scored(room):
    attempt = room.begun("egzamin")
    room.answer(attempt, "q1", WRONG)
    room.answer(attempt, "q1", RIGHT, state=Saved.LATE, now=LATER)

    close(room)

    assert stored(room, attempt)[0] == 0
    assert len(room.history(attempt)) == 2


def test_a_passed_quiz_completes_the_course_where_it_was_the_last_thing(room):
    only_test = course(quiz("test", questions=("q1", "q2", "q3")), digest="2" * 64)
    publish(room.database, only_test)
    attempt = room.begun()
    room.answer(attempt, "q3", RIGHT)
    room.answer(attempt, "q1", RIGHT)

    room.finish(attempt, current=only_test)

    assert room.found(attempt).digest == COURSE.digest
    (completion,) = room.rows(Completion)
    assert completion.digest == only_test.digest


def test_time_that_is_up_closes_with_the_answers_saved_by_then(room):
    attempt = room.begun("egzamin")
    room.answer(attempt, "q1", RIGHT)
    room.answer(attempt, "q2", RIGHT)

    assert close(room) == 1

    found = room.found(attempt)
    assert (found.submitted_at, found.submitted_by) == (attempt.due_at, "rule")
    assert stored(room, attempt) == (2 * POINT, 2 * POINT) == recomputed(room, attempt)
    (result,) = room.rows(Result)
    assert (result.at, result.passed) == (attempt.due_at, True)


@pytest.mark.parametrize(
    ("after", "closed"),
    [
        (timedelta(0), 0),
        # An answer that arrived in time may still be waiting for its turn.
        (timedelta(seconds=3), 0),
        (submissions.GRACE, 0),
        (submissions.GRACE + timedelta(microseconds=1), 1),
        (timedelta(seconds=60), 1),
    ],
)
def test_time_is_up_a_moment_after_it_is_due_and_within_a_minute(room, after, closed):
    attempt = room.begun("egzamin")

    assert close(room, attempt.due_at + after) == closed


def test_closing_twice_closes_once(room):
    room.begun("egzamin")

    assert close(room) == 1
    assert close(room) == 0
    assert len(room.rows(Result)) == 1


def test_an_attempt_without_a_limit_is_never_closed(room):
    room.begun("test")

    assert close(room, NOW + timedelta(days=1000)) == 0


def test_a_practice_attempt_of_a_lesson_is_never_closed(room):
    room.begun("ankieta")

    assert close(room, NOW + timedelta(days=1000)) == 0


def test_closing_settles_on_the_revision_that_is_current(room):
    attempt = room.begun("egzamin")
    newer = course(quiz("egzamin", behaviour="exam"), lesson("nowa"), digest="2" * 64)
    publish(room.database, newer)
    courses = {**room.courses, newer.digest: newer}

    close(room, course_of=courses.__getitem__)

    with room.database.reading() as session:
        state = session.scalars(sa.select(EnrolmentState)).one()
    assert (state.digest, state.total) == (newer.digest, 2)
    assert room.rows(Result)[0].digest == COURSE.digest == attempt.digest


def test_closing_after_somebody_left_keeps_the_result_and_completes_nothing(room):
    attempt = room.begun("egzamin")
    room.answer(attempt, "q1", RIGHT)
    with room.database.writing() as session:
        enrolments.withdraw(
            session,
            room.place.learner,
            room.place.enrolment_id,
            by=new_key(),
            reason="",
            now=NOW,
        )
    only = publish(room.database, course(quiz("egzamin"), digest="2" * 64))

    close(room, course_of={**room.courses, only.digest: only}.__getitem__)

    assert len(room.rows(Result)) == 1
    assert room.rows(Completion) == []
