"""A backup holds everything as of one moment, and a restore brings it all back."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from app.accounts.models import Organisation
from app.audit.models import Event
from app.db import new_key
from app.engines import Database
from app.keeping import backup, dump, restore, schema, tables
from app.keeping.locks import Taken, held
from app.quizzes.models import Response
from tests.factories import NOW, make_cast, make_event
from tests.keeping.installations import bare, installed, rows


def test_every_row_and_every_file_comes_back(home, away, saved):
    restore.restore(*away, saved, NOW)

    before, after = rows(home[0]), rows(away[0])
    (told,) = set(after.pop("audit_event")) - set(before.pop("audit_event"))
    assert after == before
    assert json.loads(told)[3] == "restored"
    files = {name: path.read_bytes() for name, path in backup.files_of(away[1])}
    assert files == {
        "archives/ab/cd.zip": b"package",
        "media/picture.png": b"\x89PNG",
        "secret": (home[1].data_dir / "secret").read_bytes(),
    }


def test_a_backup_of_sqlite_is_restored_into_postgresql(tmp_path, postgresql):
    database, settings = installed(tmp_path / "home", "")
    with database.writing() as session:
        make_cast(session)
    backup.write(database, settings, tmp_path / "backup.zip", NOW)
    with postgresql.empty_database() as url:
        moved, moved_settings = bare(tmp_path / "moved", url)
        restore.restore(moved, moved_settings, tmp_path / "backup.zip", NOW)
        before, after = rows(database), rows(moved)
        moved.close()
    database.close()

    assert after["person"] == before["person"]
    assert after["organisation"] == before["organisation"]


def test_an_organisation_comes_after_its_parent_whatever_their_keys(
    tmp_path, postgresql
):
    with postgresql.empty_database() as url:
        database, settings = installed(tmp_path / "home", url)
        guild, chamber = sorted([new_key(), new_key()])
        with database.writing() as session:
            for key, parent in ((chamber, None), (guild, chamber)):
                session.add(_organisation(key, parent))
                session.flush()
        backup.write(database, settings, tmp_path / "backup.zip", NOW)
        restore.restore(database, settings, tmp_path / "backup.zip", NOW, force=True)
        with database.reading() as session:
            found = session.scalars(sa.select(Organisation)).all()
        database.close()

    assert {organisation.id for organisation in found} == {guild, chamber}


def test_a_backup_is_readable_by_its_owner_only_and_overwrites_nothing(home, saved):
    assert saved.stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        backup.write(*home, saved, NOW)
    assert [path.name for path in saved.parent.glob(".*")] == []


def test_a_backup_made_while_others_write_is_of_one_moment(home, tmp_path):
    database, settings = home
    enough = threading.Event()
    writer = threading.Thread(target=_write_pairs, args=(database, enough))
    writer.start()
    try:
        for number in range(5):
            path = tmp_path / f"{number}.zip"
            backup.write(database, settings, path, NOW)
            target, target_settings = bare(tmp_path / f"target{number}", "")
            restore.restore(target, target_settings, path, NOW)
            with target.reading() as session:
                kinds = session.execute(
                    sa.select(Event.action, sa.func.count()).group_by(Event.action)
                ).all()
            target.close()
            counts = dict(kinds)
            assert counts.get("begun", 0) == counts.get("ended", 0)
    finally:
        enough.set()
        writer.join()


def test_a_restore_into_something_is_refused_without_force(home, saved):
    database, settings = home

    with pytest.raises(restore.NotEmpty, match="--force"):
        restore.restore(database, settings, saved, NOW)


def test_a_forced_restore_replaces_what_was_there(home, saved):
    database, settings = home
    with database.writing() as session:
        session.execute(sa.delete(Response))

    restore.restore(database, settings, saved, NOW, force=True)

    assert len(rows(database)["response"]) == 1
    if database.sqlite:
        (kept,) = (settings.data_dir / "backups").glob("before-restore-*")
        assert list(kept.glob("*.db"))


def test_a_forced_restore_works_although_the_file_is_damaged(tmp_path):
    database, settings = installed(tmp_path / "home", "")
    backup.write(database, settings, tmp_path / "backup.zip", NOW)
    database.close()
    file = Path(str(database.url.database))
    file.write_bytes(b"not a database at all" * 1000)

    restore.restore(database, settings, tmp_path / "backup.zip", NOW, force=True)

    assert schema.differences(database) == []
    database.close()


def test_a_restore_waits_for_no_running_server(away, saved):
    database, settings = away
    with held(settings.data_dir / "serving.lock", 0, shared=True), pytest.raises(Taken):
        restore.restore(database, settings, saved, NOW)


def test_a_restore_that_fails_leaves_everything_as_it_was(home, saved, monkeypatch):
    database, settings = home
    before = rows(database)
    monkeypatch.setattr(dump, "load", _fail)

    with pytest.raises(SQLAlchemyError):
        restore.restore(database, settings, saved, NOW, force=True)

    assert rows(database) == before
    assert not list(settings.data_dir.glob(".restoring*"))


def _fail(*_: object) -> int:
    raise SQLAlchemyError


def test_every_column_of_every_table_has_a_kind():
    for table in tables.in_order():
        assert len(dump.columns_of(table)) == len(table.columns)


def _organisation(key, parent) -> Organisation:
    return Organisation(
        id=key,
        parent_id=parent,
        kind="guild",
        name="Cech",
        sort_key="cech",
        path=f"/{key.hex}/",
        created_at=NOW,
    )


def _write_pairs(database: Database, enough: threading.Event) -> None:
    """Write events two by two until it is enough."""
    while not enough.is_set():
        with database.writing() as session:
            make_event(session, action="begun")
            make_event(session, action="ended")
