"""Work for a process of its own, which has to find it by import."""

from __future__ import annotations

from datetime import datetime
from multiprocessing.queues import Queue
from pathlib import Path

from app.engines import Database
from app.web import limits
from app.web.limits import Limit


def count_tries(
    url: str, lock: Path, limit: Limit, now: datetime, answers: Queue[list[bool]]
) -> None:
    """Count three tries of one limit and put down which were allowed."""
    database = Database(url, lock)
    allowed = []
    for _ in range(3):
        with database.writing() as session:
            allowed.append(limits.count(session, limit, "ana", now=now))
    answers.put(allowed)
    database.close()
