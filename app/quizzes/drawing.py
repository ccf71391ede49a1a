"""What an attempt asks: which questions, in which order, and each as it was drawn.

The result is stored with the attempt, so it can be shown again after every change of
the course. The same course, seed and history draw the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from random import Random
from typing import Any

from app.content.allotment import allotted, demands
from app.content.course import Course, Part, Quiz, Unit
from app.questions.base import Form, Question


def drawn_form(
    course: Course, quiz: Quiz, seed: int, seen: Mapping[str, int] | None = None
) -> dict[str, Any]:
    """Draw what one attempt asks; JSON values.

    `seen` says how often the learner met each question before. "questions" lists what
    is asked, in order: `id`, `form` as drawn, `part` (its number in the quiz), and
    where it applies `scenario` and `points`, which the part gives it.
    """
    chosen = _chosen(quiz.parts, seed, seen or {})
    return {
        "questions": [
            _entry(course, part, unit, question_id, seed, number)
            for number, (part, units) in enumerate(zip(quiz.parts, chosen, strict=True))
            for unit in units
            for question_id in unit.questions
        ]
    }


def question_form(course: Course, question_id: str, seed: int) -> Form:
    """Draw one question; independent of the others, so adding one changes none."""
    return course.questions[question_id].draw(_dice(seed, question_id))


def weight(question: Question, entry: Mapping[str, Any]) -> int:
    """Return how many points a question adds to the maximum of an attempt.

    `entry` is what `drawn_form` says of it.
    """
    points: int = entry.get("points", question.points)
    return points if question.weight else 0


def met(forms: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Return how often each question stands in the forms of earlier attempts."""
    counts: dict[str, int] = {}
    for form in forms:
        for entry in form.get("questions", ()):
            counts[entry["id"]] = counts.get(entry["id"], 0) + 1
    return counts


def lengths(parts: Sequence[Part]) -> tuple[int, int]:
    """Return how many questions these parts ask, at the fewest and at the most.

    Scenarios in one pool may have different numbers of questions.
    """
    fewest = most = 0
    for part in parts:
        sizes = sorted(len(unit.questions) for unit in part.units)
        count = len(sizes) if part.draw is None else part.draw
        fewest += sum(sizes[:count])
        most += sum(sizes[len(sizes) - count :])
    return fewest, most


def maximum(course: Course, quiz: Quiz, part: Part) -> int:
    """Return the points that can be reached in a part; the same in every draw."""
    fixed = {unit.id for one in quiz.parts if one.draw is None for unit in one.units}
    weights = [
        sum(_weight(course, part, one) for one in unit.questions)
        for unit in part.units
        if part.draw is None or unit.id not in fixed
    ]
    return sum(weights if part.draw is None else weights[: part.draw])


def _weight(course: Course, part: Part, question_id: str) -> int:
    question = course.questions[question_id]
    return weight(question, {} if part.points is None else {"points": part.points})


def _chosen(
    parts: Sequence[Part], seed: int, seen: Mapping[str, int]
) -> list[list[Unit]]:
    """Return the units of each part, in the order in which they are asked."""
    drawn = _drawn_ids(parts, seed, seen)
    found: list[list[Unit]] = []
    for number, part in enumerate(parts):
        ids = drawn.get(number)
        units = [unit for unit in part.units if ids is None or unit.id in ids]
        if part.order == "drawn":
            _dice(seed, f"/order/{number}").shuffle(units)
        found.append(units)
    return found


def _drawn_ids(
    parts: Sequence[Part], seed: int, seen: Mapping[str, int]
) -> Mapping[int, list[str]]:
    wanted = demands(parts)
    if not wanted:
        return {}
    rng = _dice(seed, "/draw")
    met_before = _met_before(parts, seen)
    ids = list(met_before)
    rng.shuffle(ids)
    ids.sort(key=met_before.__getitem__)
    # Nor should it be always the first part that gets what several could have.
    rng.shuffle(wanted)
    return allotted(ids, wanted, to=sum(one.count for one in wanted))


def _met_before(parts: Sequence[Part], seen: Mapping[str, int]) -> dict[str, int]:
    """Return for each unit how often it was met, 0 where nobody prefers the unseen."""
    counts: dict[str, int] = {}
    for part in parts:
        if part.draw is not None:
            for unit in part.units:
                often = max(seen.get(one, 0) for one in unit.questions)
                often *= part.prefer == "unseen"
                counts[unit.id] = max(often, counts.get(unit.id, 0))
    return counts


def _entry(
    course: Course, part: Part, unit: Unit, question_id: str, seed: int, number: int
) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "id": question_id,
        "form": question_form(course, question_id, seed),
        "part": number,
    }
    if unit.id in course.scenarios:
        entry["scenario"] = unit.id
    if part.points is not None:
        entry["points"] = part.points
    return entry


def _dice(seed: int, purpose: str) -> Random:
    return Random(f"{seed}:{purpose}")  # noqa: S311 - an order, not a secret
