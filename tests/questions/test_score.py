"""Points add up exactly, and a percentage never promises what is not there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.questions.score import FULL, Score, credited, mean, share, total

marks = st.integers(0, FULL)


@pytest.mark.parametrize(
    ("part", "whole", "mark"),
    [
        (0, 3, 0),
        (1, 3, 333_333),
        (2, 3, 666_667),
        (3, 3, FULL),
        (-1, 3, 0),
        (4, 3, FULL),
    ],
)
def test_a_share_is_rounded_half_up_and_stays_between_nothing_and_all(
    part, whole, mark
):
    assert share(part, whole) == mark


@given(st.integers(1, 10**9))
def test_less_than_the_whole_is_never_the_full_mark(whole):
    assert share(whole - 1, whole) < FULL


def test_the_mean_of_full_marks_is_full_and_of_nothing_is_nothing():
    assert mean([FULL] * 7) == FULL
    assert mean([]) == 0
    assert mean([FULL, 0, 0]) == 333_333


def test_all_or_nothing_keeps_only_the_full_mark():
    assert credited(FULL, "all") == FULL
    assert credited(FULL - 1, "all") == 0
    assert credited(FULL - 1, "partial") == FULL - 1


def test_scores_add_up():
    assert total([Score.of(FULL, 2), Score.of(FULL // 2, 1)]) == Score(
        2_500_000, 3_000_000
    )
    assert total([]) == Score()


@given(st.lists(st.tuples(marks, st.integers(1, 100)), max_size=20))
def test_the_order_of_adding_does_not_matter(parts):
    scores = [Score.of(mark, points) for mark, points in parts]

    assert total(scores) == total(reversed(scores))


def test_a_score_just_below_the_pass_mark_neither_passes_nor_looks_like_it():
    score = Score(69_999_999, 100_000_000)

    assert not score.passes(700_000)
    assert score.percent(700_000) == 69
    assert score.percent() == 70
    assert Score(70_000_000, 100_000_000).passes(700_000)


def test_only_everything_is_a_hundred_percent():
    assert Score(999_999_999, 1_000_000_000).percent() == 99
    assert Score(3, 3).percent() == 100
    assert Score(3, 3).percent(FULL) == 100


@pytest.mark.parametrize(
    ("points", "percent"), [(0, 0), (5, 1), (4, 0), (665, 67), (664, 66), (995, 99)]
)
def test_percentages_are_rounded_half_up(points, percent):
    assert Score(points, 1000).percent() == percent


@given(marks, st.integers(1, 100), st.integers(1, FULL))
def test_what_is_shown_agrees_with_what_is_passed(mark, points, pass_mark):
    score = Score.of(mark, points)

    if not score.passes(pass_mark):
        assert score.percent(pass_mark) * 10_000 < pass_mark
    elif pass_mark % 10_000 == 0:
        assert score.percent(pass_mark) * 10_000 >= pass_mark
    assert score.scaled <= FULL
    assert score.passes(score.scaled)


def test_where_nothing_can_be_earned_nothing_is_passed():
    nothing = Score()

    assert not nothing.passes(1)
    assert nothing.passes(0)
    assert (nothing.percent(), nothing.percent(500_000), nothing.scaled) == (0, 0, 0)
    assert not nothing.is_full
