"""What may be done with an attempt, and when: decisions on values."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.db import new_key
from app.quizzes import conditions, rules
from app.quizzes.conditions import Allowed, Criterion
from app.quizzes.rules import Refusal
from tests.factories import NOW
from tests.values import quiz

EXAM = quiz("egzamin", behaviour="exam", tries=1, time_limit=30)
WARSAW = ZoneInfo("Europe/Warsaw")


def criterion(**facts):
    return conditions.criterion(quiz("test", **facts))


@pytest.mark.parametrize(
    ("tries", "made", "left"),
    [(3, 0, 3), (3, 2, 1), (3, 3, 0), (1, 5, 0), (None, 99, None)],
)
def test_tries_left_are_never_fewer_than_none(tries, made, left):
    assert rules.tries_left(criterion(tries=tries), made) == left


@pytest.mark.parametrize(
    ("behaviour", "tries", "made", "passed", "refusal"),
    [
        ("test", 3, 2, False, None),
        ("test", 3, 3, False, Refusal.NO_TRIES_LEFT),
        ("test", 3, 1, True, None),
        ("exam", 3, 1, True, Refusal.PASSED_ALREADY),
        ("exam", 1, 1, False, Refusal.NO_TRIES_LEFT),
        ("exam", 1, 0, False, None),
        ("practice", None, 50, True, None),
    ],
)
def test_a_further_attempt_is_refused_with_a_reason(
    behaviour, tries, made, passed, refusal
):
    wanted = criterion(behaviour=behaviour, tries=tries)

    assert rules.refusal(wanted, made, passed=passed, now=NOW) is refusal


def test_what_staff_allowed_comes_on_top():
    wanted = conditions.criterion(EXAM, Allowed(tries=2, minutes=15))

    assert (wanted.tries, wanted.minutes) == (3, 45)


def test_nothing_comes_on_top_of_no_limit():
    free = quiz("test", tries=None, time_limit=None)
    wanted = conditions.criterion(free, Allowed(tries=2, minutes=15))

    assert (wanted.tries, wanted.minutes) == (None, None)


def test_a_criterion_survives_json():
    wanted = conditions.criterion(EXAM)

    assert Criterion.from_json(json.loads(json.dumps(wanted.to_json()))) == wanted


@pytest.mark.parametrize(
    "started",
    [
        # The night in which 02:30 is there twice, and the one in which it is not.
        datetime(2026, 10, 25, 2, 45, tzinfo=WARSAW),
        datetime(2026, 10, 25, 2, 45, fold=1, tzinfo=WARSAW),
        datetime(2026, 3, 29, 1, 45, tzinfo=WARSAW),
        datetime(2027, 3, 28, 1, 45, tzinfo=WARSAW),
        datetime(2026, 11, 23, 23, 45, tzinfo=WARSAW),
        datetime(2026, 11, 23, 9, tzinfo=UTC),
    ],
)
def test_a_time_limit_is_real_time_in_every_night(started):
    due = rules.due_at(started, conditions.criterion(EXAM))

    assert due.utcoffset() == timedelta(0)
    assert due.timestamp() - started.timestamp() == 30 * 60


def test_without_a_limit_nothing_is_due():
    assert rules.due_at(datetime.now(UTC), criterion()) is None
    assert not rules.is_over(None, datetime.max.replace(tzinfo=UTC))


def test_what_arrives_at_the_last_moment_is_in_time():
    due = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)

    assert not rules.is_over(due, due)
    assert rules.is_over(due, due + timedelta(microseconds=1))


@pytest.mark.parametrize(
    ("count", "per_page", "sizes"),
    [
        (0, 5, [0]),
        (0, None, [0]),
        (4, None, [4]),
        (4, 5, [4]),
        (5, 5, [5]),
        (6, 5, [5, 1]),
        (3, 1, [1, 1, 1]),
    ],
)
def test_questions_are_split_into_pages(count, per_page, sizes):
    ids = [f"q{number}" for number in range(count)]

    found = rules.pages(ids, per_page)

    assert [len(page) for page in found] == sizes
    assert [one for page in found for one in page] == ids


def test_practice_is_drawn_once_for_each_learner_and_lesson():
    ana, bruno = new_key(), new_key()

    assert rules.practice_seed(ana, "l1") == rules.practice_seed(ana, "l1")
    seeds = {
        rules.practice_seed(who, where)
        for who in (ana, bruno)
        for where in ("l1", "l2")
    }
    assert len(seeds) == 4
    assert all(0 <= seed < 2**63 for seed in seeds)


def test_answers_are_told_apart_whatever_the_order_of_their_keys():
    assert rules.answer_hash({"pairs": {"p": "x", "q": "y"}}) == rules.answer_hash(
        {"pairs": {"q": "y", "p": "x"}}
    )
    assert rules.answer_hash({"order": ["a", "b"]}) != rules.answer_hash(
        {"order": ["b", "a"]}
    )
    assert rules.answer_hash({"text": "ä"}) != rules.answer_hash({"text": "a"})
