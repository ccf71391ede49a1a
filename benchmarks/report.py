"""(c) The completion report of 100,000 enrolments, beside the same rows from sqlite3.

Each measurement runs in a process of its own, so that its memory can be told:
python -m benchmarks.report (raw|csv|xlsx) DATABASE TARGET prints seconds and megabytes.
"""

from __future__ import annotations

import csv
import json
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from benchmarks.filling import AT, fill, opened
from benchmarks.harness import ROOT
from benchmarks.installation import COURSE, Installation
from benchmarks.table import Row

ROUNDS = 3
FEW, MANY = 10_000, 100_000  # enrolments
RAW = """
SELECT person.family_name, person.given_name, organisation.name, enrolment.course_id,
       course.created_at, enrolment.opened_at, enrolment.closed_at,
       enrolment_state.done, enrolment_state.total, completion.at,
       enrolment_state.points, enrolment_state.maximum, certificate.serial
FROM enrolment
JOIN enrolment_state ON enrolment_state.learner = enrolment.learner
 AND enrolment_state.enrolment_id = enrolment.id
JOIN course ON course.id = enrolment.course_id
JOIN revision ON revision.digest = course.digest
LEFT JOIN person ON person.learner = enrolment.learner
LEFT JOIN organisation ON organisation.id = enrolment.organisation_id
LEFT JOIN completion ON completion.learner = enrolment.learner
 AND completion.enrolment_id = enrolment.id
LEFT JOIN certificate ON certificate.enrolment_id = enrolment.id
 AND certificate.replaced_at IS NULL
ORDER BY person.sort_key, enrolment.course_id, enrolment.id
"""


def measure() -> list[Row]:
    """Return time and memory of the report as CSV and XLSX."""
    with tempfile.TemporaryDirectory() as folder:
        few, many = (_filled(Path(folder) / str(n), n) for n in (FEW, MANY))
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
            [sys.executable, "-m", "benchmarks.report", kind, database, target.name],
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def _filled(folder: Path, number: int) -> Path:
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


def _raw(database: str, target: str) -> None:
    connection = sqlite3.connect(database)
    with Path(target).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(connection.execute(RAW))


def _csv(database: str, target: str) -> None:
    from app.reports import files
    from app.reports.columns import COLUMNS

    headers = [column.header for column in COLUMNS]
    with Path(target).open("w", encoding="utf-8", newline="") as file:
        file.writelines(files.csv_chunks(headers, _cells(database), decimal_comma=True))


def _xlsx(database: str, target: str) -> None:
    from app.reports import files
    from app.reports.columns import COLUMNS

    headers = [column.header for column in COLUMNS]
    files.write_xlsx(Path(target), COLUMNS, headers, _cells(database), title="Report")


def _cells(path: str) -> Iterator[tuple[Any, ...]]:
    from app.engines import Database
    from app.reports import completion
    from app.reports.columns import Reader
    from app.web.identity import Scope

    zone = "Europe/Warsaw"
    reader = Reader(zone, "pl", str)
    filters, scope = completion.Filters(), Scope(everyone=True)
    database = Database(f"sqlite:///{path}", Path(f"{path}.lock"))
    with database.reading() as session:
        for row in completion.rows(session, filters, scope, zone):
            yield tuple(reader.cells(row))


WAYS: dict[str, Callable[[str, str], None]] = {"raw": _raw, "csv": _csv, "xlsx": _xlsx}


def _report(kind: str, database: str, target: str) -> None:
    if kind != "raw":
        # Imported before the clock starts, as in a running server.
        import app.reports.completion
        import app.reports.files  # noqa: F401
    begun = time.process_time()
    WAYS[kind](database, target)
    seconds = time.process_time() - begun
    print(json.dumps({"seconds": seconds, "megabytes": _highest_memory()}))


def _highest_memory() -> float:
    """Return this process's peak in MB; `getrusage` would count its parent's, too."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("the kernel does not tell")


if __name__ == "__main__":
    _report(*sys.argv[1:])
