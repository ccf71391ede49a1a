"""Answers to any question: the right one, and one that a person might give instead."""

from __future__ import annotations

from random import Random
from typing import Any

from app.questions.base import Form, Question, Response
from app.questions.choosing import ChoiceQuestion


def answer(question: Question, form: Form, rng: Random, *, right: bool) -> Response:
    """Return a right answer or another one; {} where nothing else comes to mind."""
    solution = question.solution(form)
    return solution if right else _spoilt(question, solution, rng)


def _spoilt(question: Question, solution: Response, rng: Random) -> Response:
    if isinstance(question, ChoiceQuestion):
        return {"choices": [_wrong_choice(question, rng)]}
    for key, value in solution.items():
        other = _other(value)
        if other is not None:
            return {**solution, key: other}
    # A type made later than this file is left blank.
    return {}


def _wrong_choice(question: ChoiceQuestion, rng: Random) -> str:
    return rng.choice(
        [one for one in question.alternatives if one not in question.right_ids]
    )


def _other(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, list):
        return value[::-1]
    if isinstance(value, str):
        return _other_text(value)
    return _turned(value) if isinstance(value, dict) else None


def _other_text(text: str) -> str:
    """Return another number for a number, so that it can be taken as an answer."""
    return f"9{text}" if text[:1].isdigit() else "nie wiem"


def _turned(parts: dict[str, str]) -> dict[str, str]:
    """Let every part have what belongs to the next one."""
    values = list(parts.values())
    turned = dict(zip(parts, [*values[1:], *values[:1]], strict=True))
    return turned if turned != parts else dict.fromkeys(parts, "nie wiem")
