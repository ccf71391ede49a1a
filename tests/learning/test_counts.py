"""Whose points count when a quiz was taken several times."""

from __future__ import annotations

import pytest

from app.learning.rules import fold
from tests.learning.test_rules import POINT, judged


@pytest.mark.parametrize(("counts", "points"), [("first", 3), ("best", 9), ("last", 5)])
def test_whose_points_count_is_said_by_the_quiz_and_passing_once_is_passing(
    counts, points
):
    results = [
        judged("test", 3, passed=False),
        judged("test", 9, passed=True),
        judged("test", 5, passed=False),
    ]

    fact = fold(results, {"test": counts}).quizzes["test"]

    assert (fact.points, fact.passed, fact.attempts) == (points * POINT, True, 3)
