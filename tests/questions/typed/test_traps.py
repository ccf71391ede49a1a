"""Words near to the right one that are other words."""

import pytest

from app.questions.score import FULL
from tests.questions.asking import asked, faults


def stunden(**keys):
    traps = [
        {"text": "Stunde", "feedback": "Nur eine?", "tag": "singular"},
        "Stufen",
    ]
    return asked("short-text", answer="Stunden", but_not=traps, **keys)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("Stunden", FULL),
        ("Stundn", FULL),
        ("Stunde", 0),
        ("stunde.", 0),
        ("Stunder", 0),  # as near to Stunde as to Stunden
        ("Stufen", 0),
        ("Stuffen", 0),
    ],
)
def test_another_word_is_nobodys_slip(text, mark):
    assert stunden().mark_of(text) == mark


def test_a_trap_has_feedback_a_rule_for_the_records_and_a_tag():
    found = stunden().judge({"text": "Stunde"}, {})

    assert found.feedback == ("Nur eine?",)
    assert (found.rule, found.tag) == ("trap-1", "singular")


def test_a_trap_that_is_an_answer_is_told_to_its_author():
    found = faults("short-text", answer=["Stunde", "Std"], but_not=["Tag", "stunde"])

    assert found == [("trap-right", ("but_not", 1))]


def test_a_trap_goes_before_words_with_slips_too():
    question = asked(
        "short-text",
        answers=[{"words": {"all": ["Stunden"]}}],
        accepts=["acht Stunden"],
        but_not=["acht Stunde"],
    )

    assert question.mark_of("acht Stuunden") == FULL
    assert question.mark_of("acht Stunde") == 0
