"""(e) Starting the server with a hundred published courses, beside an empty one."""

from __future__ import annotations

import shutil
import statistics
import tempfile
from pathlib import Path

from benchmarks.harness import ROOT
from benchmarks.installation import COURSE, Installation
from benchmarks.table import Row

ROUNDS = 3
COURSES = 100


def measure() -> list[Row]:
    """Return the ratio of the two start times, until the first page is answered."""
    with tempfile.TemporaryDirectory() as folder:
        packages = Path(folder) / "packages"
        nothing = Path(folder) / "nothing"
        nothing.mkdir()
        for number in range(COURSES):
            _copy(packages / f"course-{number}", f"course-{number}")
        empty = Installation(Path(folder) / "empty", nothing)
        full = Installation(Path(folder) / "full", packages)
        rounds = [(_seconds(empty), _seconds(full)) for _ in range(ROUNDS)]
    before = statistics.median(one for one, _ in rounds)
    after = statistics.median(one for _, one in rounds)
    return [
        Row(
            f"(e) start with {COURSES} courses / with none",
            after / before,
            most=2,
            beside=f"{after:.2f} s, {before:.2f} s",
        )
    ]


def _seconds(installation: Installation) -> float:
    with installation.serving() as server:
        return server.start_seconds


def _copy(target: Path, course_id: str) -> None:
    """Copy a real package under another id."""
    shutil.copytree(ROOT / "courses" / COURSE, target)
    path = target / "course.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(f"id: {COURSE}\n", f"id: {course_id}\n", 1))
