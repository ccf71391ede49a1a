"""A difference spells out both texts, and is only there when it helps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.questions.differences import difference
from tests.questions.asking import asked, shown


def spelled(pieces, *kinds):
    return "".join(piece.text for piece in pieces if piece.kind in kinds)


@given(st.text("abcdeä ", min_size=1), st.text("abcdeä ", min_size=1))
def test_the_pieces_spell_what_was_given_and_what_was_wanted(one, other):
    pieces = difference(one, [other])

    if pieces is not None:
        assert spelled(pieces, "same", "extra") == " ".join(one.split())
        assert spelled(pieces, "same", "missing") == " ".join(other.split())


def test_the_most_similar_of_the_wanted_texts_is_compared():
    pieces = difference("Madchen", ["Junge", "Mädchen"])

    assert pieces == (
        ("same", "M"),
        ("extra", "a"),
        ("missing", "ä"),
        ("same", "dchen"),
    )


@pytest.mark.parametrize(
    ("given_", "wanted"), [("Haus", "Baum"), ("", "Haus"), ("x" * 301, "x" * 301)]
)
def test_there_is_none_where_it_would_not_help(given_, wanted):
    assert difference(given_, [wanted]) is None
    assert difference(given_, []) is None


def test_case_is_a_difference_only_where_it_counts():
    assert difference("haus", ["Haus"]) == (("same", "haus"),)
    assert difference("haus", ["Haus"], ignore_case=False) == (
        ("extra", "h"),
        ("missing", "H"),
        ("same", "aus"),
    )


def test_whoever_writes_ae_is_not_shown_that_it_could_be_an_umlaut():
    question = asked("short-text", answer="Mädchen")

    pieces = question.judge({"text": "Maedchn"}, {}).difference

    assert spelled(pieces, "missing") == "e"
    assert spelled(pieces, "extra") == ""


def test_of_equally_similar_texts_the_first_is_compared():
    question = asked("short-text", answer="Mädchen")

    pieces = question.judge({"text": "Madchen"}, {}).difference

    assert spelled(pieces, "missing") == "ä"
    assert spelled(pieces, "extra") == "a"


def test_it_is_read_aloud_in_words_and_a_lost_space_can_be_seen():
    question = asked("short-text", answer="Guten Tag")
    judgement = question.judge({"text": "gutentag"}, {})

    html = shown(
        question.widget({}, {"text": "gutentag"}, judgement), judgement=judgement
    )

    assert '<p class="difference" lang="de">' in html
    assert "missing:" in html
    assert "a space" in html
    assert "Right, but look at the spelling." in html
