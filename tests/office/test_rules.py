"""What staff see of an enrolment and may give, decided on values; files of links."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from app.content.conditions import LocalTime, Window
from app.office.link_file import csv_text
from app.office.messages import NEEDLESS
from app.office.rules import limited, needless, percent_done, state_of
from tests.factories import NOW
from tests.values import quiz

EXAM = quiz("egzamin", behaviour="exam", tries=1, time_limit=30)
CLOSES = LocalTime.parse("2026-12-18 18:00 Europe/Warsaw")
FREE = replace(EXAM, id="wolny", tries=None, time_limit=None)


@pytest.mark.parametrize(
    ("completed", "closed", "state"),
    [
        (None, None, "running"),
        (None, NOW, "withdrawn"),
        (NOW, None, "completed"),
        (NOW, NOW, "completed"),
    ],
)
def test_what_is_completed_stays_completed(completed, closed, state):
    assert state_of(completed, closed) == state


@pytest.mark.parametrize(
    ("done", "total", "percent"), [(0, 0, 0), (0, 8, 0), (7, 8, 87), (8, 8, 100)]
)
def test_a_hundred_percent_are_all_activities(done, total, percent):
    assert percent_done(done, total) == percent


def test_more_is_given_only_where_there_is_a_limit():
    untimed = replace(EXAM, id="spokojny", time_limit=None)

    assert limited([EXAM, FREE, untimed]) == [EXAM, untimed]


@pytest.mark.parametrize(
    ("given", "more", "code"),
    [
        (EXAM, {"anytime": True}, "anytime"),
        (EXAM, {"no_wait": True}, "no_wait"),
        (replace(EXAM, wait=60), {"no_wait": True}, None),
        (replace(EXAM, window=Window(closes=CLOSES)), {"anytime": True}, None),
        (replace(EXAM, wait=60), {"anytime": True, "no_wait": True}, "anytime"),
    ],
)
def test_dates_and_waiting_are_waived_only_where_there_are_any(given, more, code):
    assert needless(given, 0, 0, **more) == code
    assert code is None or NEEDLESS[code]


def test_a_quiz_with_dates_or_a_pause_has_something_to_allow():
    dated = replace(FREE, id="termin", window=Window(closes=CLOSES))
    paused = replace(FREE, id="przerwa", wait=60)

    assert limited([FREE, dated, paused]) == [dated, paused]


@pytest.mark.parametrize(
    ("quiz", "tries", "minutes", "code"),
    [
        (EXAM, 1, 0, None),
        (EXAM, 0, 15, None),
        (EXAM, 0, 0, "nothing"),
        (FREE, 1, 0, "tries"),
        (FREE, 0, 5, "minutes"),
    ],
)
def test_an_allowance_that_gives_nothing_is_needless(quiz, tries, minutes, code):
    assert needless(quiz, tries, minutes) == code
    assert code is None or NEEDLESS[code]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_a_file_is_a_formula(sign):
    text = csv_text(["a"], [[f"{sign}1+1"], ["a=b"]])

    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert rows[1] == [f"'{sign}1+1"]
    assert rows[2] == ["a=b"]
