"""Whatever somebody did, and whatever was published meanwhile: the cache is right."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.content.course import CompletionRule
from app.db import new_key
from app.learning import results
from app.learning.models import EnrolmentState
from app.learning.rules import Earned
from tests.factories import NOW
from tests.values import course, lesson, quiz

FIRST = course(
    lesson("l1"),
    lesson("l2"),
    quiz("test"),
    quiz("ankieta", pass_mark=None),
    wanted=CompletionRule(("l1", "l2"), ("test",), ("l2",)),
)
SECOND = course(
    lesson("l1"), quiz("test"), quiz("egzamin"), lesson("l3"), digest="2" * 64
)
steps = st.one_of(
    st.builds(
        Earned,
        st.sampled_from(["l1", "l2", "l3"]),
        st.sampled_from(["lesson", "practice"]),
        st.just(0),
        st.just(0),
        st.none(),
    ),
    st.builds(
        Earned,
        st.sampled_from(["test", "ankieta", "egzamin"]),
        st.just("quiz"),
        st.integers(0, 10_000_000),
        st.just(10_000_000),
        st.sampled_from([True, False, None]),
    ),
    st.sampled_from([FIRST, SECOND]),
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(history=st.lists(steps, max_size=12))
def test_after_any_history_the_cache_is_what_the_records_say(
    database, cast, join, history
):
    place = replace(join(new_key()), course=FIRST)
    settle(database, place)
    completed = None
    for number, step in enumerate(history):
        if isinstance(step, Earned):
            source = f"{step.kind}:{number}" if step.kind == "quiz" else None
            record(database, place, step, source)
        else:
            place = replace(place, course=step)
            settle(database, place)
        found = state(database, place)
        assert completed is None or found.completed_at == completed
        completed = found.completed_at

    assert not differences(database, FIRST, SECOND)


def record(database, place, earned, source):
    with database.writing() as session:
        results.record(
            session,
            place,
            earned,
            source=source or f"{earned.kind}:{earned.activity_id}",
            digest=place.course.digest,
            now=NOW,
        )


def settle(database, place):
    with database.writing() as session:
        results.settle(session, place, NOW)


def state(database, place):
    with database.reading() as session:
        return session.get(EnrolmentState, (place.learner, place.enrolment_id))


def differences(database, *courses):
    known = {one.digest: one for one in courses}
    with database.reading() as session:
        return list(results.differences(session, known.__getitem__))
