"""Answering and finishing at the same time: whoever holds the attempt first decides."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.db import new_key
from app.learning.models import Result
from app.quizzes import attempts, responses, submissions
from app.quizzes.responses import Entry
from app.quizzes.rules import Saved
from tests.factories import NOW
from tests.quizzes.conftest import COURSE
from tests.races import together
from tests.values import RIGHT, WRONG

POINT = 1_000_000


def keep(session, held, answer):
    """Store an answer as pages do: as late when the attempt is over."""
    state = Saved.LATE if held.submitted_at else Saved.SAVED
    entry = Entry("q1", answer, new_key().hex, state)
    responses.append(session, attempts.owner(held), entry, NOW)


def finish(session, held, _answer=None):
    submissions.finish(
        session,
        held,
        revision=COURSE,
        current=COURSE,
        by=submissions.LEARNER,
        now=NOW,
    )


class Meeting:
    """Two transactions of which the first is inside while the second one begins."""

    def __init__(self, room, attempt):
        self.room, self.attempt = room, attempt
        self.inside, self.knocking = threading.Event(), threading.Event()

    def first(self, act):
        with self.room.database.writing() as session:
            held = attempts.locked(session, self.attempt.learner, self.attempt.id)
            self.inside.set()
            assert self.knocking.wait(10)
            # Long enough for the other one to run into the lock, or through it.
            threading.Event().wait(0.2)
            act(session, held, RIGHT)

    def second(self, act):
        assert self.inside.wait(10)
        self.knocking.set()
        with self.room.database.writing() as session:
            held = attempts.locked(session, self.attempt.learner, self.attempt.id)
            act(session, held, RIGHT)

    def of(self, first, second):
        with ThreadPoolExecutor(2) as threads:
            acts = [
                threads.submit(self.first, first),
                threads.submit(self.second, second),
            ]
            for one in acts:
                one.result(timeout=20)


def is_sound(room, attempt):
    """What is stored of a finished attempt is what its answers are worth."""
    found = room.found(attempt)
    _verdicts, score = submissions.judged(found, COURSE, room.latest(attempt))
    assert (found.points, found.maximum) == (score.points, score.maximum)
    (result,) = room.rows(Result)
    assert (result.points, result.maximum) == (found.points, found.maximum)
    return True


def test_an_answer_that_holds_the_attempt_first_counts(room):
    attempt = room.begun()

    Meeting(room, attempt).of(keep, finish)

    assert room.found(attempt).points == POINT
    assert [one.state for one in room.history(attempt)] == ["saved"]
    assert is_sound(room, attempt)


def test_an_answer_that_comes_while_the_attempt_is_finished_is_late(room):
    attempt = room.begun()
    room.answer(attempt, "q1", WRONG)

    Meeting(room, attempt).of(finish, keep)

    assert room.found(attempt).points == 0
    assert [one.state for one in room.history(attempt)] == ["saved", "late"]
    assert is_sound(room, attempt)


def test_of_two_who_finish_the_second_finds_it_done(room):
    attempt = room.begun()
    room.answer(attempt, "q1", RIGHT)

    Meeting(room, attempt).of(finish, finish)

    assert len(room.judgements) == 1
    assert is_sound(room, attempt)


def test_two_answers_take_turns(room):
    attempt = room.begun()

    Meeting(room, attempt).of(keep, keep)

    assert [one.sequence for one in room.history(attempt)] == [1, 2]


@pytest.mark.parametrize("turn", range(6))
def test_whatever_wins_nothing_counts_that_came_after_the_end(room, turn):
    attempt = room.begun()

    def act(what, answer=None):
        with room.database.writing() as session:
            held = attempts.locked(session, attempt.learner, attempt.id)
            what(session, held, answer)

    together(
        [
            lambda: act(keep, RIGHT),
            lambda: act(keep, WRONG),
            lambda: act(finish),
            lambda: act(keep, {"choices": ["c"]}),
            lambda: act(finish),
        ]
    )

    assert [one.sequence for one in room.history(attempt)] == [1, 2, 3]
    assert is_sound(room, attempt)
