"""Answers counted, attempt by attempt, in memory that hardly grows with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from app.questions.score import FULL, Score
from app.reports.editions import Edition, Editions
from app.reports.picks import is_typed, picks
from app.reports.psychometrics import Tally

# Different answers kept for one question; the rarest of more would never be shown.
_MOST_PICKS: Final = 5_000
# Sets of questions for which scores are kept apart; where more are drawn, none are.
MOST_SETS: Final = 20
# Whoever needs longer for one question has gone for a coffee.
_LONGEST: Final = 60 * 60  # seconds


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer that counted to one question; `mark` is None while nobody gave one."""

    answer: Mapping[str, Any] = field(repr=False)
    at: datetime
    mark: int | None
    rule: str | None


@dataclass(frozen=True, slots=True)
class Taken:
    """A submitted attempt; `points` and `maximum` are millionths of a point."""

    digest: str
    quiz_id: str
    asked: tuple[str, ...]
    answers: Mapping[str, Answer]
    points: int
    maximum: int
    passed: bool | None
    started_at: datetime
    submitted_at: datetime
    # Whether each question stood on a page of its own, so that its time is known.
    one_a_page: bool

    @property
    def share(self) -> float:
        """The score, 0 to 1."""
        return self.points / self.maximum if self.maximum else 0.0


@dataclass(slots=True)
class Pick:
    """How often one thing was chosen or typed, and how well those did who did so."""

    count: int = 0
    shares: float = 0.0

    def add(self, share: float) -> None:
        """Note one more, whose attempt came to this share of its maximum."""
        self.count += 1
        self.shares += share

    @property
    def mean(self) -> float:
        """The mean score, 0 to 1, of those who chose it."""
        return self.shares / self.count if self.count else 0.0


@dataclass
class Asked:
    """Everything counted about one edition of a question."""

    edition: Edition
    marks: Tally = field(init=False)
    blank: int = 0
    picks: dict[str, Pick] = field(default_factory=dict)
    # Which answer rule decided how often: typical mistakes have rules of their own.
    rules: Counter[str] = field(default_factory=Counter)
    seconds: Counter[int] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        """Begin with nothing counted."""
        self.marks = Tally(_weighed(self, FULL).points)

    @property
    def points(self) -> int:
        """What the question weighs; nothing where nobody marks it."""
        return self.edition.question.weight

    def add(self, taken: Taken, given: Answer | None, seconds: int | None) -> None:
        """Note what became of it in one attempt."""
        mark = (given.mark or 0) if given else 0
        self.marks.add(_weighed(self, mark).points, taken.points)
        if given is None or not given.answer:
            self.blank += 1
            return
        if given.rule:
            self.rules[given.rule] += 1
        if seconds is not None:
            self.seconds[min(seconds, _LONGEST)] += 1
        for pick in picks(self.edition.question, dict(given.answer)):
            if pick in self.picks or len(self.picks) < _MOST_PICKS:
                self.picks.setdefault(pick, Pick()).add(taken.share)

    def typed(self) -> Iterator[tuple[str, Pick]]:
        """Yield what was typed, the most frequent first."""
        found = ((one, pick) for one, pick in self.picks.items() if is_typed(one))
        yield from sorted(found, key=lambda one: (-one[1].count, one[0]))


def _weighed(asked: Asked, mark: int) -> Score:
    return Score.of(mark, asked.points)


@dataclass
class Sat:
    """Everything counted about one quiz."""

    quiz_id: str
    scores: Counter[int] = field(default_factory=Counter)  # shares in millionths
    passed: int = 0
    failed: int = 0
    seconds: Counter[int] = field(default_factory=Counter)
    # By the questions asked: how many points each earned, and the whole.
    sets: dict[frozenset[tuple[str, int]], Asking] | None = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many attempts were submitted."""
        return self.scores.total()

    def add(self, taken: Taken, earned: Mapping[tuple[str, int], int]) -> None:
        """Note one attempt; `earned` says what each edition of a question brought."""
        self.scores[Score(taken.points, taken.maximum).scaled] += 1
        if taken.passed is not None:
            self.passed += taken.passed
            self.failed += not taken.passed
        took = taken.submitted_at - taken.started_at
        self.seconds[int(took.total_seconds())] += 1
        if self.sets is None:
            return
        self.sets.setdefault(frozenset(earned), Asking()).add(earned, taken.points)
        if len(self.sets) > MOST_SETS:
            self.sets = None


@dataclass
class Asking:
    """Attempts that asked the very same questions: what each of these earned."""

    items: dict[tuple[str, int], Counter[int]] = field(default_factory=dict)
    totals: Counter[int] = field(default_factory=Counter)

    def add(self, earned: Mapping[tuple[str, int], int], points: int) -> None:
        """Note one attempt."""
        for item, value in earned.items():
            self.items.setdefault(item, Counter())[value] += 1
        self.totals[points] += 1


@dataclass
class Counted:
    """Questions and quizzes of a course, counted."""

    editions: Editions
    questions: dict[tuple[str, int], Asked] = field(default_factory=dict)
    quizzes: dict[str, Sat] = field(default_factory=dict)

    def add(self, taken: Taken) -> None:
        """Note one attempt."""
        seconds = _seconds(taken) if taken.one_a_page else {}
        earned: dict[tuple[str, int], int] = {}
        for question_id in taken.asked:
            edition = self.editions.of(taken.digest, question_id)
            if edition is None:
                continue
            name = question_id, edition.number
            asked = self.questions.get(name)
            if asked is None:
                asked = self.questions[name] = Asked(edition)
            given = taken.answers.get(question_id)
            asked.add(taken, given, seconds.get(question_id))
            if asked.points:
                mark = (given.mark or 0) if given else 0
                earned[name] = _weighed(asked, mark).points
        self.quizzes.setdefault(taken.quiz_id, Sat(taken.quiz_id)).add(taken, earned)


def _seconds(taken: Taken) -> dict[str, int]:
    """Return how long each answer took: since the one before, or since the start."""
    before, took = taken.started_at, {}
    for question_id, given in sorted(taken.answers.items(), key=lambda one: one[1].at):
        took[question_id] = max(0, int((given.at - before).total_seconds()))
        before = given.at
    return took
