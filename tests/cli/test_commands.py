"""Commands for whoever runs it: schema, staff, audit, progress, backup, doctor."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from app.audit.models import Event
from app.cli import main
from tests.factories import make_event

SECRET = "a secret that only tests know, 40 letters"


@pytest.fixture
def fresh(tmp_path: Path) -> dict[str, str]:
    """Return settings of an installation that does not exist yet."""
    return {"DATA_DIR": str(tmp_path / "fresh"), "SECRET_KEY": SECRET}


def test_every_command_explains_itself():
    for words in ([], *([name] for name in main.commands)):
        done = CliRunner().invoke(main, [*words, "--help"])
        assert done.exit_code == 0
        assert len(done.output) > 60


def test_a_database_is_made_once_and_checked(fresh):
    first = _run("db", "upgrade", env=fresh)

    assert first.output == "The database went from empty to 0001.\n"
    assert "already" in _run("db", "upgrade", env=fresh).output
    assert _run("db", "check", env=fresh).exit_code == 0


def test_a_table_that_was_changed_by_hand_is_found(fresh):
    _run("db", "upgrade", env=fresh)
    engine = sa.create_engine(f"sqlite:///{fresh['DATA_DIR']}/czeladnik.db")
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE lease")
    engine.dispose()
    done = _run("db", "check", env=fresh)

    assert done.exit_code == 1
    assert done.stderr == "add table: lease\n"


def test_commands_say_what_to_do_when_there_is_no_database_yet(fresh):
    for words in (["audit", "seal"], ["staff", "link"], ["progress", "recompute"]):
        done = _run(*words, env=fresh)
        assert done.exit_code == 1
        assert "Run: czeladnik db upgrade" in done.output


def test_a_link_for_the_first_staff_is_given_until_there_is_staff(
    environment, stamped, app, request
):
    first = _run("staff", "link", env=environment)
    request.getfixturevalue("cast")
    second = _run("staff", "link", env=environment)

    assert first.output.startswith("http://localhost/links/")
    assert second.exit_code == 1
    assert "There is staff already" in second.output


def test_events_are_sealed_verified_and_a_change_is_found(
    environment, stamped, database
):
    with database.writing() as session:
        make_event(session)
        make_event(session)
    sealed = _run("audit", "seal", env=environment)
    whole = _run("audit", "verify", env=environment)
    with database.writing() as session:
        session.execute(sa.update(Event).values(action="revoked"))
    changed = _run("audit", "verify", env=environment)

    assert sealed.output == "Sealed 2 events.\n"
    assert whole.exit_code == 0
    assert changed.exit_code == 1
    assert "was changed" in changed.stderr


def test_a_backup_is_written_and_restored_elsewhere(
    environment, stamped, cast, tmp_path, fresh
):
    file = tmp_path / "backup.zip"
    written = _run("backup", file, env=environment)
    again = _run("backup", file, env=environment)
    restored = _run("restore", file, env=fresh)
    refused = _run("restore", file, env=fresh)
    forced = _run("restore", file, "--force", env=fresh)

    assert written.exit_code == 0, written.output
    assert "rows of" in written.output
    assert again.output == f"Error: {file} is there already.\n"
    assert restored.exit_code == 0, restored.output
    assert "--force" in refused.output
    assert forced.exit_code == 0, forced.output
    assert _run("doctor", env=fresh).exit_code == 0


def test_a_file_that_is_no_backup_changes_nothing(fresh, tmp_path):
    file = tmp_path / "backup.zip"
    file.write_text("hello")
    done = _run("restore", file, env=fresh)

    assert done.exit_code == 1
    assert done.output.endswith("Nothing changed.\n")


def test_the_doctor_finds_a_new_installation_well_and_hides_secrets(fresh):
    _run("db", "upgrade", env=fresh)
    done = _run("doctor", env={**fresh, "SMTP_PASSWORD": "hunter2hunter2"})

    assert done.exit_code == 0, done.output
    assert "ok    integrity: the file is whole" in done.output
    assert "staff: nobody yet -> Run: czeladnik staff link" in done.output
    assert SECRET not in done.output
    assert "hunter2" not in done.output


def test_the_doctor_speaks_json_to_machines(fresh):
    _run("db", "upgrade", env=fresh)
    found = json.loads(_run("doctor", "--json", env=fresh).stdout)

    assert all(set(one) == {"state", "subject", "found", "mend"} for one in found)
    assert {one["state"] for one in found} <= {"ok", "note"}


def test_the_doctor_says_what_to_mend_and_ends_with_1(fresh):
    Path(fresh["DATA_DIR"]).mkdir()
    Path(fresh["DATA_DIR"]).chmod(0o755)
    done = _run("doctor", env=fresh)

    assert done.exit_code == 1
    assert "mend  DATA_DIR: others on this machine may look into it" in done.output
    assert "czeladnik db upgrade" in done.output


def test_the_doctor_examines_a_damaged_file_without_failing(fresh):
    _run("db", "upgrade", env=fresh)
    path = Path(fresh["DATA_DIR"]) / "czeladnik.db"
    content = bytearray(path.read_bytes())
    content[8192:30_000] = os.urandom(30_000 - 8192)
    path.write_bytes(content)
    done = _run("doctor", env=fresh)

    assert done.exit_code == 1
    assert "mend" in done.output


def test_progress_is_proved_from_records(environment, stamped, cast):
    done = _run("progress", "recompute", "--diff", env=environment)

    assert (done.exit_code, done.output) == (0, "Enrolments that differ: 0\n")


def _run(*words: object, env: dict[str, str]) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], env=env)
