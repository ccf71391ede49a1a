"""The end by rule beside the learner's own end: once, whoever comes first."""

from __future__ import annotations

from datetime import timedelta
from multiprocessing import get_context

import pytest

from app.learning import results
from app.learning.models import Result
from app.quizzes import attempts, rescoring, submissions
from app.quizzes.rules import Saved
from tests.factories import NOW
from tests.quizzes.conftest import COURSE, Room, enrolled
from tests.quizzes.processes import close_together
from tests.races import together
from tests.values import RIGHT, WRONG

POINT = 1_000_000
DUE = NOW + timedelta(minutes=30)
LATER = DUE + timedelta(minutes=1)


def close(room):
    with room.database.writing() as session:
        return submissions.close_overdue(session, room.courses.__getitem__, LATER)


def is_sound(room, attempt):
    """The score stored is the one recomputed, and the cache what the records say."""
    found = room.found(attempt)
    with room.database.reading() as session:
        score = rescoring.score(session, found, COURSE)
        assert not list(results.differences(session, room.courses.__getitem__))
    assert (found.points, found.maximum) == (score.points, score.maximum)
    (result,) = [one for one in room.rows(Result) if one.source == str(attempt.id)]
    assert (result.points, result.at) == (found.points, found.submitted_at)
    return True


@pytest.mark.parametrize("turn", range(4))
def test_answer_finish_and_the_rule_at_once_end_it_when_it_was_due(room, turn):
    """Whatever wins, what comes after the time is kept and does not count."""
    attempt = room.begun("egzamin")
    room.answer(attempt, "q1", RIGHT)

    together(
        [
            lambda: room.answer(attempt, "q1", WRONG, state=Saved.LATE),
            lambda: close(room),
            lambda: room.finish(attempt, now=DUE, by=submissions.RULE),
            lambda: room.answer(attempt, "q2", RIGHT, state=Saved.LATE),
            lambda: close(room),
        ]
    )

    found = room.found(attempt)
    assert (found.submitted_at, found.points) == (DUE, POINT)
    assert len(room.history(attempt)) == 3
    assert len(room.judgements) == 1
    assert is_sound(room, attempt)


@pytest.mark.parametrize("turn", range(3))
def test_of_two_tabs_the_last_answer_counts_on_each_question(room, turn):
    """Each tab is a key of its own; both answer and both finish."""
    attempt = room.begun()
    tabs = {"a" * 32: RIGHT, "b" * 32: WRONG}

    def act(key, answer):
        for question_id in ("q1", "q2", "q3"):
            with room.database.writing() as session:
                held = attempts.locked(session, attempt.learner, attempt.id)
                state = Saved.LATE if held.submitted_at else Saved.SAVED
            room.answer(attempt, question_id, answer, key=key, state=state)

    together([lambda one=one: act(*one) for one in tabs.items()])
    together([lambda: room.finish(attempt) for _tab in tabs])

    history = room.history(attempt)
    assert [one.sequence for one in history] == [1, 2] * 3
    last = {one.question_id: one.answer for one in history}
    worth = {"q1": 1, "q2": 1, "q3": 3}
    expected = sum(worth[one] for one, answer in last.items() if answer == RIGHT)
    assert room.found(attempt).points == expected * POINT
    assert is_sound(room, attempt)


def test_two_processes_close_each_attempt_once(room, settings, cast):
    people = [cast.ana, cast.bruno, cast.clara, cast.darek]
    rooms = [room] + [
        Room(room.database, enrolled(room.database, one.learner)) for one in people[1:]
    ]
    begun = [one.begun("egzamin") for one in rooms]
    for one, attempt in zip(rooms, begun, strict=True):
        one.answer(attempt, "q1", RIGHT)

    assert sum(closed_by_two_processes(room, settings)) == len(rooms)

    assert len(room.judgements) == len(rooms)
    for one, attempt in zip(rooms, begun, strict=True):
        assert one.found(attempt).submitted_at == DUE
        assert is_sound(one, attempt)


def closed_by_two_processes(room, settings):
    """Return how many attempts each of two processes closed."""
    context = get_context("spawn")
    answers, start = context.Queue(), context.Barrier(2)
    facts = (settings.database_url, room.database.lock_path, start, LATER, answers)
    processes = [context.Process(target=close_together, args=facts) for _ in range(2)]
    for one in processes:
        one.start()
    done = [answers.get(timeout=60) for _ in processes]
    for one in processes:
        one.join(60)
    return done
