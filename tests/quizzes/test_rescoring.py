"""Scoring again: what changed judgements do to an attempt, its result, its course."""

from __future__ import annotations

from datetime import timedelta

from app.learning import results
from app.learning.models import Completion, Result
from app.learning.rules import Earned
from app.quizzes import attempts, rescoring
from app.quizzes.models import Judgement
from tests.factories import NOW, make_judgement
from tests.quizzes.conftest import COURSE

POINT = 1_000_000
RIGHT = {"choices": ["a"]}
LATER = NOW + timedelta(days=3)


def judged_anew(room, attempt, mark):
    """Supersede the judgement in force by one of another mark, and score again."""
    with room.database.writing() as session:
        held = attempts.locked(session, attempt.learner, attempt.id)
        response = session.merge(room.responses[0])
        superseded = {one.supersedes for one in room.judgements}
        last = next(one for one in room.judgements if one.id not in superseded)
        make_judgement(session, response, mark=mark, supersedes=last.id, at=LATER)
        session.flush()
        return rescoring.rescore(
            session, held, revision=COURSE, current=room.place.course, now=LATER
        )


def facts(room):
    with room.database.reading() as session:
        return results.facts_of(
            session, room.place.learner, room.place.enrolment_id, COURSE
        )


def test_a_changed_judgement_changes_attempt_and_result(room):
    attempt = room.begun()
    room.answer(attempt, "q1", RIGHT)
    room.finish(attempt)

    done = judged_anew(room, attempt, POINT // 2)

    assert (done.before.points, done.after.points) == (POINT, POINT // 2)
    assert room.found(attempt).points == POINT // 2
    assert facts(room).quizzes["test"].points == POINT // 2


def test_every_result_is_kept_and_the_last_one_counts(room):
    attempt = room.begun()
    room.answer(attempt, "q1", RIGHT)
    room.finish(attempt)

    judged_anew(room, attempt, 0)
    judged_anew(room, attempt, POINT)

    kept = [(one.sequence, one.points) for one in room.rows(Result)]
    assert kept == [(1, POINT), (2, 0), (3, POINT)]
    assert len(room.rows(Judgement)) == 3
    assert facts(room).quizzes["test"].points == POINT
    assert facts(room).quizzes["test"].attempts == 1


def test_what_has_not_changed_is_not_written_again(room):
    attempt = room.begun()
    room.answer(attempt, "q1", RIGHT)
    room.finish(attempt)

    assert judged_anew(room, attempt, POINT) is None
    assert len(room.rows(Result)) == 1


def test_the_stored_score_is_always_the_recomputed_one(room):
    attempt = room.begun()
    room.answer(attempt, "q1", RIGHT)
    room.finish(attempt)
    judged_anew(room, attempt, POINT // 3)

    with room.database.reading() as session:
        found = rescoring.score(session, room.found(attempt), COURSE)
        assert not list(results.differences(session, room.courses.__getitem__))

    stored = room.found(attempt)
    assert (found.points, found.maximum) == (stored.points, stored.maximum)


def test_a_completion_outlives_a_lower_score(room):
    attempt = room.begun()
    room.answer(attempt, "q1", RIGHT)
    room.finish(attempt)
    with room.database.writing() as session:
        for one in ("lekcja", "test", "egzamin", "ankieta"):
            kind = "lesson" if one == "lekcja" else "quiz"
            passed = Earned(one, kind, POINT, POINT, passed=True)
            results.record(
                session, room.place, passed, source=one, digest=COURSE.digest, now=NOW
            )
    (completion,) = room.rows(Completion)

    judged_anew(room, attempt, 0)

    assert [one.id for one in room.rows(Completion)] == [completion.id]
