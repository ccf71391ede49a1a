"""Results are written once; progress and completion follow from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.db import new_key
from app.learning import enrolments, results
from app.learning.models import (
    Completion,
    EnrolmentEvent,
    EnrolmentState,
    Result,
)
from app.learning.rules import Earned
from tests.factories import NOW
from tests.races import at_once, together
from tests.values import course, lesson, quiz

LATER = NOW + timedelta(hours=1)
READ = Earned("l1", "lesson", 0, 0, None)
PASSED = Earned("test", "quiz", 6_000_000, 10_000_000, passed=True)
FAILED = Earned("test", "quiz", 5_000_000, 10_000_000, passed=False)


def record(database, place, earned, *, source=None, now=NOW):
    with database.writing() as session:
        return results.record(
            session,
            place,
            earned,
            source=source or f"{earned.kind}:{earned.activity_id}",
            digest=place.course.digest,
            now=now,
        )


def settle(database, place, now=LATER):
    with database.writing() as session:
        return results.settle(session, place, now)


def state(database, place):
    with database.reading() as session:
        return session.get(EnrolmentState, (place.learner, place.enrolment_id))


def rows(database, table):
    with database.reading() as session:
        return session.scalars(sa.select(table)).all()


def differences(database, *courses):
    known = {one.digest: one for one in courses}
    with database.reading() as session:
        return list(results.differences(session, known.__getitem__))


def test_a_result_is_written_once(database, join):
    place = join()

    assert record(database, place, READ)
    assert not record(database, place, READ, now=LATER)

    (kept,) = rows(database, Result)
    assert kept.at == NOW


def test_fifty_times_the_same_result_at_once_is_one_row(database, join):
    place = join()

    written = at_once(50, lambda _turn: record(database, place, READ))

    assert written.count(True) == 1
    assert len(rows(database, Result)) == 1


def test_a_result_is_folded_into_progress_in_the_same_commit(database, join):
    place = join()

    record(database, place, READ)

    found = state(database, place)
    assert (found.done, found.total) == (1, 2)
    assert found.facts["lessons"] == ["l1"]
    assert found.completed_at is None


def test_the_same_source_in_two_enrolments_is_two_results(database, cast, join):
    for learner in (cast.ana.learner, cast.bruno.learner):
        assert record(database, join(learner), READ)

    assert len(rows(database, Result)) == 2


def test_the_last_result_completes_the_course_once(database, join):
    place = join()
    record(database, place, READ)
    record(database, place, PASSED, now=LATER)

    (completion,) = rows(database, Completion)

    assert completion.at == LATER
    assert completion.digest == place.course.digest
    assert state(database, place).completed_at == LATER
    (event,) = (
        one for one in rows(database, EnrolmentEvent) if one.kind == "completed"
    )
    assert (event.by, event.at) == (None, LATER)


def test_a_failed_try_does_not_complete_and_does_not_undo(database, join):
    place = join()
    record(database, place, READ)
    record(database, place, FAILED, source="a1")
    assert not rows(database, Completion)

    record(database, place, PASSED, source="a2")
    record(database, place, FAILED, source="a3")

    found = state(database, place)
    assert found.completed_at == NOW
    assert found.facts["quizzes"] == {"test": [6_000_000, 10_000_000, True, 3]}
    assert (found.points, found.maximum) == (6_000_000, 10_000_000)


def test_settling_again_changes_nothing(database, join):
    place = join()
    record(database, place, READ)
    record(database, place, PASSED)
    before = state(database, place)

    settle(database, place)

    after = state(database, place)
    assert (after.version, after.changed_at) == (before.version, before.changed_at)
    assert after.completed_at == before.completed_at
    assert len(rows(database, Completion)) == 1


def test_every_change_of_progress_has_a_version_of_its_own(database, join):
    place = join()
    versions = [state(database, place).version]
    for earned in (READ, FAILED, PASSED):
        record(database, place, earned, source=f"{earned.kind}:{earned.points}")
        versions.append(state(database, place).version)

    assert versions == sorted(set(versions))


def test_a_completion_stays_when_a_later_revision_asks_for_more(database, join):
    place = join()
    record(database, place, READ)
    record(database, place, PASSED)
    longer = course(lesson("l1"), quiz("test"), lesson("l2"), digest="2" * 64)

    how_far = settle(database, replace(place, course=longer))

    assert not how_far.complete
    found = state(database, place)
    assert (found.done, found.total, found.digest) == (2, 3, "2" * 64)
    assert found.completed_at == NOW
    assert len(rows(database, Completion)) == 1


def test_a_later_revision_that_asks_for_less_completes(database, join):
    place = join()
    record(database, place, READ)
    shorter = course(lesson("l1"), digest="2" * 64)

    settle(database, replace(place, course=shorter))

    (completion,) = rows(database, Completion)
    assert (completion.at, completion.digest) == (LATER, "2" * 64)


def test_a_course_that_was_left_is_not_completed_afterwards(database, cast, join):
    """A quiz under way when somebody leaves is closed later, and its result is kept."""
    place = join()
    record(database, place, READ)
    with database.writing() as session:
        enrolments.withdraw(
            session,
            place.learner,
            place.enrolment_id,
            by=cast.clara.id,
            reason="",
            now=NOW,
        )

    assert record(database, place, PASSED, now=LATER)

    assert not rows(database, Completion)
    assert state(database, place).completed_at is None
    assert len(rows(database, Result)) == 2


def test_two_results_at_once_are_both_in_the_cache(database, join):
    """The second settlement waits for the first and sees what it wrote."""
    place = join()

    together(
        [
            lambda: record(database, place, READ),
            lambda: record(database, place, PASSED),
        ]
    )

    found = state(database, place)
    assert found.done == 2
    assert found.completed_at == NOW
    assert len(rows(database, Completion)) == 1
    assert not differences(database, place.course)


def test_many_settlements_at_once_complete_once(database, join):
    place = join()
    record(database, place, READ)
    attempts = [str(new_key()) for _turn in range(12)]

    at_once(12, lambda turn: record(database, place, PASSED, source=attempts[turn]))

    assert len(rows(database, Completion)) == 1
    assert state(database, place).facts["quizzes"]["test"][3] == 12
    kinds = [one.kind for one in rows(database, EnrolmentEvent)]
    assert kinds.count("completed") == 1


def test_a_settlement_sees_what_another_one_wrote_meanwhile(database, join):
    """The row may be known to the session from before; the lock is for the new one."""
    place = join()
    if database.sqlite:
        # Here the one who writes is alone, so nothing can happen meanwhile.
        return
    with database.writing() as session:
        known = session.get(EnrolmentState, (place.learner, place.enrolment_id))
        record(database, place, READ)
        record(database, place, FAILED)
        results.settle(session, place, LATER)
        assert known.facts["lessons"] == ["l1"]

    assert state(database, place).version == 3
    assert not differences(database, place.course)


def test_a_settlement_needs_an_enrolment(database, join):
    place = replace(join(), enrolment_id=new_key())

    with pytest.raises(sa.exc.NoResultFound):
        settle(database, place)


@pytest.mark.parametrize(
    "lie",
    [
        {"done": 2},
        {"total": 9},
        {"facts": {"lessons": ["l1", "l2"], "practice": [], "quizzes": {}}},
        {"points": 1},
        {"maximum": 1},
        {"completed_at": NOW},
    ],
)
def test_a_cache_that_lies_is_found(database, join, lie):
    place = join()
    record(database, place, READ)
    with database.writing() as session:
        session.execute(sa.update(EnrolmentState).values(**lie))

    (found,) = differences(database, place.course)

    assert found[:2] == (place.learner, place.enrolment_id)
    assert next(iter(lie)) in found[2]
    settle(database, place)
    assert not differences(database, place.course)
