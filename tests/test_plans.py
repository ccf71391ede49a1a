"""Nothing that is done often reads a growing table from end to end.

SQLite says for each statement how it would find its rows. The tables are empty here;
without statistics its plan does not depend on how many rows there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa

from app import background_work
from app.accounts import erasure
from app.accounts.models import Person
from app.engines import Database
from tests.classroom.pages import right_answers, save
from tests.factories import NOW
from tests.web import form_on, post, send

# Those that hold a row for each person, or for each thing that people do.
GROWING = {
    "allowance",
    "attempt",
    "audit_event",
    "audit_seal",
    "certificate",
    "certificate_name",
    "certificate_status",
    "completion",
    "confirmed_name",
    "enrolment",
    "enrolment_event",
    "enrolment_state",
    "judgement",
    "link",
    "membership",
    "message",
    "notice_shown",
    "person",
    "response",
    "result",
    "sign_in",
}
pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


def test_a_learners_day_reads_no_table_from_end_to_end(school):
    ana = school.browser(school.cast.ana)
    school.enrol(school.cast.ana)
    with _asked(school.database) as asked:
        for path in ("", "/courses/kurs", "/courses/kurs/lessons/zamknieta"):
            assert ana.get(path or "/").status_code == 200
        post(ana, "/courses/kurs/lessons/zamknieta/completion")
        begun = send(ana, form_on(ana.get("/courses/kurs/quizzes/test"), "/attempts"))
        page = ana.get(begun.location)
        save(ana, page, right_answers(page))
        submission = f"{begun.location}/submission"
        send(ana, form_on(ana.get(submission), "/submission"), page=submission)
        assert ana.get("/account").status_code == 200

    assert len(asked) > 20
    assert _scans(school.database, asked) == []


def test_coming_in_and_being_forgotten_read_no_table_from_end_to_end(school):
    database, app = school.database, school.app
    with _asked(database) as asked:
        page = school.browser().get("/sign-in")
        send(
            school.browser(),
            form_on(page, "/sign-in"),
            {"email": "nobody@example.org", "password": "no password of anybody"},
        )
        with database.writing() as session:
            person = session.get_one(Person, school.cast.bruno.id)
            erasure.erase(session, person, app.extensions[erasure.ERASERS], NOW)

    assert _scans(database, asked) == []


def test_what_is_done_every_few_seconds_reads_no_table_from_end_to_end(school):
    app, database = school.app, school.database
    settings = app.config["SETTINGS"]
    often = [job for job in background_work(app) if job.every_seconds < 3600]
    for job in often:
        job.work(database, settings, NOW)
    with _asked(database) as asked:
        for job in often:
            job.work(database, settings, NOW)

    assert asked
    assert _scans(database, asked) == []


def test_such_a_reading_would_be_found(school):
    with _asked(school.database) as asked, school.database.reading() as session:
        session.scalar(sa.select(Person.id).where(Person.locale == "pl").limit(1))

    ((table, _statement),) = _scans(school.database, asked)
    assert table == "person"


@contextmanager
def _asked(database: Database) -> Iterator[set[str]]:
    """Collect the statements that SQLite is given meanwhile, by whichever way."""
    found: set[str] = set()
    used: list[Any] = []

    def listen(connection: Any, *_: object) -> None:
        connection.set_trace_callback(found.add)
        used.append(connection)

    engines = (database.reading_engine, database.writing_engine)
    for engine in engines:
        sa.event.listen(engine, "checkout", listen)
    yield found
    for engine in engines:
        sa.event.remove(engine, "checkout", listen)
    for connection in used:
        connection.set_trace_callback(None)


def _scans(database: Database, asked: set[str]) -> list[tuple[str, str]]:
    """Return (table, statement) where a growing table would be read as a whole."""
    found = []
    with database.reading_engine.connect() as connection:
        for statement in sorted(asked):
            if not re.match(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b", statement):
                continue
            # Else the driver would take a % or : in a text for a parameter.
            raw = connection.connection.driver_connection
            plan = raw.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
            named = dict(re.findall(r"(\w+) AS (\w+)", statement))
            names = {short: table for table, short in named.items()}
            read = re.findall(r"(?m)^SCAN (\w+)", "\n".join(step[3] for step in plan))
            found += [(names.get(name, name), statement) for name in read]
    return [one for one in found if one[0] in GROWING and not _takes_the_first(one[1])]


def _takes_the_first(statement: str) -> bool:
    """Whether a reading ends after some rows, whatever they are."""
    return "LIMIT" in statement and "WHERE" not in statement
