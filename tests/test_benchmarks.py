"""What the benchmarks fill in fits the tables, so that they run when wanted."""

import sqlite3
from contextlib import closing
from pathlib import Path

from benchmarks import question_statistics, report
from benchmarks.installation import Installation


def stored(database: Path, counting: str) -> int:
    with closing(sqlite3.connect(database)) as connection:
        found: int = connection.execute(counting).fetchone()[0]
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return found


def test_responses_are_stored_as_time_would(tmp_path: Path) -> None:
    Installation(tmp_path).store_responses(20)
    assert stored(tmp_path / "czeladnik.db", "SELECT count(*) FROM response") == 20


def test_answers_are_filled_in_for_the_statistics(tmp_path: Path) -> None:
    question_statistics.filled(tmp_path, 40)
    assert stored(tmp_path / "czeladnik.db", "SELECT count(*) FROM judgement") == 40


def test_enrolments_are_filled_in_for_the_report(tmp_path: Path) -> None:
    assert stored(report.filled(tmp_path, 5), "SELECT count(*) FROM enrolment") == 5
