"""The demo: believable, whole, and never mixed with people who are there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from app.accounts.models import Organisation, Person
from app.audit.events import broken
from app.audit.models import Event
from app.certificates.models import Certificate, CertificateStatus
from app.cli import main
from app.cli.demo.filling import fill
from app.cli.preparing import make_ready
from app.engines import Database
from app.learning import results
from app.learning.models import Allowance, Completion, Enrolment, EnrolmentState
from app.publishing.library import Library
from app.quizzes.models import Attempt
from config import Settings, from_environment
from tests.factories import NOW
from tests.packages import write_package
from tests.web import submit, text_of


@dataclass
class Filled:
    """An installation with the demo in it."""

    told: str
    settings: Settings
    database: Database


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    """Run the demo once for all who only look at it."""
    environment = _environment(tmp_path_factory.mktemp("demo"))
    done = _run(environment)
    assert done.exit_code == 0, done.output
    settings = from_environment(environment)
    database = _database(settings)
    yield Filled(done.output, settings, database)
    database.close()


def test_a_chamber_is_founded_with_guilds_firms_and_people(filled):
    with filled.database.reading() as session:
        kinds = Counter(session.scalars(sa.select(Organisation.kind)))
        people = session.scalars(sa.select(Person)).all()
    assert kinds == {"chamber": 1, "guild": 5, "firm": 15}
    assert 55 <= len(people) <= 65
    assert sum(one.deactivated_at is not None for one in people) == 1
    assert 1 <= sum(one.password_hash is None for one in people) <= 10


def test_learners_are_at_every_stage(filled):
    with filled.database.reading() as session:
        states = session.scalars(sa.select(EnrolmentState)).all()
        left = session.scalars(sa.select(Enrolment.closed_at)).all()
        extra = session.scalars(sa.select(Allowance.tries)).all()
    assert any(one.done == 0 for one in states)
    assert any(0 < one.done < one.total for one in states)
    assert any(one.completed_at for one in states)
    assert any(left)
    assert set(extra) == {1}


def test_quizzes_are_passed_failed_under_way_and_out_of_time(filled):
    with filled.database.reading() as session:
        tries = [one for one in session.scalars(sa.select(Attempt)) if one.form]
    assert any(one.submitted_at is None for one in tries)
    assert any(one.submitted_by == "rule" for one in tries)
    assert any(one.submitted_at and 2 * one.points < one.maximum for one in tries)
    assert any(one.submitted_at and one.points == one.maximum for one in tries)


def test_some_certificates_are_issued_and_some_of_them_revoked(filled):
    with filled.database.reading() as session:
        statuses = Counter(session.scalars(sa.select(CertificateStatus.status)))
        certified = session.scalar(sa.select(sa.func.count(Certificate.id)))
        completed = session.scalar(sa.select(sa.func.count(Completion.id)))
    assert statuses["valid"] == certified
    assert 1 <= statuses["revoked"] < certified < completed


def test_everything_happened_in_its_order_and_before_now(filled):
    with filled.database.reading() as session:
        moments = session.scalars(sa.select(Event.at).order_by(Event.id)).all()
    assert len(moments) > 100
    assert moments == sorted(moments)


def test_the_same_moment_makes_the_same_chamber(tmp_path):
    first, second = _facts(tmp_path / "first"), _facts(tmp_path / "second")
    assert len(first) > 40
    assert first == second


def test_without_courses_there_is_a_chamber_all_the_same(tmp_path):
    done = _run({**_environment(tmp_path), "COURSES_DIR": str(tmp_path / "none")})
    assert done.exit_code == 0, done.output


@pytest.fixture
def environment(data_dir: Path, empty_database_url: str) -> dict[str, str]:
    """Return an installation with one package of courses and no table yet."""
    return _environment(data_dir) | {"DATABASE_URL": empty_database_url}


def test_on_both_databases_it_is_whole_and_can_be_signed_in_to(
    environment, settings, database, client
):
    done = _run(environment)
    assert done.exit_code == 0, done.output
    library = Library(settings.data_dir / "compiled")
    with database.reading() as session:
        assert list(results.differences(session, library.course)) == []
        assert list(broken(session)) == []
    accounts = re.findall(r"^  (\S+@\S+) +(\S+)  (.+)$", done.output, re.MULTILINE)
    roles = ["learner", "staff of a guild", "staff of the chamber"]
    assert [what for *_, what in accounts] == roles
    for email, password, _what in accounts:
        submit(client, "/sign-in", {"email": email, "password": password})
        assert text_of(client.get("/learning"))
        submit(client, "/learning", action="/sign-out")
    again = _run(environment)
    assert again.exit_code == 1
    assert "There are people in" in again.output


def _environment(folder: Path) -> dict[str, str]:
    write_package(folder / "courses" / "kurs")
    return {
        "DATA_DIR": str(folder),
        "PUBLIC_URL": "http://localhost",
        "COURSES_DIR": str(folder / "courses"),
    }


def _run(environment: dict[str, str]) -> Result:
    return CliRunner().invoke(main, ["demo"], env=environment)


def _database(settings: Settings) -> Database:
    return Database(settings.database_url, settings.data_dir / "write.lock")


def _facts(folder: Path) -> list[tuple[object, ...]]:
    """Fill a new database and return who is how far in what."""
    settings = from_environment(_environment(folder))
    database = _database(settings)
    make_ready(database, settings, NOW - timedelta(days=170), str)
    fill(database, settings, NOW, days=170)
    with database.reading() as session:
        rows = session.execute(
            sa.select(
                Person.sort_key,
                Enrolment.opened_at,
                Enrolment.closed_at,
                EnrolmentState.facts,
                EnrolmentState.completed_at,
            )
            .join(Enrolment, Enrolment.learner == Person.learner)
            .join(EnrolmentState, EnrolmentState.enrolment_id == Enrolment.id)
            .order_by(Person.sort_key)
        ).all()
    database.close()
    return [tuple(row) for row in rows]
