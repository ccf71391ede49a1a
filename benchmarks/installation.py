"""An installation of ours to be measured: real courses, learners, stored responses."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from app.accounts import sessions
from app.accounts.models import Person
from app.cli.preparing import prepare
from app.content.course import Course
from app.db import new_key
from app.engines import Database
from app.learning import enrolments
from app.publishing.library import Library
from app.publishing.models import PublishedCourse
from benchmarks.filling import AT, fill, opened
from benchmarks.harness import ROOT, Server, free_port, serving
from config import Settings, from_environment

COURSE = "prawo-pracy"
LEARNERS = 100
PER_ATTEMPT = 20  # stored responses
BATCH = 50_000


@dataclass(frozen=True)
class Learner:
    """Somebody who is signed in and takes the course."""

    person_id: UUID
    learner: UUID
    enrolment_id: UUID
    cookie: str


class Installation:
    """A DATA_DIR with everything published, and who is in it."""

    def __init__(self, folder: Path, courses: Path = ROOT / "courses") -> None:
        """Prepare an installation in `folder`, as the first start would."""
        self.port = free_port()
        self.environment = {
            "DATA_DIR": str(folder),
            "COURSES_DIR": str(courses),
            "PORT": str(self.port),
        }
        self.settings: Settings = from_environment(self.environment)
        self.now = datetime.now(UTC)
        with self._database() as database:
            prepare(database, self.settings, self.now, lambda _line: None)

    @contextmanager
    def serving(self) -> Iterator[Server]:
        """Run the server as it is shipped."""
        command = [sys.executable, "-m", "app.cli", "serve"]
        with serving(command, self.environment, self.port) as server:
            yield server

    def course(self) -> Course:
        """Return the course that is measured."""
        library = Library(self.settings.data_dir / "compiled")
        with self._database() as database, database.reading() as session:
            return library.course(session.get_one(PublishedCourse, COURSE).digest)

    def learners(self, number: int = LEARNERS) -> list[Learner]:
        """Add people who are enrolled and signed in."""
        course = self.course()
        found = []
        with self._database() as database, database.writing() as session:
            for index in range(number):
                person = _person(index, self.now)
                session.add(person)
                session.flush()
                enrolment_id = enrolments.enrol(
                    session,
                    person.learner,
                    COURSE,
                    digest=course.digest,
                    activities=len(course.order),
                    organisation_id=None,
                    by=person.id,
                    now=self.now,
                )
                session_id = sessions.begin(session, person.id, self.now, keep=False)
                cookie = f"signed-in={session_id}"
                found.append(Learner(person.id, person.learner, enrolment_id, cookie))
        return found

    def store_responses(self, number: int) -> None:
        """Store so many judged responses of other learners, as time would."""
        digest = self.course().digest
        with closing(opened(self.settings.data_dir / "czeladnik.db")) as connection:
            for begun in range(0, number, BATCH):
                connection.execute("BEGIN IMMEDIATE")
                _store(connection, digest, min(BATCH, number - begun))
                connection.execute("COMMIT")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def _database(self) -> Iterator[Database]:
        lock = self.settings.data_dir / "write.lock"
        database = Database(self.settings.database_url, lock)
        try:
            yield database
        finally:
            database.close()


def _person(index: int, now: datetime) -> Person:
    return Person(
        id=new_key(),
        learner=new_key(),
        given_name="Ana",
        family_name=f"Łucka {index}",
        sort_key=f"lucka {index}",
        locale="pl",
        created_at=now,
    )


def _store(connection: sqlite3.Connection, digest: str, number: int) -> None:
    attempts, responses, judgements = [], [], []
    for _ in range(0, number, PER_ATTEMPT):
        learner, attempt = new_key().hex, new_key().hex
        attempts.append((learner, attempt, new_key().hex))
        for question in range(PER_ATTEMPT):
            response = new_key().hex
            responses.append((learner, response, attempt, f"q-{question}", response))
            judgements.append((learner, new_key().hex, response))
    fill(
        connection,
        "attempt",
        "learner, id, enrolment_id",
        attempts,
        activity_id="egzamin",
        behaviour="exam",
        number=1,
        course_id=COURSE,
        digest=digest,
        seed=1,
        form="{}",
        criterion="{}",
        language="pl",
        started_at=AT,
        submitted_at=AT,
        submitted_by="learner",
        page=1,
        points=1,
        maximum=1,
    )
    fill(
        connection,
        "response",
        "learner, id, attempt_id, question_id, client_key",
        responses,
        sequence=1,
        answer_hash="0" * 32,
        answer='{"choices":["a"]}',
        state="submitted",
        at=AT,
    )
    fill(
        connection,
        "judgement",
        "learner, id, response_id",
        judgements,
        digest=digest,
        marker="1",
        mark=1_000_000,
        at=AT,
    )
