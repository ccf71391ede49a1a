"""Regular expressions: the whole answer, in linear time, or refused beforehand."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.questions.score import FULL
from tests.questions.asking import asked, faults


def by_regex(pattern, **keys):
    return asked(
        "short-text", answers=[{"regex": pattern}], accepts=["x"], fold="pl", **keys
    )


@pytest.mark.parametrize(
    ("pattern", "text", "right"),
    [
        (r"art\. ?\d+( §? ?\d+)? k\.?p", "Art. 29 § 2 KP", True),
        (r"art\. ?\d+( §? ?\d+)? k\.?p", "art.29 k.p.", True),
        (r"art\. ?\d+", "zob. art. 29", False),
        (r"(tak|oczywiście)", "Oczywiście!", True),
        (r"\pL+-\pL+", "Łódź–Śródmieście", True),
        (r"a.b", "a\nb", True),
        (r"", "x", True),
    ],
)
def test_the_whole_evened_answer_has_to_match(pattern, text, right):
    if not pattern:
        assert faults("short-text", answers=[{"regex": ""}], accepts=["x"])
        return
    assert by_regex(pattern).mark_of(text) == (FULL if right else 0)


def test_capitals_matter_where_they_are_required():
    assert by_regex("IHK").mark_of("ihk") == FULL
    assert by_regex("IHK", case="required").mark_of("ihk") == 0


@pytest.mark.parametrize(
    "pattern",
    [r"(?=a)b", r"(a)\1", "(a", "a{1000}{1000}", "((a{100}){100}){10}", "[z-a]"],
)
def test_what_re2_cannot_take_is_refused_when_the_package_is_checked(pattern):
    found = faults("short-text", answers=[{"regex": pattern}], accepts=["x"])

    assert found == [("regex-refused", ("answers", 0, "regex"))]


def test_a_catastrophe_of_other_engines_takes_no_time():
    question = by_regex("(a*)*(a|aa)+b")
    began = time.perf_counter()

    assert question.mark_of("a" * 5_000) == 0
    assert time.perf_counter() - began < 0.5


@given(st.text(max_size=40) | st.just("\ud800"))
def test_no_text_whatever_raises(text):
    assert by_regex(r"[a-zł]+").mark_of(text) in (0, FULL)
