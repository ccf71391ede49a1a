"""Numbers, days and money among the rules of a text."""

import pytest

from app.questions.score import FULL
from tests.questions.asking import asked, faults


def by(**rule):
    return asked("short-text", fold="pl", answers=[rule])


@pytest.mark.parametrize(
    ("rule", "text", "right"),
    [
        ({"number": 12.5}, "12,5", True),
        ({"number": 12.5}, "12,6", False),
        ({"number": 12.5, "tolerance": "1%"}, "12,6", True),
        ({"number": 12.5, "unit": "m²"}, "12.50 m2", True),
        ({"number": 12.5, "unit": "m²"}, "12.50 kg", False),
        ({"number": 12.5}, "zwölf", False),
        ({"date": "2026-11-23"}, "23 listopada 2026 r.", True),
        ({"date": "2026-11-23"}, "23.11.2026", True),
        ({"date": "2026-11-23"}, "23.12.2026", False),
        ({"money": "1234,50 zł"}, "1.234,50 PLN", True),
        ({"money": "1234,50 zł"}, "1234,50", True),
        ({"money": "1234,50 zł"}, "1234,50 €", False),
        ({"money": "1234,50 zł", "tolerance": 1}, "1235 zł", True),
    ],
)
def test_values_are_read_as_people_write_them(rule, text, right):
    assert by(**rule).mark_of(text) == (FULL if right else 0)


@pytest.mark.parametrize(
    ("rule", "best"),
    [
        ({"number": 12.5, "unit": "kg"}, "12,5 kg"),
        ({"date": "2026-11-23"}, "23 listopada 2026"),
        ({"money": "12 EUR"}, "12\u00a0€"),
    ],
)
def test_the_right_value_is_shown_as_learners_write_it(rule, best):
    question = by(**rule)

    assert question.best == best
    assert question.mark_of(best) == FULL


def test_rules_of_several_kinds_are_tried_from_top_to_bottom():
    question = asked(
        "short-text",
        answers=[
            {"number": 8, "unit": "h"},
            {"text": "acht Stunden", "mark": "90%"},
            {"regex": "8.*", "mark": "50%"},
        ],
    )

    assert question.mark_of("8 h") == FULL
    assert question.mark_of("acht Stunden") == 900_000
    assert question.mark_of("8 Äpfel") == 500_000


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"text": "a", "regex": "a"}, [("rule-kind", ("answers", 0))]),
        ({"text": "a", "unit": "kg"}, [("rule-key", ("answers", 0, "unit"))]),
        (
            {"date": "2026-11-23", "tolerance": 2},
            [("rule-key", ("answers", 0, "tolerance"))],
        ),
        ({"money": "12"}, [("money-malformed", ("answers", 0, "money"))]),
        ({"words": {"all": ["a"]}}, [("solution-missing", ("answers",))]),
    ],
)
def test_what_does_not_fit_together_is_told_to_its_author(rule, expected):
    assert faults("short-text", answers=[rule]) == expected
