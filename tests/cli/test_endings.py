"""However a server ends: what it answered is kept, and the next start works."""

from __future__ import annotations

import http.client
import secrets
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import pytest
import sqlalchemy as sa

from app.accounts import sessions
from app.engines import Database
from app.learning import enrolments
from app.publishing.models import PublishedCourse, Revision
from app.quizzes.models import Response
from tests.cli.servers import ROOT, plain_environment, serving
from tests.factories import make_person
from tests.forms import forms_of
from tests.packages import write_package

LESSON = "/courses/kurs/lessons/otwarta"
ENDINGS = 5
_DIE = """
import os, signal
from app.keeping import schema
run = schema.run
def dying(*facts):
    run(*facts)
    os.kill(os.getpid(), signal.SIGKILL)
schema.run = dying
"""
_SECOND = '''"""Add a table, as a later version would."""
from alembic import op
import sqlalchemy as sa
revision, down_revision = "0002", "0001"
def upgrade():
    op.create_table("later", sa.Column("id", sa.Integer(), primary_key=True))
def downgrade():
    op.drop_table("later")
'''


@pytest.fixture
def home(tmp_path: Path, empty_database_url: str) -> dict[str, str]:
    """Return settings of an installation that was never started."""
    write_package(tmp_path / "courses" / "kurs")
    return {
        "DATA_DIR": str(tmp_path / "data"),
        "COURSES_DIR": str(tmp_path / "courses"),
        "DATABASE_URL": empty_database_url,
    }


@dataclass
class _Learner:
    """Somebody who answers without a pause, and remembers what was acknowledged."""

    port: int
    cookie: str
    acknowledged: list[str] = field(default_factory=list)

    def answer_until_the_end(self) -> None:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        with closing(line), suppress(OSError, http.client.HTTPException):
            cookies, action, fields = self._form(line)
            while True:
                key = secrets.token_hex(16)
                answer = {**fields, "key": key, "p-slowo": f"word {key}"}
                if _posted(line, action, answer, cookies) == 303:
                    self.acknowledged.append(key)

    def _form(self, line: http.client.HTTPConnection) -> tuple[str, str, dict]:
        line.request("GET", LESSON, headers={"Cookie": self.cookie})
        answer = line.getresponse()
        more = [one.partition(";")[0] for one in answer.headers.get_all("Set-Cookie")]
        html = answer.read().decode()
        (form,) = [one for one in forms_of(html) if "p-slowo/responses" in one.action]
        action = form.action.partition("#")[0]
        return "; ".join([self.cookie, *more]), action, dict(form.filled({}))


def _posted(
    line: http.client.HTTPConnection, path: str, fields: dict, cookies: str
) -> int:
    kind = "application/x-www-form-urlencoded"
    headers = {"Cookie": cookies, "Content-Type": kind}
    line.request("POST", path, urlencode(fields), headers)
    answer = line.getresponse()
    answer.read()
    return answer.status


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_no_answered_write_is_lost_however_often_it_is_told_to_stop(home):
    with serving(home):
        pass
    acknowledged: set[str] = set()
    for _ in range(ENDINGS):
        with serving(home) as served:
            learners = [_Learner(served.port, _cookie(home)) for _ in range(3)]
            threads = [
                threading.Thread(target=one.answer_until_the_end) for one in learners
            ]
            for thread in threads:
                thread.start()
            until = time.monotonic() + 10
            while not learners[0].acknowledged and time.monotonic() < until:
                time.sleep(0.01)
            begun = time.monotonic()
            assert served.stop() == 0
            assert time.monotonic() - begun < 8
            for thread in threads:
                thread.join()
        acknowledged |= {key for one in learners for key in one.acknowledged}

    assert len(acknowledged) >= ENDINGS
    assert acknowledged <= _stored(home)


def test_a_start_killed_while_it_makes_the_tables_is_made_up_for_by_the_next(home):
    assert _served(home, _DIE) == -signal.SIGKILL
    with serving(home) as served:
        assert served.get("/courses/kurs")[0] == 200


def test_an_upgrade_that_was_killed_left_the_old_state_and_the_next_start_makes_it(
    home, tmp_path
):
    with serving(home):
        pass
    newer = tmp_path / "migrations"
    shutil.copytree(ROOT / "migrations", newer)
    (newer / "versions" / "0002_later.py").write_text(_SECOND)
    upgraded = (
        "from pathlib import Path; from app.keeping import schema; "
        f"schema.MIGRATIONS = Path({str(newer)!r})"
    )

    assert _served(home, f"{upgraded}\n{_DIE}") == -signal.SIGKILL
    with serving(home) as served:  # the version of before still finds its tables
        assert served.get("/courses/kurs")[0] == 200
    with serving(home, upgraded) as served:
        assert served.get("/courses/kurs")[0] == 200

    assert "The database went from version 0001 to 0002." in served.printed
    copies = list((Path(home["DATA_DIR"]) / "backups").glob("*"))
    assert all(copy.suffix == ".db" for copy in copies)
    assert bool(copies) == home["DATABASE_URL"].startswith("sqlite")


def _cookie(home: dict[str, str]) -> str:
    """Let somebody new take the course and be signed in."""
    now = datetime.now(UTC)
    database = _database(home)
    with database.writing() as session:
        person = make_person(session)
        course = session.get_one(PublishedCourse, "kurs")
        card = session.get_one(Revision, course.digest).card
        enrolments.enrol(
            session,
            person.learner,
            course.id,
            digest=course.digest,
            activities=len(card),
            organisation_id=None,
            by=person.id,
            now=now,
        )
        session_id = sessions.begin(session, person.id, now, keep=False)
    database.close()
    return f"signed-in={session_id}"


def _stored(home: dict[str, str]) -> set[str]:
    database = _database(home)
    with database.reading() as session:
        found = set(session.scalars(sa.select(Response.client_key)))
    database.close()
    return found


def _database(home: dict[str, str]) -> Database:
    return Database(home["DATABASE_URL"], Path(home["DATA_DIR"]) / "write.lock")


def _served(home: dict[str, str], changed: str) -> int:
    """Run a server that does not come far; return how it ended."""
    code = f"{changed}\nfrom app.cli import main; main(['serve'])"
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=plain_environment() | {"PORT": "0"} | home,
        capture_output=True,
        timeout=60,
        check=False,
    ).returncode
