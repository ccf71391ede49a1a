"""How far somebody is: decided from results alone, in whatever order they came."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.content.course import CompletionRule
from app.learning.rules import (
    Earned,
    Facts,
    QuizFact,
    State,
    fold,
    keep_until,
    progress,
)
from tests.values import course, lesson, quiz

COURSE = course(
    lesson("l1"),
    quiz("test"),
    lesson("l2"),
    quiz("ankieta", pass_mark=None),
    quiz("egzamin", behaviour="exam", pass_mark=700_000),
    wanted=CompletionRule(("l1", "l2"), ("test", "ankieta", "egzamin"), ("l2",)),
)
POINT = 1_000_000


def read(lesson_id: str) -> Earned:
    return Earned(lesson_id, "lesson", 0, 0, None)


def practised(lesson_id: str) -> Earned:
    return Earned(lesson_id, "practice", 0, 0, None)


def judged(
    quiz_id: str, points: int, maximum: int = 10, *, passed: bool | None
) -> Earned:
    return Earned(quiz_id, "quiz", points * POINT, maximum * POINT, passed)


EVERYTHING = (
    read("l1"),
    read("l2"),
    practised("l2"),
    judged("test", 6, passed=True),
    judged("ankieta", 0, passed=None),
    judged("egzamin", 7, passed=True),
)


@pytest.mark.parametrize(
    ("results", "state"),
    [
        ((), State.OPEN),
        ((judged("test", 5, passed=False),), State.BEGUN),
        ((judged("test", 6, passed=True),), State.DONE),
        (
            (judged("test", 6, passed=True), judged("test", 1, passed=False)),
            State.DONE,
        ),
        (
            (judged("test", 1, passed=False), judged("test", 6, passed=True)),
            State.DONE,
        ),
    ],
)
def test_a_quiz_with_a_pass_mark_is_done_when_it_was_passed_once(results, state):
    assert progress(COURSE, fold(results)).states["test"] is state


def test_a_quiz_without_a_pass_mark_is_done_when_it_was_submitted():
    facts = fold([judged("ankieta", 0, passed=None)])

    assert progress(COURSE, facts).states["ankieta"] is State.DONE


def test_a_failed_quiz_is_done_once_a_later_revision_asks_for_no_pass():
    facts = fold([judged("test", 1, passed=False)])
    lenient = course(quiz("test", pass_mark=None))

    how_far = progress(lenient, facts)

    assert how_far.states["test"] is State.DONE
    assert how_far.complete


def test_a_submitted_quiz_stays_done_when_a_later_revision_asks_for_a_pass():
    facts = fold([judged("ankieta", 0, passed=None)])
    strict = course(quiz("ankieta", pass_mark=600_000))

    assert progress(strict, facts).complete


def test_practice_alone_does_not_read_a_lesson_nor_reading_practise_it():
    only_practised = progress(COURSE, fold([practised("l2")]))
    only_read = progress(COURSE, fold([read("l2")]))

    assert only_practised.states["l2"] is State.OPEN
    assert [one.kind for one in only_practised.missing] == ["lessons"] + ["quiz"] * 3
    assert [one.kind for one in only_read.missing] == ["lessons", "practice"] + [
        "quiz"
    ] * 3


@pytest.mark.parametrize("left_out", range(len(EVERYTHING)))
def test_each_missing_result_alone_keeps_the_course_incomplete(left_out):
    results = [one for place, one in enumerate(EVERYTHING) if place != left_out]

    how_far = progress(COURSE, fold(results))

    assert not how_far.complete
    (missing,) = how_far.missing
    assert missing.missing == (EVERYTHING[left_out].activity_id,)


def test_everything_done_is_complete_with_nothing_missing():
    how_far = progress(COURSE, fold(EVERYTHING))

    assert how_far.complete
    assert how_far.missing == ()
    assert (how_far.done, how_far.total, how_far.percent) == (5, 5, 100)
    assert how_far.next_after(None) is None


def test_a_requirement_tells_the_best_result_so_far():
    facts = fold([judged("test", 2, passed=False), judged("test", 5, passed=False)])

    (wanted,) = (one for one in progress(COURSE, facts).missing if "test" in one.wanted)

    assert wanted.best == QuizFact(5 * POINT, 10 * POINT, passed=False, attempts=2)


def test_results_of_activities_that_are_no_more_do_not_count():
    facts = fold([read("usunięta"), judged("usunięty", 9, passed=True)])

    how_far = progress(COURSE, facts)

    assert (how_far.done, how_far.points, how_far.maximum) == (0, 0, 0)


def test_percent_is_hundred_only_when_all_is_done():
    large = course(*(lesson(f"l{number}") for number in range(201)))
    facts = fold(read(f"l{number}") for number in range(200))

    assert progress(large, facts).percent == 99


def test_a_course_without_activities_is_at_nought_per_cent():
    assert progress(course(), Facts()).percent == 0


@pytest.mark.parametrize(
    ("place", "done", "then"),
    [
        (None, (), "l1"),
        (None, ("l1",), "test"),
        ("l2", (), "l2"),
        ("l2", ("l2",), "ankieta"),
        ("egzamin", ("l1",), "egzamin"),
        ("usunięta", (), "l1"),
    ],
)
def test_the_next_step_is_the_first_thing_not_done_from_where_one_was(
    place, done, then
):
    assert progress(COURSE, fold(read(one) for one in done)).next_after(place) == then


def test_the_next_step_begins_again_at_the_start_after_the_last_activity():
    facts = fold([judged("egzamin", 9, passed=True)])

    assert progress(COURSE, facts).next_after("egzamin") == "l1"


quiz_results = st.builds(
    judged,
    st.sampled_from(["test", "ankieta", "egzamin"]),
    st.integers(0, 12),
    st.integers(0, 12),
    passed=st.sampled_from([True, False, None]),
)
earned = st.one_of(
    st.builds(read, st.sampled_from(["l1", "l2", "l3"])),
    st.builds(practised, st.sampled_from(["l1", "l2"])),
    quiz_results,
)


@given(results=st.lists(earned, max_size=12), random=st.randoms(use_true_random=False))
def test_the_order_of_results_never_matters(results, random):
    shuffled = list(results)
    random.shuffle(shuffled)

    assert fold(shuffled).to_json() == fold(results).to_json()


@given(results=st.lists(earned, max_size=12), one_more=earned)
def test_nothing_that_was_done_is_undone_by_a_further_result(results, one_more):
    before = progress(COURSE, fold(results))
    after = progress(COURSE, fold([*results, one_more]))

    assert after.percent >= before.percent
    assert after.complete >= before.complete
    for activity_id, state in before.states.items():
        assert state is not State.DONE or after.states[activity_id] is State.DONE


@given(results=st.lists(earned, max_size=20))
def test_a_course_is_complete_exactly_when_every_requirement_is_met(results):
    how_far = progress(COURSE, fold(results))

    assert how_far.complete == all(one.met for one in how_far.requirements)
    assert how_far.complete == (not how_far.missing)
    assert how_far.done + sum(
        state is not State.DONE for state in how_far.states.values()
    ) == (how_far.total)


@given(results=st.lists(earned, max_size=12))
def test_facts_survive_json(results):
    facts = fold(results)

    kept = json.loads(json.dumps(facts.to_json()))

    assert Facts.from_json(kept) == facts
    assert kept == facts.to_json()


def test_the_facts_of_an_enrolment_just_made_are_empty():
    assert Facts.from_json({}) == Facts() == fold([])


@given(results=st.lists(quiz_results, min_size=1, max_size=8))
def test_every_judged_attempt_is_counted(results):
    facts = fold(results)

    assert sum(one.attempts for one in facts.quizzes.values()) == len(results)


def test_the_best_share_counts_even_when_a_revision_asks_more_questions():
    before = judged("test", 9, 10, passed=True)
    after = judged("test", 10, 20, passed=False)

    fact = fold([after, before]).quizzes["test"]

    assert (fact.points, fact.maximum) == (9 * POINT, 10 * POINT)


def test_a_fold_over_one_result_twice_is_not_the_same_as_once():
    """Results are counted, so writing one twice would show; they are unique rows."""
    once = fold([judged("test", 5, passed=False)]).quizzes["test"]
    twice = fold([judged("test", 5, passed=False)] * 2).quizzes["test"]

    assert replace(twice, attempts=1) == once
    assert twice.attempts == 2


@pytest.mark.parametrize(
    ("last", "years", "until"),
    [
        # Warsaw is an hour ahead of UTC in winter: 23:30 UTC is next year there.
        (datetime(2026, 6, 1, tzinfo=UTC), 5, datetime(2031, 12, 31, 23, tzinfo=UTC)),
        (
            datetime(2026, 12, 31, 22, 30, tzinfo=UTC),
            5,
            datetime(2031, 12, 31, 23, tzinfo=UTC),
        ),
        (
            datetime(2026, 12, 31, 23, 30, tzinfo=UTC),
            5,
            datetime(2032, 12, 31, 23, tzinfo=UTC),
        ),
        (datetime(2026, 1, 1, tzinfo=UTC), 0, datetime(2026, 12, 31, 23, tzinfo=UTC)),
    ],
)
def test_evidence_is_kept_for_years_after_the_local_calendar_year(last, years, until):
    assert keep_until(last, years, "Europe/Warsaw") == until
