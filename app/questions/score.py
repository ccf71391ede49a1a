"""Marks, points and scores in whole millionths: sums are the same everywhere."""

from collections.abc import Iterable
from dataclasses import dataclass

# The full mark of a question, and one whole point: a million millionths.
FULL = 1_000_000


def share(part: int, whole: int) -> int:
    """Return `part` of `whole` in millionths, rounded half up, never below zero.

    Less than the whole is never rounded to the full mark.
    """
    if part <= 0:
        return 0
    if part >= whole:
        return FULL
    return min((2 * FULL * part + whole) // (2 * whole), FULL - 1)


def mean(marks: Iterable[int]) -> int:
    """Return the mean of marks in millionths; of no marks it is zero."""
    known = tuple(marks)
    return share(sum(known), FULL * len(known)) if known else 0


def credited(mark: int, credit: str) -> int:
    """Return a mark, or nothing of it when `credit` is "all" and it is not full."""
    return mark if mark >= FULL or credit != "all" else 0


@dataclass(frozen=True, slots=True)
class Score:
    """What was earned of what could be earned, both in millionths of a point."""

    points: int = 0
    maximum: int = 0

    @classmethod
    def of(cls, mark: int, points: int) -> "Score":
        """Return the score of one question: its mark (millionths) and its weight."""
        return cls(mark * points, FULL * points)

    def add(self, other: "Score") -> "Score":
        """Return the score of both together."""
        return Score(self.points + other.points, self.maximum + other.maximum)

    @property
    def is_full(self) -> bool:
        """Tell whether everything was earned, of something that could be earned."""
        return self.points >= self.maximum > 0

    @property
    def scaled(self) -> int:
        """The share in millionths, rounded down, so that it never promises a pass."""
        if self.maximum <= 0:
            return 0
        return max(0, min(self.points * FULL // self.maximum, FULL))

    def passes(self, pass_mark: int) -> bool:
        """Tell whether the score reaches a pass mark in millionths, exactly.

        Where nothing could be earned, nothing but a pass mark of zero is reached.
        """
        if self.maximum <= 0:
            return pass_mark <= 0
        return self.points * FULL >= pass_mark * self.maximum

    def percent(self, pass_mark: int | None = None) -> int:
        """Return the share in whole percent, rounded half up, to be shown.

        It is 100 only for the full score, and never looks like a pass (or a fail) of
        a pass mark in millionths when it is none.
        """
        if self.is_full:
            return 100
        if self.maximum <= 0:
            return 0
        percent = (200 * self.points + self.maximum) // (2 * self.maximum)
        percent = max(0, min(percent, 99))
        if pass_mark is None or self.passes(pass_mark):
            return percent
        # The highest whole percentage below the pass mark.
        return min(percent, (pass_mark - 1) // 10_000)


def total(scores: Iterable[Score]) -> Score:
    """Return the score of all of them together."""
    whole = Score()
    for score in scores:
        whole = whole.add(score)
    return whole
