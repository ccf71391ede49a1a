"""One way to write the report, timed: the process whose memory is measured.

python -m benchmarks.report_writer (raw|csv|xlsx) DATABASE TARGET prints JSON.
"""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

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
    from app.publishing import courses
    from app.reports import completion
    from app.reports.columns import Reader
    from app.web.identity import Scope

    zone = "Europe/Warsaw"
    filters, scope = completion.Filters(), Scope(everyone=True)
    database = Database(f"sqlite:///{path}", Path(f"{path}.lock"))
    with database.reading() as session:
        reader = Reader(zone, "pl", str, courses.cards(session, withdrawn=True))
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
    print(json.dumps({"seconds": seconds, "megabytes": highest_memory()}))


def highest_memory() -> float:
    """Return this process's peak in MB; `getrusage` would count its parent's, too."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("the kernel does not tell")


if __name__ == "__main__":
    _report(*sys.argv[1:])
