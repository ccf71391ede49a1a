"""The loop: one thread that does what is due, never stops a server, and stops quickly.

With SQLite the process that holds the file `jobs.lock` does the work; with PostgreSQL
each job is leased, so that of many processes one does it.
"""

from __future__ import annotations

import fcntl
import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app.engines import Busy, Database, Full
from app.jobs import leases
from config import Settings

log = logging.getLogger(__name__)
LONGEST_NAP = 1.0  # seconds between two looks at whether the process is ending
SPARE_SECONDS = 30  # how much longer than its interval a job is leased

Work = Callable[[Database, Settings, datetime], object]


@dataclass(frozen=True)
class Job:
    """Work done about every `every_seconds`; it must bear being done twice."""

    name: str
    every_seconds: float
    work: Work


def in_one_write(change: Callable[[Session, datetime], object]) -> Work:
    """Make work of a function that takes (session, now) and writes."""

    def work(database: Database, _settings: Settings, now: datetime) -> None:
        with database.writing() as session:
            change(session, now)

    return work


class Loop:
    """Does jobs in a thread of this process until it is stopped or the process ends."""

    def __init__(
        self, jobs: Sequence[Job], database: Database, settings: Settings
    ) -> None:
        """Prepare the loop; nothing runs before `start`."""
        self._jobs = tuple(jobs)
        self._database = database
        self._settings = settings
        self._holder = leases.new_holder()
        self._stopping = threading.Event()
        self._lock: IO[str] | None = None
        # The process waits for this thread when it ends, so no job is cut in two.
        self._thread = threading.Thread(target=self._run, name="jobs", daemon=False)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Stop after the job that is being done, and wait for that."""
        self._stopping.set()
        self._thread.join()

    def run_once(self, now: datetime) -> None:
        """Do every job now, as far as it is this process's turn."""
        for job in self._jobs:
            self._do(job, now)

    def give_back(self) -> None:
        """Let another process do the work from now on."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None
        if not self._database.sqlite:
            try:
                with self._database.writing() as session:
                    leases.give_back(session, self._holder)
            except (Busy, SQLAlchemyError):
                log.info("leases were not given back; they end by themselves")

    def _run(self) -> None:
        due = dict.fromkeys(self._jobs, time.monotonic())
        while not self._ending():
            for job, moment in due.items():
                if time.monotonic() >= moment and not self._ending():
                    self._do(job, datetime.now(UTC))
                    due[job] = time.monotonic() + job.every_seconds
            nap = min(due.values(), default=0.0) - time.monotonic()
            self._stopping.wait(min(max(nap, 0.05), LONGEST_NAP))
        self.give_back()

    def _ending(self) -> bool:
        return self._stopping.is_set() or not threading.main_thread().is_alive()

    def _do(self, job: Job, now: datetime) -> None:
        try:
            if self._may(job, now):
                job.work(self._database, self._settings, now)
        except Full:
            # Said in one line each time, since nothing but room mends it.
            log.error("job %s: there is no room to write", job.name)  # noqa: TRY400
        except Busy:
            log.info("job %s: the database was busy, later again", job.name)
        except Exception:
            # Whatever went wrong in one job must not keep the others from being done.
            log.exception("job %s failed", job.name)

    def _may(self, job: Job, now: datetime) -> bool:
        if self._database.sqlite:
            return self._holds_file()
        with self._database.writing() as session:
            return leases.take(
                session,
                job.name,
                self._holder,
                now,
                job.every_seconds + SPARE_SECONDS,
            )

    def _holds_file(self) -> bool:
        if self._lock is None:
            file = (self._settings.data_dir / "jobs.lock").open("a")
            try:
                fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                file.close()
                return False
            self._lock = file
        return True
