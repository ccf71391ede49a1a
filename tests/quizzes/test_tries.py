"""How often a quiz may be taken, whatever staff allowed and wherever one came from."""

from __future__ import annotations

from datetime import timedelta

from app.db import new_key
from app.learning import enrolments
from app.quizzes import attempts, rules
from tests.factories import NOW, make_allowance
from tests.quizzes.conftest import COURSE, Room, enrolled
from tests.values import RIGHT, WRONG

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


def test_no_attempt_is_begun_when_no_try_is_left(room):
    use_up(room)
    use_up(room)

    assert room.begin() is None
    assert tries(room).refusal(LATER) is rules.Refusal.NO_TRIES_LEFT


def test_an_exam_that_was_passed_is_not_taken_again(room):
    use_up(room, "egzamin", RIGHT)
    allow(room, "egzamin", tries=5)

    assert room.begin("egzamin") is None
    assert tries(room, "egzamin").refusal(LATER) is rules.Refusal.PASSED_ALREADY


def test_practice_has_no_end_of_tries(room):
    for _turn in range(4):
        use_up(room, "ankieta")

    assert tries(room, "ankieta").left is None
    assert room.begin("ankieta") is not None


def test_what_staff_allowed_adds_up(room):
    use_up(room)
    use_up(room)
    allow(room, "test", tries=1)
    allow(room, "test", tries=2, minutes=5)

    assert tries(room).left == 3
    assert room.begin() is not None


def test_more_minutes_count_from_the_next_attempt_on(room):
    allow(room, "egzamin", tries=0, minutes=15)

    assert room.begun("egzamin").due_at == NOW + timedelta(minutes=45)


def test_what_was_allowed_for_another_quiz_or_enrolment_does_not_count(room, cast):
    other = Room(room.database, enrolled(room.database, cast.bruno.learner))
    allow(room, "egzamin", tries=5)
    allow(other, "test", tries=5)

    assert tries(room).left == 2


def test_leaving_and_joining_again_gives_no_new_tries(room):
    use_up(room, "egzamin")
    leave(room)

    again = Room(room.database, enrolled(room.database, room.place.learner))

    assert tries(again, "egzamin").left == 0
    assert again.begin("egzamin") is None
    assert tries(again, "egzamin").made == []


def test_an_attempt_left_open_counts_after_joining_again(room):
    room.begun("egzamin")
    leave(room)

    again = Room(room.database, enrolled(room.database, room.place.learner))

    assert again.begin("egzamin") is None


def test_who_passed_and_joins_again_begins_anew(room):
    use_up(room, "test")
    use_up(room, "test", RIGHT)
    leave(room)

    again = Room(room.database, enrolled(room.database, room.place.learner))

    assert tries(again).left == 2
    assert again.begun("test").number == 1


def test_staff_can_allow_a_try_after_joining_again(room):
    use_up(room, "egzamin")
    leave(room)
    again = Room(room.database, enrolled(room.database, room.place.learner))
    allow(again, "egzamin", tries=1)

    assert again.begin("egzamin") is not None
