"""Dates, waiting time and moments: what holds for an attempt, decided on values."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from app.content.conditions import LocalTime, Shows, Window
from app.quizzes import conditions, rules
from app.quizzes.conditions import Allowed, Criterion
from app.quizzes.rules import Refusal
from tests.factories import NOW
from tests.values import quiz

SECOND = timedelta(seconds=1)
WINDOW = Window(
    LocalTime.parse("2026-12-01 08:00 Europe/Warsaw"),
    LocalTime.parse("2026-12-01 18:00 Europe/Warsaw"),
)
BEGIN = datetime(2026, 12, 1, 7, tzinfo=UTC)
END = datetime(2026, 12, 1, 17, tzinfo=UTC)
DATED = quiz("test", window=WINDOW, time_limit=60, tries=None)


def refused(wanted, now, *, made=0, passed=False, ended=None):
    return rules.refusal(wanted, made, passed=passed, now=now, ended=ended)


@pytest.mark.parametrize(
    ("now", "refusal"),
    [
        (BEGIN - SECOND, Refusal.NOT_OPEN_YET),
        (BEGIN, None),
        (END - SECOND, None),
        (END, Refusal.CLOSED),
    ],
)
def test_a_quiz_is_begun_between_its_dates(now, refusal):
    assert refused(conditions.criterion(DATED), now) is refusal


def test_the_next_try_waits_from_the_end_of_the_last():
    wanted = conditions.criterion(quiz("test", wait=24 * 60))
    next_at = NOW + timedelta(hours=24)

    assert refused(wanted, NOW) is None
    assert refused(wanted, next_at - SECOND, made=1, ended=NOW) is Refusal.WAIT
    assert refused(wanted, next_at, made=1, ended=NOW) is None
    assert rules.next_begin(wanted, NOW) == next_at
    assert refused(wanted, NOW, made=3, ended=NOW) is Refusal.NO_TRIES_LEFT


def test_a_pause_longer_than_the_quiz_is_open_is_said_to_be_the_end():
    wanted = conditions.criterion(quiz("test", window=WINDOW, wait=60, tries=None))
    late = END - timedelta(minutes=30)

    assert refused(wanted, late, made=1, ended=late) is Refusal.CLOSES_BEFORE
    early = END - timedelta(hours=2)
    assert refused(wanted, early, made=1, ended=early) is Refusal.WAIT


def test_waiting_time_is_real_time_in_the_night_clocks_change():
    wanted = conditions.criterion(quiz("test", wait=24 * 60))
    eve = LocalTime.parse("2026-10-24 18:00 Europe/Warsaw").first

    assert rules.next_begin(wanted, eve) == eve + timedelta(hours=24)
    assert (
        rules.next_begin(wanted, eve)
        == (LocalTime.parse("2026-10-25 17:00 Europe/Warsaw")).first
    )


def test_an_attempt_is_due_at_its_limit_or_when_the_quiz_closes():
    wanted = conditions.criterion(DATED)

    assert rules.due_at(BEGIN, wanted) == BEGIN + timedelta(hours=1)
    assert rules.due_at(END - timedelta(minutes=20), wanted) == END
    untimed = conditions.criterion(quiz("test", window=WINDOW))
    assert rules.due_at(BEGIN, untimed) == END


def test_staff_can_waive_dates_and_waiting_for_one_person():
    strict = quiz("test", window=WINDOW, wait=60, time_limit=60)
    eased = conditions.criterion(strict, Allowed(anytime=True, no_wait=True))

    assert refused(eased, END, made=1, ended=END) is None
    assert rules.due_at(END, eased) == END + timedelta(hours=1)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        # The night in which 02:30 is there twice: open for longer, never for less.
        ("2026-10-25 02:30", "2026-10-25T00:30Z", "2026-10-25T01:30Z"),
        ("2026-03-29 03:00", "2026-03-29T01:00Z", "2026-03-29T01:00Z"),
        ("2026-12-01 08:00", "2026-12-01T07:00Z", "2026-12-01T07:00Z"),
    ],
)
def test_a_local_time_keeps_its_zone_in_every_night(text, first, last):
    found = LocalTime.parse(f"{text} Europe/Warsaw")

    assert found.exists
    assert found.first == datetime.fromisoformat(first)
    assert found.last == datetime.fromisoformat(last)
    assert LocalTime.parse(str(found)) == found


def test_what_clocks_never_show_is_no_time():
    assert not LocalTime.parse("2026-03-29 02:30 Europe/Warsaw").exists


def test_a_criterion_with_everything_survives_json():
    wanted = conditions.criterion(
        quiz("test", window=WINDOW, wait=60, counts="last", going_back=False)
    )

    assert Criterion.from_json(json.loads(json.dumps(wanted.to_json()))) == wanted


@pytest.mark.parametrize(
    ("feedback", "solutions"),
    [("now", "end"), ("end", "end"), ("end", "none"), ("none", "none")],
)
def test_a_criterion_of_before_there_were_moments_is_read(feedback, solutions):
    old = {
        "behaviour": "test",
        "pass_mark": 600_000,
        "tries": 3,
        "minutes": None,
        "feedback": feedback,
        "solutions": solutions,
        "per_page": 5,
    }

    found = Criterion.from_json(old)

    wanted = quiz("test", feedback=feedback, solutions=solutions, per_page=5)
    assert found == conditions.criterion(wanted)


def test_what_is_told_depends_on_the_moment():
    shows = Shows(("mark",), ("mark",), ("mark", "right-answer"))
    wanted = conditions.criterion(_with(shows))

    assert wanted.checks
    assert wanted.final_at_once
    assert shows.withheld
    assert wanted.told(last_word=False) == ("mark",)
    assert wanted.told(last_word=True) == ("mark", "right-answer")
    assert not conditions.criterion(_with(Shows())).checks


def _with(shows):
    return quiz("test", shows=shows)
