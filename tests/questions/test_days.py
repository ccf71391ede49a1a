"""A day is written as a day."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import TypeAdapter, ValidationError

from app.questions.days import Day

DAY = TypeAdapter(Day)


def test_a_day_is_year_month_and_day():
    assert DAY.validate_python("2026-11-23") == date(2026, 11, 23)


@pytest.mark.parametrize(
    "value",
    [2026, 20261123, "2026", "2026-13-01", "23.11.2026", "2026-11-23T00:00", 0.5],
)
def test_nothing_else_is_taken_for_a_day(value):
    with pytest.raises(ValidationError):
        DAY.validate_python(value)
