"""The formulas, held against published numbers and against other ways to the same."""

from collections import Counter
from fractions import Fraction
from math import isclose, sqrt
from statistics import correlation, covariance, quantiles, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reports.psychometrics import Tally, quantile, reliability, variance

POINT = 1_000_000
# Moodle's own worked example, mod/quiz/report/statistics/tests/fixtures/results00.csv:
# the marks of 25 attempts at seven questions of one point each.
MARKS = """
1 1 1 1 1 0 1|1 1 1 1 0.5 1 0|1 1 1 1 0.5 0 1|0 0 1 1 1 0 0|1 0 1 0 0 1 0.5
1 1 1 1 0.5 0 0.5|0 1 1 1 0.5 1 0.5|1 1 1 0 0.5 1 0.5|1 0 1 1 1 1 1|0 1 1 0 0.5 1 0.5
0.8 0 1 1 0.5 1 0.5|1 1 1 0 0.5 1 1|1 0 1 1 0.5 1 0.5|1 0 1 1 1 0 0.5|0 0 1 1 0 1 1
1 0 1 0 0.5 1 1|0.8 0 1 1 0.5 0 1|1 0 1 1 0 1 0.5|1 0 1 1 0.5 0 0.5|0 1 1 0 0.5 1 0
1 1 0.333333 1 0.5 0 0.5|1 1 1 0 0.5 0 0.5|1 1 1 1 0 1 0.5|0 0 1 0 0.5 1 1|0 0 1 1 1 1 1
"""
# And what it comes to, qstats00.csv: facility, standard deviation, discrimination index
# and discriminative efficiency in percent. That table keeps a third as 0.3333333.
EXPECTED = [
    (0.704, 0.4513682901, -7.0650767526, -9.4550536967),
    (0.48, 0.5099019514, -28.8982125772, -36.7834118938),
    (0.973333332, 0.13333334, -9.1230674268, -21.6545012165),
    (0.68, 0.4760952286, -22.6306444113, -31.4411395613),
    (0.52, 0.3055050463, -17.6997047674, -21.1794802584),
    (0.64, 0.4898979486, -45.3785178421, -56.9365974439),
    (0.62, 0.331662479, -5.6543166602, -6.5043742058),
]
ATTEMPTS = [
    [int(Fraction(mark) * POINT) for mark in line.split()]
    for row in MARKS.split("\n")
    for line in row.split("|")
    if line
]

points = st.integers(0, 40)
pairs = st.lists(st.tuples(points, points), min_size=3, max_size=40)


def tally(pairs: list[tuple[int, int]], maximum: int = POINT) -> Tally:
    """Return what comes of (earned, rest of the score)."""
    made = Tally(maximum)
    for earned, rest in pairs:
        made.add(earned, earned + rest)
    return made


@pytest.mark.parametrize("place", range(7))
def test_a_question_comes_to_the_numbers_that_moodle_publishes(place: int) -> None:
    found = tally([(row[place], sum(row) - row[place]) for row in ATTEMPTS])

    facility, deviation, discrimination, efficiency = EXPECTED[place]
    assert found.count == 25
    assert found.facility == pytest.approx(facility, abs=1e-6)
    assert found.deviation == pytest.approx(deviation, abs=1e-6)
    assert found.discrimination == pytest.approx(discrimination / 100, abs=1e-6)
    assert found.efficiency == pytest.approx(efficiency / 100, abs=1e-6)


def test_a_quiz_comes_to_the_numbers_that_moodle_publishes() -> None:
    items = [variance(Counter(row[place] for row in ATTEMPTS)) for place in range(7)]
    scores = Counter(sum(row) for row in ATTEMPTS)

    found = reliability(items, variance(scores))

    # stats_from_steps_walkthrough_test.php, quiz 00.
    assert found is not None
    assert found.alpha == pytest.approx(-0.872230935542, abs=1e-6)
    assert found.error_ratio == pytest.approx(1.368294900795, abs=1e-6)
    assert found.standard_error / POINT == pytest.approx(1.1106813066, abs=1e-6)
    assert quantile(scores, Fraction(1, 2)) == 4.5 * POINT


