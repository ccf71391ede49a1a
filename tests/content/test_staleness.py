"""Lessons that somebody has to look at again."""

from datetime import date

from app.content.staleness import stale
from tests.content.packages import FILES, checked


def test_a_lesson_is_stale_from_the_day_after_its_day():
    lesson = FILES["lessons/lekcja.md"].replace(
        "minutes: 5", "minutes: 5\nreview_by: 2027-03-31\nlaw_as_of: 2026-11-23"
    )
    course = checked({"lessons/lekcja.md": lesson}).course
    assert course is not None
    assert stale(course, date(2027, 3, 31)) == []
    (found,) = stale(course, date(2027, 4, 1))
    assert found.lesson_id == "lekcja"
    assert found.law_as_of == date(2026, 11, 23)


def test_a_lesson_without_a_day_is_never_stale():
    course = checked().course
    assert course is not None
    assert stale(course, date(2100, 1, 1)) == []
