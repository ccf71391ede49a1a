"""How far somebody is, decided from what they did and what the course asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from app.content.conditions import Counts
from app.content.course import Course, Quiz


class ResultKind(StrEnum):
    """What a result row tells of."""

    LESSON = "lesson"
    PRACTICE = "practice"
    QUIZ = "quiz"


class State(StrEnum):
    """How one activity stands for one learner."""

    DONE = "done"
    BEGUN = "begun"  # a quiz tried and not passed yet
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Earned:
    """One result, as the fold reads it. Points in millionths of a point."""

    activity_id: str
    kind: str
    points: int
    maximum: int
    passed: bool | None


@dataclass(frozen=True, slots=True)
class QuizFact:
    """The result that counts in one quiz so far, and how many attempts were judged."""

    points: int
    maximum: int
    passed: bool | None
    attempts: int

    def suffices(self, quiz: Quiz) -> bool:
        """Passed, or judged where nothing had to be passed, then or now."""
        return self.passed is not False or quiz.pass_mark is None


@dataclass(frozen=True)
class Facts:
    """All that was done in one enrolment, as far as progress depends on it."""

    lessons: frozenset[str] = frozenset()
    practice: frozenset[str] = frozenset()
    quizzes: Mapping[str, QuizFact] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return JSON values in a fixed order, so that equal facts are equal text."""
        return {
            "lessons": sorted(self.lessons),
            "practice": sorted(self.practice),
            "quizzes": {
                quiz_id: [fact.points, fact.maximum, fact.passed, fact.attempts]
                for quiz_id, fact in sorted(self.quizzes.items())
            },
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Facts:
        """Read what `to_json` wrote."""
        return cls(
            lessons=frozenset(value.get("lessons", ())),
            practice=frozenset(value.get("practice", ())),
            quizzes={
                quiz_id: QuizFact(*fact)
                for quiz_id, fact in value.get("quizzes", {}).items()
            },
        )


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing the course asks for, and what of it is missing.

    `kind` is lessons, practice or quiz; `wanted` and `missing` are activity ids.
    For a quiz: what counted best so far, None before the first result.
    """

    kind: str
    wanted: tuple[str, ...]
    missing: tuple[str, ...]
    best: QuizFact | None = None

    @property
    def met(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


@dataclass(frozen=True)
class Progress:
    """What the learner's pages and the reports show of an enrolment."""

    states: Mapping[str, State]
    requirements: tuple[Requirement, ...]
    points: int
    maximum: int

    @property
    def done(self) -> int:
        """How many activities are done."""
        return sum(state is State.DONE for state in self.states.values())

    @property
    def total(self) -> int:
        """How many activities the course has."""
        return len(self.states)

    @property
    def percent(self) -> int:
        """Share of activities done, 0-100, rounded down: 100 only when all are."""
        return 100 * self.done // self.total if self.total else 0

    @property
    def complete(self) -> bool:
        """Whether every requirement is met."""
        return all(requirement.met for requirement in self.requirements)

    @property
    def missing(self) -> tuple[Requirement, ...]:
        """The requirements that are not met yet."""
        return tuple(one for one in self.requirements if not one.met)

    def next_after(self, place: str | None) -> str | None:
        """Return the first activity not done from `place` on, then from the start."""
        order = list(self.states)
        begin = order.index(place) if place is not None and place in order else 0
        for activity_id in order[begin:] + order[:begin]:
            if self.states[activity_id] is not State.DONE:
                return activity_id
        return None


def fold(
    results: Iterable[Earned], counts: Mapping[str, Counts] | None = None
) -> Facts:
    """Return the facts that these results add up to.

    `counts` says of quizzes whose points count, those of the best attempt if nothing.
    Where it is the first or the last, results come in the order of their attempts;
    else in any order.
    """
    lessons: set[str] = set()
    practice: set[str] = set()
    quizzes: dict[str, QuizFact] = {}
    how = counts or {}
    for result in results:
        if result.kind == ResultKind.LESSON:
            lessons.add(result.activity_id)
        elif result.kind == ResultKind.PRACTICE:
            practice.add(result.activity_id)
        else:
            before = quizzes.get(result.activity_id)
            quizzes[result.activity_id] = _counted(
                before, result, how.get(result.activity_id, "best")
            )
    return Facts(frozenset(lessons), frozenset(practice), quizzes)


def _counted(before: QuizFact | None, result: Earned, counts: Counts) -> QuizFact:
    """Choose whose points count; passing once is passing, whichever that was."""
    fact = QuizFact(result.points, result.maximum, result.passed, 1)
    if before is None:
        return fact
    best = max(before, fact, key=_rank)
    chosen = {"best": best, "first": before, "last": fact}[counts]
    return replace(chosen, passed=best.passed, attempts=before.attempts + 1)


def _rank(fact: QuizFact) -> tuple[bool, float, int, int, bool]:
    """Order results by all they say, so that the order they come in never matters."""
    share = fact.points / fact.maximum if fact.maximum else 0.0
    done = fact.passed is not False
    return done, share, fact.points, fact.maximum, fact.passed is True


def progress(course: Course, facts: Facts) -> Progress:
    """Return how far `facts` reach in `course`."""
    wanted = course.completion
    requirements = [
        _requirement("lessons", wanted.lessons, facts.lessons),
        _requirement("practice", wanted.practice, facts.practice),
        *(_quiz_requirement(course.quizzes[one], facts) for one in wanted.quizzes),
    ]
    counted = [facts.quizzes[one] for one in wanted.quizzes if one in facts.quizzes]
    return Progress(
        states={one: _state(course, one, facts) for one in course.order},
        requirements=tuple(one for one in requirements if one.wanted),
        points=sum(fact.points for fact in counted),
        maximum=sum(fact.maximum for fact in counted),
    )


def _requirement(
    kind: str, wanted: tuple[str, ...], done: frozenset[str]
) -> Requirement:
    return Requirement(kind, wanted, tuple(i for i in wanted if i not in done))


def _quiz_requirement(quiz: Quiz, facts: Facts) -> Requirement:
    best = facts.quizzes.get(quiz.id)
    met = best is not None and best.suffices(quiz)
    return Requirement("quiz", (quiz.id,), () if met else (quiz.id,), best)


def _state(course: Course, activity_id: str, facts: Facts) -> State:
    if activity_id in course.lessons:
        return State.DONE if activity_id in facts.lessons else State.OPEN
    fact = facts.quizzes.get(activity_id)
    if fact is None:
        return State.OPEN
    return State.DONE if fact.suffices(course.quizzes[activity_id]) else State.BEGUN


def keep_until(last_event: datetime, years: int, zone: str) -> datetime:
    """Return until when evidence is kept: `years` after the end of its calendar year.

    Calendar years are those of the installation's zone (CPR 2021/1060, art. 82 counts
    from 31 December).
    """
    year = last_event.astimezone(ZoneInfo(zone)).year + years + 1
    return datetime(year, 1, 1, tzinfo=ZoneInfo(zone))
