"""Marking answers of all types on one core, beside reading the same JSON."""

from __future__ import annotations

import hashlib
import json
import statistics
import time
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

import yaml

from app.questions.base import Form, Question, Response
from app.questions.register import REGISTER, parse
from benchmarks.table import Row

ROUNDS = 5
QUESTIONS, RESPONSES = 100, 20_000
WANTED = 5_000  # responses a second
# What is written where the right answer was asked for: slips, and things never thought
# of. Every answer gets a number, so that none was judged before.
_WRITTEN = ("{}", "{}.", " {} ", "{}e", "nie wiem {}", "{} {}", "etwa {}", "x{}")

Asked = tuple[Question, Form]


def measure() -> list[Row]:
    """Return how many responses a second are marked, and against the reference."""
    asked, given = _exam()
    texts = [(place, json.dumps(response)) for place, response in given]
    rounds = [
        (_seconds(lambda: _reference(texts)), _seconds(lambda: _marked(asked, texts)))
        for _ in range(ROUNDS)
    ]
    theirs, ours = (statistics.median(one) for one in zip(*rounds, strict=True))
    rate = RESPONSES / ours
    slowest = _slowest(asked, given)
    return [
        Row(
            f"Marked a second of {QUESTIONS} mixed questions, in {WANTED:,}",
            rate / WANTED,
            least=1,
            beside=f"{rate:,.0f} responses/s; slowest {slowest}",
        ),
        Row("Marking / json.loads and SHA-256 of the same", ours / theirs),
    ]


def _exam() -> tuple[list[Asked], list[tuple[int, Response]]]:
    """Return questions of all types that rules mark, and what was answered to them."""
    luck = Random(1)  # noqa: S311 - the same in every run
    kinds = sorted(kind for kind, one in REGISTER.items() if one.marked_by == "rule")
    asked: list[Asked] = []
    for number in range(QUESTIONS):
        kind = kinds[number % len(kinds)]
        example = REGISTER[kind].example
        written = {**yaml.safe_load(example.yaml), "id": f"q{number}"}
        question = parse(written, language="pl")
        asked.append((question, {**question.draw(luck), **example.form}))
    places = [number % QUESTIONS for number in range(RESPONSES)]
    luck.shuffle(places)
    return asked, [(place, _answer(asked[place][0], luck)) for place in places]


def _answer(question: Question, luck: Random) -> Response:
    """Return an example of its type, of three typed answers two as people type."""
    example = question.example
    known = [example.right, example.wrong, example.partial or example.right]
    response = luck.choice(known)
    number = str(luck.randrange(100_000))

    def varied(value: Any, name: str = "") -> Any:
        if isinstance(value, dict):
            return {
                key: varied(one, "text" if name == "gaps" else key)
                for key, one in value.items()
            }
        if name != "text" or luck.random() < 1 / 3:
            return value
        return luck.choice(_WRITTEN).format(value, number)

    # The gaps of a dropdown hold ids.
    return response if question.kind == "dropdown" else varied(response)


def _marked(asked: Sequence[Asked], texts: Sequence[tuple[int, str]]) -> int:
    total = 0
    for place, text in texts:
        question, form = asked[place]
        total += question.judge(json.loads(text), form).mark
    return total


def _reference(texts: Sequence[tuple[int, str]]) -> int:
    total = 0
    for place, text in texts:
        total += place + len(json.loads(text))
        hashlib.sha256(text.encode()).digest()
    return total


def _slowest(asked: Sequence[Asked], given: Sequence[tuple[int, Response]]) -> str:
    """Return the type whose answers take longest, and how long one takes."""
    spent: dict[str, list[float]] = {}
    for place, response in given[: RESPONSES // 4]:
        question, form = asked[place]
        begun = time.process_time()
        question.judge(response, form)
        spent.setdefault(question.kind, []).append(time.process_time() - begun)
    means = {kind: statistics.mean(times) for kind, times in spent.items()}
    kind = max(means, key=means.__getitem__)
    return f"{kind} {1000 * means[kind]:.2f} ms"


def _seconds(act: Callable[[], int]) -> float:
    """Return processor seconds of this process: one core, whatever else is running."""
    begun = time.process_time()
    act()
    return time.process_time() - begun
