"""Answers judged by words: needed, forbidden, denied."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.questions.score import FULL
from tests.questions.asking import asked, faults


def by_words(language="pl", **words):
    return asked(
        "short-text", fold=language, answers=[{"words": words}], accepts=["Na piśmie"]
    )


PL = by_words(all=[["pisemn*", "na piśmie"], "pracodaw*"], none=["ustnie"])
DE = by_words(
    "de", all=["schriftlich"], any=["Vertrag", "Kündigung"], none=["mündlich"]
)
EN = by_words("en", all=["helmet"], any=["wear", "wears", "put on"])
DENIED = by_words("de", all=["nicht", "erlaubt"])


@pytest.mark.parametrize(
    ("question", "text", "right"),
    [
        (PL, "Pracodawca musi to zrobić na piśmie.", True),
        (PL, "Forma pisemna, podpisuje pracodawca", True),
        (PL, "na pismie, pracodawca", True),
        (PL, "Na piśmie", False),
        (PL, "pracodawca ustnie albo na piśmie", False),
        (PL, "Pracodawca na piśmie, nie ustnie", True),
        (PL, "Pracodawca nie musi na piśmie", False),
        (DE, "Der Vertrag muss schriftlich sein", True),
        (DE, "Der Vertrag muss schrifflich sein", True),
        (DE, "Der Vertrag muss nicht schriftlich sein", False),
        (DE, "Der Vertrag muss schriftlich sein, nicht mündlich", True),
        (DE, "Der Vertrag ist mündlich, nicht schriftlich", False),
        (DE, "Die Kuendigung nicht mündlich, sondern schriftlich", True),
        (DE, "Kein Vertrag ist schriftlich", False),
        (DE, "schriftlich", False),
        (EN, "You must put on a helmet", True),
        (EN, "Put a helmet on", False),
        (EN, "You need not wear a helmet", False),
        (EN, "Don't forget: wear a helmet!", True),
        (DENIED, "Das ist nicht erlaubt", True),
        (DENIED, "Das ist erlaubt", False),
        (DENIED, "Das ist erlaubt, nicht wahr?", False),
        (DENIED, "nicht hier; aber es ist erlaubt", False),
    ],
)
def test_words_count_where_they_are_said_and_not_denied(question, text, right):
    assert question.mark_of(text) == (FULL if right else 0)


def test_slips_in_the_words_are_told_of():
    found = DE.judge({"text": "der Vertrag, schrifflich"}, {})

    assert (found.mark, found.code) == (FULL, "nearly")
    assert (
        asked(
            "short-text",
            answers=[{"words": {"all": ["schriftlich"]}}],
            accepts=["schriftlich"],
            typos="none",
        ).mark_of("schrifflich")
        == 0
    )


def test_a_forbidden_word_is_not_looked_for_among_misspellings():
    assert DE.mark_of("Vertrag schriftlich, mühndlich") == FULL


def test_rules_with_words_are_rules_in_their_order():
    question = asked(
        "short-text",
        answers=[
            {"words": {"all": ["Helm"], "none": ["Handschuhe"]}},
            {"words": {"any": ["Helm"]}, "mark": "50%", "tag": "both"},
        ],
        accepts=["Helm"],
    )

    assert question.mark_of("der Helm") == FULL
    assert question.outcome("Helm und Handschuhe").rule == "rule-2"
    assert question.outcome("Helm und Handschuhe").tag == "both"
    assert question.solution({}) == {"text": "Helm"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({}, ("words-missing", ("answers", 0, "words"))),
        ({"none": ["x"]}, ("words-missing", ("answers", 0, "words"))),
        ({"all": ["…"]}, ("word-empty", ("answers", 0, "words", "all"))),
    ],
)
def test_what_cannot_be_looked_for_is_told_to_its_author(words, expected):
    found = faults("short-text", answers=[{"words": words}], accepts=["x"])

    assert found == [expected]


@settings(deadline=None)
@given(st.text(max_size=80) | st.text("nicht schriflVerag,.!mü*", max_size=80))
def test_no_text_whatever_raises(text):
    for question in (PL, DE, EN, DENIED):
        assert question.mark_of(text) in (0, FULL)
        assert question.outcome(text) == question.outcome(text)
