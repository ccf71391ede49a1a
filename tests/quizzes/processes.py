"""Work for processes of their own, which have to find it by import."""

from __future__ import annotations

from datetime import datetime
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

from app.engines import Database
from app.quizzes import submissions
from tests.quizzes.conftest import COURSE


def close_together(
    url: str, lock: Path, start: Barrier, now: datetime, answers: Queue[int]
) -> None:
    """Close what is overdue once all others are there; put down how many it were."""
    database = Database(url, lock)
    courses = {COURSE.digest: COURSE}
    start.wait(60)
    with database.writing() as session:
        done = submissions.close_overdue(session, courses.__getitem__, now)
    answers.put(done)
    database.close()
