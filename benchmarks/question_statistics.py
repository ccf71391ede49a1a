"""Question statistics of 100,000 answers, beside the same rows read from sqlite3."""

from __future__ import annotations

import json
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

from app.content.course import Course
from benchmarks.filling import AT, fill, opened
from benchmarks.harness import ROOT
from benchmarks.installation import COURSE, Installation
from benchmarks.table import Row

ROUNDS = 3
PER_ATTEMPT = 20
FEW, MANY = 10_000, 100_000  # answers
_CRITERION = {
    "behaviour": "test",
    "pass_mark": 600_000,
    "tries": None,
    "minutes": None,
    "feedback": "end",
    "solutions": "end",
    "per_page": 1,
}


def measure() -> list[Row]:
    """Return time and memory of counting all answers of a course."""
    with tempfile.TemporaryDirectory() as folder:
        few, many = (filled(Path(folder) / str(n), n) for n in (FEW, MANY))
        rounds = [(_run("raw", many), _run("counted", many)) for _ in range(ROUNDS)]
        small = _run("counted", few)
    if {one["answers"] for pair in rounds for one in pair} != {MANY}:
        raise RuntimeError("not all answers were counted")
    raw = statistics.median(one["seconds"] for one, _ in rounds)
    ours = statistics.median(one["seconds"] for _, one in rounds)
    memory = max(one["megabytes"] for _, one in rounds)
    times = f"ours {ours:.2f} s, sqlite3 {raw:.2f} s"
    return [
        Row(f"Statistics of {MANY:,} answers / bare rows", ours / raw, beside=times),
        Row(
            f"Statistics, MB of {MANY:,} / {FEW:,}",
            memory / small["megabytes"],
            most=1.2,
            beside=f"{memory:.0f} MB",
        ),
    ]


def _run(kind: str, folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.statistics_writer", kind, str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def filled(folder: Path, answers: int) -> Path:
    """Make an installation with so many answers; return its folder."""
    installation = Installation(folder)
    course = installation.course()
    with closing(opened(folder / "czeladnik.db")) as connection:
        connection.execute("BEGIN IMMEDIATE")
        _fill(connection, course, answers // PER_ATTEMPT)
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder


def _fill(connection: sqlite3.Connection, course: Course, attempts: int) -> None:
    keys = [f"{n:032x}" for n in range(attempts)]
    asked = [
        one for one in course.questions.values() if one.marked_by == "rule"
    ][:PER_ATTEMPT]  # fmt: skip
    form = {"questions": [{"id": one.id, "form": {}} for one in asked]}
    fill(
        connection,
        "enrolment",
        "learner, id",
        ((key, key) for key in keys),
        course_id=COURSE,
        opened_at=AT,
    )
    fill(
        connection,
        "attempt",
        "learner, id, enrolment_id",
        ((key, key, key) for key in keys),
        activity_id=next(iter(course.quizzes)),
        behaviour="test",
        number=1,
        course_id=COURSE,
        digest=course.digest,
        seed=1,
        form=json.dumps(form),
        criterion=json.dumps(_CRITERION),
        language="pl",
        started_at=AT,
        submitted_at=AT,
        points=10_000_000,
        maximum=20_000_000,
    )
    solutions = {one.id: json.dumps(one.solution({})) for one in asked}
    fill(
        connection,
        "response",
        "learner, attempt_id, question_id, id, answer",
        (
            (key, key, question_id, response_id, solutions[question_id])
            for key, question_id, response_id in _answers(keys, list(solutions))
        ),
        sequence=1,
        client_key="k",
        answer_hash="h",
        state="saved",
        at=AT,
    )
    fill(connection, "judgement", *_judgements(keys, list(solutions)))


def _answers(keys: list[str], questions: list[str]) -> Iterator[tuple[str, str, str]]:
    for place, key in enumerate(keys):
        for number, question_id in enumerate(questions):
            yield key, question_id, f"{place * PER_ATTEMPT + number:032x}"


def _judgements(keys: list[str], questions: list[str]) -> tuple[str, list[Any]]:
    luck = Random(1)  # noqa: S311 - the same rows in every run
    columns = "learner, response_id, id, digest, marker, mark, at"
    return columns, [
        (key, one, one, "d", "1", luck.choice((0, 500_000, 1_000_000)), AT)
        for key, _, one in _answers(keys, questions)
    ]
