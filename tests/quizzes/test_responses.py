"""Responses are appended, replayed without harm, and read back whole."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.db import new_key
from app.quizzes import attempts, practising, responses
from app.quizzes.models import Judgement, Response
from app.quizzes.responses import Entry, Verdict
from app.quizzes.rules import Saved
from tests.factories import NOW, make_judgement
from tests.quizzes.conftest import Room, enrolled
from tests.races import at_once
from tests.values import RIGHT, WRONG
from tests.web import statements

KEY, OTHER = "a" * 32, "b" * 32


def test_an_answer_is_kept_as_it_was_given(room):
    attempt = room.begun()
    answer = {"pairs": {"p": "x", "q": None}, "text": "Łódź „ß” \u00a0 1,5"}

    room.answer(attempt, "q1", answer, key=KEY)

    kept = room.latest(attempt)["q1"]
    assert kept.answer == answer
    assert (kept.sequence, kept.state) == (1, "saved")
    assert (kept.at, kept.mark, kept.rule) == (NOW, None, None)


def test_the_same_form_sent_fifty_times_is_one_response(room):
    attempt = room.begun()

    kept = [room.answer(attempt, key=KEY) for _turn in range(50)]

    assert kept == [True] + [False] * 49
    assert len(room.responses) == 1


def test_the_same_form_sent_twenty_times_at_once_is_one_response(room):
    attempt = room.begun()

    kept = at_once(20, lambda _turn: room.answer(attempt, key=KEY))

    assert kept.count(True) == 1
    assert len(room.responses) == 1


def test_another_answer_under_the_same_key_is_a_new_response(room):
    attempt = room.begun()

    for answer in (RIGHT, WRONG, RIGHT):
        assert room.answer(attempt, "q1", answer, key=KEY)

    assert [one.sequence for one in room.history(attempt)] == [1, 2, 3]
    assert room.latest(attempt)["q1"].answer == RIGHT


def test_a_replay_that_comes_late_covers_nothing_newer(room):
    attempt = room.begun()
    room.answer(attempt, "q1", RIGHT, key=KEY)
    room.answer(attempt, "q1", WRONG, key=OTHER)

    assert not room.answer(attempt, "q1", RIGHT, key=KEY)

    assert room.latest(attempt)["q1"].answer == WRONG


def test_one_key_serves_all_questions_of_a_page(room):
    attempt = room.begun()

    assert room.answer(attempt, "q1", RIGHT, key=KEY)
    assert room.answer(attempt, "q2", RIGHT, key=KEY)

    assert set(room.latest(attempt)) == {"q1", "q2"}


def test_sequences_have_no_gaps_whoever_answers_at_once(room):
    attempt = room.begun()

    at_once(16, lambda turn: room.answer(attempt, "q1", {"text": str(turn)}))

    sequences = [one.sequence for one in room.history(attempt)]
    assert sequences == list(range(1, 17))


def test_a_cleared_answer_is_a_response_too(room):
    attempt = room.begun()
    room.answer(attempt, "q1", RIGHT)

    room.answer(attempt, "q1", {})

    assert room.latest(attempt)["q1"].answer == {}
    assert len(room.history(attempt)) == 2


def test_a_late_answer_is_kept_and_does_not_count(room):
    attempt = room.begun()
    room.answer(attempt, "q1", RIGHT)

    room.answer(attempt, "q1", WRONG, state=Saved.LATE)

    assert room.latest(attempt)["q1"].answer == RIGHT
    assert [one.state for one in room.history(attempt)] == ["saved", "late"]


def test_only_a_late_answer_is_no_answer(room):
    attempt = room.begun()

    room.answer(attempt, "q1", RIGHT, state=Saved.LATE)

    assert room.latest(attempt) == {}


def test_answers_of_others_are_not_mine(room, cast):
    other = Room(room.database, enrolled(room.database, cast.bruno.learner))
    mine, theirs = room.begun(), other.begun()
    room.answer(mine, "q1", RIGHT)
    other.answer(theirs, "q1", WRONG)

    assert room.latest(mine)["q1"].answer == RIGHT
    assert other.latest(theirs)["q1"].answer == WRONG
    with room.database.reading() as session:
        assert responses.latest(session, room.place.learner, theirs.id) == {}


def test_a_judgement_is_written_with_its_response(room):
    attempt = room.begun()
    with room.database.writing() as session:
        held = attempts.locked(session, attempt.learner, attempt.id)
        entry = Entry("q1", RIGHT, KEY, Saved.SUBMITTED, Verdict(500_000, "regel"))
        responses.append(session, attempts.owner(held), entry, NOW)

    kept = room.latest(attempt)["q1"]
    (judgement,) = room.judgements
    assert (kept.mark, kept.rule, kept.state) == (500_000, "regel", "submitted")
    assert (judgement.response_id, judgement.digest) == (kept.id, attempt.digest)
    assert (judgement.marker, judgement.judged_by) == ("1", None)


def test_a_superseded_judgement_is_history(room):
    attempt = room.begun()
    room.answer(attempt, "q1", RIGHT)
    (response,) = room.responses
    with room.database.writing() as session:
        first = make_judgement(session, response, mark=0)
        second = make_judgement(session, response, mark=500_000, supersedes=first.id)
        make_judgement(
            session,
            response,
            mark=1_000_000,
            rule="osoba",
            judged_by=new_key(),
            supersedes=second.id,
        )

    kept = room.latest(attempt)["q1"]
    assert (kept.mark, kept.rule) == (1_000_000, "osoba")
    assert len(room.history(attempt)) == 1


def test_practice_is_found_by_its_lesson(room):
    with room.database.writing() as session:
        attempt_id = practising.attempt_of_lesson(session, room.place, "lekcja", NOW)
        owner = responses.Owner(room.place.learner, attempt_id, "1" * 64)
        for question_id in ("p1", "p2"):
            entry = Entry(question_id, RIGHT, KEY, Saved.SUBMITTED)
            responses.append(session, owner, entry, NOW)

    where = room.place.learner, room.place.enrolment_id
    with room.database.reading() as session:
        assert set(responses.practised(session, *where, "lekcja")) == {"p1", "p2"}
        assert responses.practised(session, *where, "inna") == {}
        assert responses.answered(session, where[0], attempt_id) == {"p1", "p2"}


def test_steps_tell_how_an_answer_came_about_without_telling_it(room):
    attempt = room.begun()
    room.answer(attempt, "q1", RIGHT, key=KEY)
    room.answer(attempt, "q1", WRONG, key=OTHER, state=Saved.LATE)

    with room.database.reading() as session:
        found = responses.steps(session, attempt.learner, attempt.id)

    assert [(one.sequence, one.client_key, one.state) for one in found["q1"]] == [
        (1, KEY, "saved"),
        (2, OTHER, "late"),
    ]


def test_two_answers_that_took_no_turns_cannot_both_be_written(room):
    attempt = room.begun()
    room.answer(attempt, "q1", RIGHT)

    owner = attempts.owner(attempt)
    entry = Entry("q1", WRONG, OTHER, Saved.SAVED)
    with pytest.raises(sa.exc.IntegrityError), room.database.writing() as session:
        responses.write(session, owner, entry, 1, NOW)


def test_saving_and_reading_take_as_many_statements_whatever_was_saved_before(room):
    attempt = room.begun()

    def cost():
        with statements(room.database) as seen:
            room.answer(attempt, "q1", {"text": str(len(seen_before))})
            room.latest(attempt)
        seen_before.append(seen)
        return len(seen)

    seen_before = []
    first = cost()
    for turn in range(30):
        room.answer(attempt, "q2", {"text": str(turn)})

    assert cost() == first == 4


def test_what_counts_is_found_by_indexes_alone(room):
    """The growth of tables must not be felt: nothing reads one from its start."""
    if not room.database.sqlite:
        return
    attempt = room.begun()
    with statements(room.database) as seen:
        room.latest(attempt)
        room.history(attempt)
        room.answer(attempt, "q1", RIGHT)

    with room.database.reading() as session:
        connection = session.connection().connection.driver_connection
        for statement in seen:
            if not statement.lstrip().upper().startswith("SELECT"):
                continue
            plan = connection.execute(
                f"EXPLAIN QUERY PLAN {statement}", [None] * statement.count("?")
            ).fetchall()
            steps = [row[3] for row in plan]
            assert not [one for one in steps if one.startswith("SCAN")], steps


@pytest.mark.parametrize("table", [Response, Judgement])
def test_nothing_is_ever_changed_or_deleted(room, table):
    """Answers and judgements are only appended: a finished attempt keeps them all."""
    attempt = room.begun()
    room.answer(attempt, "q1", RIGHT)
    room.answer(attempt, "q1", WRONG)

    with statements(room.database) as seen:
        room.finish(attempt, now=NOW + timedelta(minutes=1))

    forbidden = [sa.update(table), sa.delete(table)]
    beginnings = tuple(str(one).split(" SET ")[0] for one in forbidden)
    assert not [one for one in seen if one.startswith(beginnings)]
