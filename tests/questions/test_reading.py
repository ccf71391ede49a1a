"""Forms are read strictly; what was stored earlier is read forgivingly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.questions.base import BadResponse
from app.questions.reading import (
    own_fields,
    single,
    stored_list,
    stored_text,
    stored_texts,
    typed,
)


@pytest.mark.parametrize(
    "text", ["", " \t\n", "\u00a0", "\u200b\ufeff", "\u00ad", "\x00\x1f"]
)
def test_what_looks_empty_is_empty(text):
    assert typed({"": [text]}) == ""


def test_what_no_database_takes_is_left_out_and_all_else_is_kept_as_typed():
    assert typed({"": [" a\x00b\ud800\tc\n"]}) == " ab\tc\n"


@given(st.text(st.characters(), max_size=50))
def test_what_is_kept_can_be_stored(text):
    kept = typed({"": [text]})

    assert "\x00" not in kept
    kept.encode()


def test_a_long_text_is_refused_with_as_much_as_may_be_kept():
    with pytest.raises(BadResponse) as refused:
        typed({"": ["x" * 101]}, most=100)

    assert refused.value.entered == {"text": "x" * 100}
    assert refused.value.params == {"most": 100}


def test_a_question_sees_its_own_fields_only():
    fields = {
        "q": ["a"],
        "q.x": ["b"],
        "q2": ["c"],
        "q2.x": ["d"],
        "x.q": ["e"],
        "": ["f"],
    }

    assert own_fields(fields, "q", ["x"]) == {"": ["a"], "x": ["b"]}


@pytest.mark.parametrize("name", ["q.", "q.y", "q.x.y", "q.[]"])
def test_a_part_that_does_not_exist_is_refused(name):
    with pytest.raises(BadResponse) as refused:
        own_fields({name: ["a"]}, "q", ["x"])

    assert refused.value.code == "field-unknown"


def test_the_last_of_several_values_never_wins():
    with pytest.raises(BadResponse):
        single({"": ["a", "b"]})


def test_what_is_stored_in_another_shape_counts_as_absent():
    odd = {"text": 5, "list": "abc", "map": [1], "texts": {"a": 1, "b": "c"}}

    assert stored_text(odd, "text") == stored_text(None, "text") == ""
    assert stored_list(odd, "list") == stored_list(None, "list") == []
    assert stored_texts(odd, "map") == stored_texts(None, "map") == {}
    assert stored_texts(odd, "texts") == {"b": "c"}