def test_alpha_is_one_when_all_questions_say_the_same() -> None:
    marks = Counter({0: 3, POINT: 5})
    doubled = Counter({0: 3, 2 * POINT: 5})

    found = reliability([variance(marks), variance(marks)], variance(doubled))

    assert found is not None
    assert (found.alpha, found.standard_error) == (1, 0)


@given(pairs)
def test_indices_agree_with_those_of_the_standard_library(
    pairs: list[tuple[int, int]],
) -> None:
    found = tally(pairs, maximum=40)
    earned = [one for one, _ in pairs]
    rests = [other for _, other in pairs]

    assert isclose(found.facility or 0, sum(earned) / len(earned) / 40)
    assert isclose(found.deviation or 0, stdev(earned) / 40, abs_tol=1e-12)
    if len(set(earned)) > 1 and len(set(rests)) > 1:
        assert isclose(
            found.discrimination or 0, correlation(earned, rests), abs_tol=1e-9
        )
        best = covariance(sorted(earned), sorted(rests))
        assert isclose(
            found.efficiency or 0, covariance(earned, rests) / best, abs_tol=1e-9
        )
    else:
        assert found.discrimination is None


@given(pairs)
def test_indices_do_not_depend_on_the_order_of_attempts(
    pairs: list[tuple[int, int]],
) -> None:
    one, other = tally(pairs), tally(pairs[::-1])

    assert one.discrimination == other.discrimination
    assert one.efficiency == other.efficiency


@given(pairs)
def test_no_question_discriminates_better_than_its_marks_can(
    pairs: list[tuple[int, int]],
) -> None:
    efficiency = tally(pairs).efficiency

    assert efficiency is None or efficiency <= 1


@given(st.lists(points, min_size=2, max_size=40))
def test_quartiles_are_those_of_spreadsheets(values: list[int]) -> None:
    counted = Counter(values)
    found = [quantile(counted, Fraction(one, 4)) for one in (1, 2, 3)]

    assert found == pytest.approx(quantiles(values, n=4, method="inclusive"))


def test_nothing_is_said_of_what_nobody_answered() -> None:
    found = Tally(POINT)

    assert found.facility is None
    assert found.deviation is None
    assert found.discrimination is None
    assert found.efficiency is None
    assert quantile({}, Fraction(1, 2)) is None


def test_a_question_that_weighs_nothing_has_no_facility() -> None:
    found = tally([(0, 1), (0, 2)], maximum=0)

    assert found.facility is None
    assert found.deviation is None


def test_a_question_all_answered_alike_discriminates_nobody() -> None:
    found = tally([(POINT, 1), (POINT, 2), (POINT, 3)])

    assert found.facility == 1
    assert found.deviation == 0
    assert found.discrimination is None
    assert found.efficiency is None


@pytest.mark.parametrize(
    ("items", "total"),
    [
        ([Fraction(1)], Fraction(1)),
        ([Fraction(1), None], Fraction(2)),
        ([Fraction(0), Fraction(0)], Fraction(0)),
        ([Fraction(1), Fraction(1)], None),
    ],
)
def test_a_quiz_that_says_too_little_has_no_reliability(
    items: list[Fraction | None], total: Fraction | None
) -> None:
    assert reliability(items, total) is None


def test_marks_and_scores_too_large_for_floats_are_counted_exactly() -> None:
    huge = 10**18
    found = tally([(huge, huge), (huge + 1, huge + 1), (huge + 2, huge + 2)], huge)

    assert found.discrimination == pytest.approx(1)
    assert found.deviation == pytest.approx(1 / huge)
    assert sqrt(variance(found.distribution) or 0) == 1
