"""One way to read many answers, timed: the process whose memory is measured.

python -m benchmarks.statistics_writer (raw|counted) FOLDER prints JSON.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import time
from pathlib import Path

from benchmarks.installation import COURSE
from benchmarks.report_writer import highest_memory

RAW = """
SELECT response.learner, attempt_id, question_id, answer, response.at, judgement.mark
FROM attempt
JOIN response ON response.learner = attempt.learner
 AND response.attempt_id = attempt.id
LEFT JOIN judgement ON judgement.learner = response.learner
 AND judgement.response_id = response.id
WHERE attempt.submitted_at IS NOT NULL
ORDER BY response.learner, attempt_id, question_id, sequence
"""


def _raw(folder: Path) -> int:
    connection = sqlite3.connect(folder / "czeladnik.db")
    return sum(1 for row in connection.execute(RAW) if json.loads(row[3]) is not None)


def _counted(folder: Path) -> int:
    from app.engines import Database
    from app.publishing.library import Library
    from app.reports import statistics
    from app.reports.attempts import Wanted
    from app.web.identity import Scope

    path = folder / "czeladnik.db"
    database = Database(f"sqlite:///{path}", Path(f"{path}.lock"))
    library = Library(folder / "compiled")
    everyone = Scope(everyone=True)
    with database.reading() as session:
        found = statistics.counted(
            session, Wanted(COURSE), everyone, "Europe/Warsaw", library.course
        )
    return sum(one.marks.count - one.blank for one in found.questions.values())


def _read(kind: str, folder: str) -> None:
    if kind == "counted":
        # Imported before the clock starts, as in a running server.
        import app.questions.register
        import app.reports.statistics  # noqa: F401
    begun = time.process_time()
    answers = (_raw if kind == "raw" else _counted)(Path(folder))
    seconds = time.process_time() - begun
    megabytes = highest_memory()
    print(json.dumps({"seconds": seconds, "megabytes": megabytes, "answers": answers}))


if __name__ == "__main__":
    _read(*sys.argv[1:])
