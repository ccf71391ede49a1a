"""What many answers say about a question and a quiz: classical test theory, exactly.

The definitions are those of Moodle's quiz report ("Quiz statistics calculations",
developer documentation of Moodle, 2013, after McAlpine, "A Summary of Methods of Item
Analysis", CAA Centre, 2002), so that numbers can be compared with those of other
platforms. Marks and scores are whole millionths of a point; sums of them are exact, and
only the last step divides. Variances and covariances are those of a sample, over n - 1.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import sqrt
from typing import Final

# Below this many answers an index says more about chance than about the question.
FEWEST: Final = 30


@dataclass(slots=True)
class Tally:
    """How one question was answered, attempt by attempt, in flat memory.

    `maximum` is what the question can earn. Memory grows with the number of different
    marks and scores, not with the number of attempts.
    """

    maximum: int
    count: int = 0
    _marks: Counter[int] = field(default_factory=Counter)
    # What the same people earned with all other questions of the attempt.
    _rests: Counter[int] = field(default_factory=Counter)
    _products: int = 0

    def add(self, earned: int, score: int) -> None:
        """Note one attempt: what this question earned, and the score of the whole."""
        rest = score - earned
        self.count += 1
        self._marks[earned] += 1
        self._rests[rest] += 1
        self._products += earned * rest

    @property
    def distribution(self) -> Mapping[int, int]:
        """How often each mark was earned."""
        return self._marks

    @property
    def variance(self) -> Fraction | None:
        """Return the variance of the marks, None below two attempts."""
        return variance(self._marks)

    @property
    def facility(self) -> float | None:
        """Return the facility index: the mean mark as a share of the maximum, 0 to 1.

        Easy questions have a high one. None without attempts or without a maximum.
        """
        if not self.count or not self.maximum:
            return None
        return float(_mean(self._marks) / self.maximum)

    @property
    def deviation(self) -> float | None:
        """Return the standard deviation of the marks as a share of the maximum."""
        spread = self.variance
        if spread is None or not self.maximum:
            return None
        return sqrt(spread) / self.maximum

    @property
    def discrimination(self) -> float | None:
        """Return the discrimination index, -1 to 1.

        The correlation (Pearson) between the mark of this question and what the rest of
        the attempt earned: C(x, X) / sqrt(V(x) V(X)). Near 0, the question tells the
        strong from the weak no better than a coin; below it, the strong fail. None
        where all marks, or all rests, are the same.
        """
        together, own, rest = self._covariance, self.variance, variance(self._rests)
        if together is None or not own or not rest:
            return None
        return float(together) / sqrt(own * rest)

    @property
    def efficiency(self) -> float | None:
        """Return the discriminative efficiency, at most 1.

        The covariance C(x, X) as a share of the greatest one that the same marks and
        the same rests can have, which they have when the best marks meet the best
        rests. It tells a very easy question from one that discriminates badly.
        """
        together, most = self._covariance, self._greatest_covariance
        if together is None or not most:
            return None
        return float(together / most)

    @property
    def _covariance(self) -> Fraction | None:
        return self._covariance_of(self._products)

    @property
    def _greatest_covariance(self) -> Fraction | None:
        pairs = _met(self._marks, self._rests)
        return self._covariance_of(sum(mark * rest * n for mark, rest, n in pairs))

    def _covariance_of(self, products: int) -> Fraction | None:
        if self.count < 2:
            return None
        means = _mean(self._marks) * _mean(self._rests)
        return (products - self.count * means) / (self.count - 1)


def variance(values: Mapping[int, int]) -> Fraction | None:
    """Return the sample variance of values given with how often each came."""
    count = sum(values.values())
    if count < 2:
        return None
    mean = _mean(values)
    squares = sum(value * value * times for value, times in values.items())
    return (squares - count * mean * mean) / (count - 1)


@dataclass(frozen=True, slots=True)
class Reliability:
    """How far a quiz measures one thing, and how sure a single score is.

    `alpha` is Cronbach's coefficient (Cronbach, Psychometrika 16, 1951), which Moodle
    calls the coefficient of internal consistency; `error_ratio` is sqrt(1 - alpha), the
    share of the spread of scores that is chance; `standard_error` is that share of the
    standard deviation, in millionths of a point.
    """

    alpha: float
    error_ratio: float
    standard_error: float


def reliability(
    items: Sequence[Fraction | None], total: Fraction | None
) -> Reliability | None:
    """Return the reliability of a quiz from the variances of its questions and scores.

    alpha = k / (k - 1) * (1 - sum of V(x) / V(T)), for k questions that everybody met.
    None below two questions, or where all scores are the same.
    """
    known = [one for one in items if one is not None]
    if len(items) < 2 or len(known) < len(items) or not total:
        return None
    alpha = Fraction(len(items), len(items) - 1) * (1 - sum(known) / total)
    ratio = sqrt(1 - alpha)
    return Reliability(float(alpha), ratio, ratio * sqrt(total))


def quantile(values: Mapping[int, int], share: Fraction) -> Fraction | None:
    """Return the value below which a share of all lies, between neighbours linearly.

    Definition 7 of Hyndman and Fan, "Sample Quantiles in Statistical Packages", 1996:
    the one of spreadsheets. `share` is 1/2 for the median. None without values.
    """
    count = sum(values.values())
    if not count:
        return None
    place = (count - 1) * share
    below = int(place)
    low, high = _at(values, below), _at(values, min(below + 1, count - 1))
    return low + (place - below) * (high - low)


def _mean(values: Mapping[int, int]) -> Fraction:
    times = sum(values.values())
    return Fraction(sum(value * n for value, n in values.items()), times)


def _met(
    first: Mapping[int, int], second: Mapping[int, int]
) -> Iterator[tuple[int, int, int]]:
    """Yield (value, value, how often) of both in ascending order, side by side."""
    left, right = sorted(first.items()), sorted(second.items())
    one, other = 0, 0
    a, b = (left[0][1], right[0][1]) if left and right else (0, 0)
    while one < len(left) and other < len(right):
        times = min(a, b)
        yield left[one][0], right[other][0], times
        a, b = a - times, b - times
        if not a:
            one += 1
            a = left[one][1] if one < len(left) else 0
        if not b:
            other += 1
            b = right[other][1] if other < len(right) else 0


def _at(values: Mapping[int, int], place: int) -> int:
    """Return the value at a place, from 0, of all values in ascending order."""
    for value in sorted(values):
        place -= values[value]
        if place < 0:
            return value
    raise IndexError(place)
