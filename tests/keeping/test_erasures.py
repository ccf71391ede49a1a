"""Who was erased stays erased, whatever state of the database comes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from app.accounts import erasure
from app.accounts.models import ErasureRequest, Person
from app.audit.models import Event
from app.engines import Database
from app.keeping import backup, erasures, restore
from config import Settings
from tests.factories import NOW
from tests.keeping.installations import Home

LATER = NOW + timedelta(days=1)
Forgotten = tuple[Flask, Person]


@pytest.fixture
def forgotten(
    home: Home, saved: Path, make_app: Callable[[Settings], Flask]
) -> Forgotten:
    """Return an app, and Ana, who was erased there after the backup `saved`."""
    assert saved.exists()
    database, settings = home
    app = make_app(settings)
    app.extensions["database"] = database
    ana = _ana(database)
    with database.writing() as session:
        person = session.get_one(Person, ana.id)
        erasure.erase(session, person, app.extensions[erasure.ERASERS], NOW)
    return app, ana


def test_a_restore_brings_nobody_back_who_was_erased_since(home, saved, forgotten):
    database, settings = home
    app, ana = forgotten

    restore.restore(database, settings, saved, LATER, force=True)
    assert _found(database, ana).given_name == "Ana"
    assert erasures.erase_again(app, database, settings, LATER) == 1
    assert erasures.erase_again(app, database, settings, LATER) == 0

    again = _found(database, ana)
    assert (again.given_name, again.email, again.erased_at) == ("", None, LATER)
    with database.reading() as session:
        told = session.scalars(sa.select(Event).where(Event.action == "erased")).all()
        asked = session.scalars(sa.select(ErasureRequest)).all()
    assert [one.subject_id for one in told] == [str(ana.id)]
    assert [(one.person_id, one.decision) for one in asked] == [(ana.id, "done")]


def test_the_list_alone_is_enough_where_the_database_is_lost(
    home, away, saved, forgotten, make_app
):
    erasures.note(*home)
    database, settings = away
    kept = (home[1].data_dir / erasures.NAME).read_bytes()
    (settings.data_dir / erasures.NAME).write_bytes(kept)

    restore.restore(database, settings, saved, LATER)

    assert erasures.erase_again(make_app(settings), database, settings, LATER) == 1
    assert _found(database, forgotten[1]).erased_at == LATER


def test_a_later_backup_carries_the_list_and_an_older_one_takes_nobody_off_it(
    home, away, saved, forgotten, tmp_path
):
    erasures.note(*home)
    backup.write(*home, tmp_path / "later.zip", LATER)
    database, settings = away
    restore.restore(database, settings, tmp_path / "later.zip", LATER)
    wanted = {forgotten[1].id: NOW}
    assert erasures.listed(settings.data_dir / erasures.NAME) == wanted

    restore.restore(database, settings, saved, LATER, force=True)

    assert erasures.listed(settings.data_dir / erasures.NAME) == wanted


def test_the_job_keeps_the_list_and_writes_each_down_once(home, forgotten):
    database, settings = home
    app, ana = forgotten
    keep = erasures.keeper(app)
    for _ in range(3):
        assert keep(database, settings, LATER) == 0

    path = settings.data_dir / erasures.NAME
    assert path.read_text().count(str(ana.id)) == 1
    assert "Ana" not in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_line_that_a_crash_cut_off_spoils_no_other(home, forgotten):
    path = home[1].data_dir / erasures.NAME
    path.write_text('{"person": "0192')
    erasures.note(*home)

    assert set(erasures.listed(path)) == {forgotten[1].id}


def test_who_is_on_the_list_and_unknown_here_changes_nothing(home, forgotten):
    database, settings = home
    app, ana = forgotten
    stranger = type(ana.id)(int=7)
    erasures.add(settings.data_dir / erasures.NAME, [(stranger, NOW)])

    assert erasures.erase_again(app, database, settings, LATER) == 0


def _ana(database: Database) -> Person:
    with database.reading() as session:
        return session.scalars(
            sa.select(Person).where(Person.given_name == "Ana")
        ).one()


def _found(database: Database, person: Person) -> Person:
    with database.reading() as session:
        return session.get_one(Person, person.id)
