"""(c) The completion report of 100,000 enrolments, beside the same rows from sqlite3.

Each measurement runs in a process of its own, so that its memory can be told.
"""

from __future__ import annotations

import json
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from benchmarks.filling import AT, fill, opened
from benchmarks.harness import ROOT
from benchmarks.installation import COURSE, Installation
from benchmarks.table import Row

ROUNDS = 3
FEW, MANY = 10_000, 100_000  # enrolments


def measure() -> list[Row]:
    """Return time and memory of the report as CSV and XLSX."""
    with tempfile.TemporaryDirectory() as folder:
        few, many = (filled(Path(folder) / str(n), n) for n in (FEW, MANY))
        rounds = [(_run("raw", many), _run("csv", many)) for _ in range(ROUNDS)]
        small, xlsx = _run("csv", few), _run("xlsx", many)
    raw = statistics.median(one["seconds"] for one, _ in rounds)
    ours = statistics.median(one["seconds"] for _, one in rounds)
    memory = max(one["megabytes"] for _, one in rounds)
    times = f"ours {ours:.2f} s, sqlite3 {raw:.2f} s"
    return [
        Row(f"(c) CSV of {MANY:,}, time", ours / raw, most=4, beside=times),
        Row("(c) CSV, MB", memory, most=80),
        Row(
            f"(c) CSV, MB of {MANY:,} / {FEW:,}", memory / small["megabytes"], most=1.1
        ),
        Row(
            "(c) XLSX, MB",
            xlsx["megabytes"],
            most=100,
            beside=f"{xlsx['seconds']:.1f} s",
        ),
    ]


def _run(kind: str, database: Path) -> dict[str, float]:
    with tempfile.NamedTemporaryFile() as target:
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "benchmarks.report_writer",
                kind,
                database,
                target.name,
            ],
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def filled(folder: Path, number: int) -> Path:
    """Make an installation with so many enrolments; return its database."""
    installation = Installation(folder)
    digest = installation.course().digest
    path = folder / "czeladnik.db"
    with closing(opened(path)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        _fill(connection, number, digest)
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def _fill(connection: sqlite3.Connection, number: int, digest: str) -> None:
    """Insert people who are enrolled, half of whom completed the course."""
    keys = [f"{n:032x}" for n in range(number)]
    fill(
        connection,
        "person",
        "id, learner, family_name, sort_key",
        ((key, key, f"Łucka {n}", f"lucka {n:06}") for n, key in enumerate(keys)),
        given_name="Ana",
        locale="pl",
        created_at=AT,
    )
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
        "enrolment_state",
        "learner, enrolment_id",
        ((key, key) for key in keys),
        digest=digest,
        version=1,
        facts="{}",
        done=5,
        total=12,
        points=7_000_000,
        maximum=10_000_000,
        changed_at=AT,
    )
    fill(
        connection,
        "completion",
        "learner, id, enrolment_id",
        ((key, key, key) for key in keys[::2]),
        digest=digest,
        at=AT,
    )
