"""Dates are read as people write them, and asked back where nobody can tell."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.questions.dates import date_written, read_date

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-23",
        "2026/11/23",
        "23.11.2026",
        "23. 11. 2026",
        "23-11-2026",
        "23/11/2026",
        "23 11 2026",
        "23.11.26",
        "23.11.2026 r.",
        "23.11.2026r",
        "23 listopada 2026",
        "23 listopada 2026 roku",
        "23 LISTOPADA 2026 r.",
        "poniedziałek, 23 listopada 2026",
        "23 lis 2026",
        "23 XI 2026",
        "23.XI.2026",
        "23. November 2026",
        "Montag, 23. November 2026",
        "Montag, den 23. November 2026",
        "Montag, den 23.11.2026",
        "bis zum 23.11.2026",
        "w poniedziałek, dnia 23 listopada 2026 r.",
        "23,11,2026",
        "23. Nov. 2026",
        "23 Nov 2026",
        "23rd of November 2026",
        "the 23rd November, 2026",
        "November 23, 2026",
        "Nov 23rd, 2026",
        "Mon, 23 Nov 2026",
        " 23\u00a0listopada\u00a02026. ",
    ],
)
def test_usual_forms_are_read(text):
    assert read_date(text) == (DAY,)


@pytest.mark.parametrize(
    "text",
    [
        *("", "23.11.", "23 listopada", "2026", "Sommer", "23.Brumaire 2026"),
        *("nie 23.11.2026", "vor dem 23.11.2026", "dopiero po 23 listopada 2026"),
        "1" * 100,
    ],
)
def test_what_is_no_date_with_its_year_is_none(text):
    assert read_date(text) is None


@pytest.mark.parametrize("text", ["31.02.2026", "29 lutego 2026", "0.1.26", "32/13/26"])
def test_a_day_that_no_calendar_has_is_told_apart(text):
    assert read_date(text) == ()


def test_between_slashes_day_and_month_may_be_swapped():
    assert read_date("5/6/2026") == (date(2026, 6, 5), date(2026, 5, 6))
    assert read_date("6/6/2026") == (date(2026, 6, 6),)
    assert read_date("5.6.2026") == (date(2026, 6, 5),)


def test_two_digits_of_a_year_lie_within_a_lifetime():
    assert read_date("1.1.49") == (date(2049, 1, 1),)
    assert read_date("1.1.50") == (date(1950, 1, 1),)


DAYS = st.dates(date(1000, 1, 1), date(9999, 12, 31))


@given(DAYS, st.sampled_from(["pl", "de", "en"]))
def test_what_is_shown_is_read(day, language):
    assert read_date(date_written(day, language)) == (day,)
    assert read_date(day.isoformat()) == (day,)
    assert day in read_date(f"{day.day}/{day.month}/{day.year}")


@given(st.text(max_size=80) | st.text("0123456789./- listopadXI", max_size=30))
def test_no_text_whatever_raises(text):
    found = read_date(text)

    assert found is None or len(found) <= 2


def test_every_day_of_a_year_has_a_word_for_its_month():
    for number in range(365):
        day = date(2026, 1, 1) + timedelta(number)
        assert read_date(date_written(day, "pl")) == (day,)
