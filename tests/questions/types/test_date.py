"""date: any usual form, a tolerance in days, and no guessing."""

import pytest

from app.questions.base import BadResponse
from app.questions.score import FULL
from tests.questions.asking import asked, faults


def day(**keys):
    return asked("date", answer="2026-10-31", **keys)


def test_a_day_counts_within_its_tolerance():
    question = day(days_earlier=1, days_later=2)

    marks = [question.mark_of(f"{one}.2026") for one in ("29.10", "30.10", "2.11")]
    assert marks == [0, FULL, FULL]
    assert question.mark_of("3.11.2026") == 0


@pytest.mark.parametrize(
    ("near", "text", "hit"),
    [
        ({"months_off": 1}, "30.09.2026", True),
        ({"months_off": 1}, "30.11.2026", True),
        ({"months_off": 1}, "29.11.2026", False),
        ({"months_off": 1}, "31.12.2026", False),
        ({"years_off": 1}, "31.10.2027", True),
        ({"years_off": 1}, "31.10.2028", False),
        ({"days_off": 1}, "1.11.2026", True),
        ({"days_off": 1}, "30.10.2026", True),
        ({"answer": "2026-12-24"}, "24 grudnia 2026", True),
    ],
)
def test_typical_wrong_days_earn_what_they_are_worth(near, text, hit):
    question = day(near=[{**near, "mark": "25%", "tag": "off", "feedback": "Fast."}])
    found = question.judge({"text": text}, {})

    assert found.mark == (250_000 if hit else 0)
    assert found.tag == ("off" if hit else "")
    assert found.rule == ("near-1" if hit else None)


def test_what_may_be_two_days_is_asked_back_and_not_judged():
    question = asked("date", answer="2026-06-05")

    with pytest.raises(BadResponse) as refused:
        question.read({"q": ["5/6/2026"]}, {})

    assert refused.value.code == "date-ambiguous"
    assert refused.value.message % refused.value.params == (
        "Is this 2026-06-05 or 2026-05-06? Write the month as a word, please."
    )
    assert refused.value.entered == {"text": "5/6/2026"}
    assert question.read({"q": ["31/6/2026"]}, {}) == {"text": "31/6/2026"}


def test_what_was_stored_and_may_be_two_days_counts_as_the_better_one():
    assert asked("date", answer="2026-05-06").mark_of("5/6/2026") == FULL


def test_what_is_no_day_is_told_as_such():
    assert day().judge({"text": "jutro"}, {}).code == "date-unreadable"
    assert day().judge({"text": "31.06.2026"}, {}).code == "date-impossible"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pl", "31 października 2026"),
        ("de", "31. Oktober 2026"),
        ("en", "31 October 2026"),
    ],
)
def test_the_right_day_is_shown_in_the_language_of_the_course(language, text):
    assert day(language=language).solution({}) == {"text": text}


def test_a_near_day_is_said_in_one_way():
    twice = {"days_off": 1, "years_off": 1}

    assert faults("date", answer="2026-01-01", near=[twice, {}]) == [
        ("date-near", ("near", 0)),
        ("date-near", ("near", 1)),
    ]


def test_the_last_days_of_the_calendar_upset_nothing():
    question = day(near=[{"months_off": 1}])

    assert question.mark_of("31.12.9999") == 0
    assert question.mark_of("1.1.0001") == 0
