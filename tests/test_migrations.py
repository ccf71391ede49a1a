"""An empty database, upgraded, is what the models say: on both databases."""

from __future__ import annotations

import multiprocessing
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory

from app.engines import Database
from app.keeping import schema
from app.keeping.tables import metadata
from config import Settings, from_environment

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def settings(empty_database_url: str, tmp_path: Path) -> Settings:
    """Return settings whose database is empty."""
    return from_environment(
        {"DATA_DIR": str(tmp_path / "data"), "DATABASE_URL": empty_database_url}
    )


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    """Return a database without tables."""
    database = _open(settings)
    yield database
    database.close()


def test_an_empty_database_upgraded_differs_in_nothing_from_the_models(
    database, settings
):
    schema.upgrade(database, settings, NOW)

    assert schema.differences(database) == []


def test_upgraded_tables_are_those_that_the_models_would_create(database, settings):
    schema.upgrade(database, settings, NOW)
    upgraded = _described(database.reading_engine)
    schema.downgrade(database, "base")
    metadata().create_all(database.writing_engine)

    assert upgraded == _described(database.reading_engine)


def test_a_downgrade_leaves_no_table_and_can_be_upgraded_again(database, settings):
    schema.upgrade(database, settings, NOW)
    schema.downgrade(database, "base")
    with database.reading_engine.connect() as connection:
        tables = set(sa.inspect(connection).get_table_names())

    assert tables == {"alembic_version"}
    assert schema.revision(database) is None
    assert schema.upgrade(database, settings, NOW) is not None


def test_a_second_upgrade_does_nothing(database, settings):
    first = schema.upgrade(database, settings, NOW)

    assert first == schema.Upgrade(None, schema.head(), None)
    assert schema.upgrade(database, settings, NOW) is None


def test_of_four_processes_that_start_together_one_migrates(settings):
    context = multiprocessing.get_context("spawn")
    with context.Pool(4) as pool:
        done = pool.map(_upgrade_in_a_process, [settings] * 4)

    assert sorted(done) == [False, False, False, True]


def test_a_database_of_a_newer_version_is_refused_with_what_to_do(database, settings):
    schema.upgrade(database, settings, NOW)
    _set_revision(database, "9999")

    with pytest.raises(schema.SchemaProblem, match=r"newer Czeladnik \(version 9999"):
        schema.upgrade(database, settings, NOW)
    with pytest.raises(schema.SchemaProblem, match="restore the backup"):
        schema.ensure_current(database)


def test_tables_of_another_program_are_not_touched(database, settings):
    with database.writing() as session:
        session.execute(sa.text("CREATE TABLE customer (id INTEGER)"))

    with pytest.raises(schema.SchemaProblem, match="another program"):
        schema.upgrade(database, settings, NOW)


def test_an_empty_database_is_not_current(database):
    with pytest.raises(schema.SchemaProblem, match="czeladnik db upgrade"):
        schema.ensure_current(database)


def test_the_names_of_the_migrations_say_the_order_that_alembic_sees():
    script = ScriptDirectory(str(schema.MIGRATIONS))
    revisions = [step.revision for step in script.walk_revisions()]

    assert list(reversed(revisions)) == schema.known()
    assert script.get_current_head() == schema.head()


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_file_with_something_in_it_is_copied_before_an_upgrade(
    database, settings, monkeypatch
):
    schema.upgrade(database, settings, NOW)
    with database.writing() as session:
        session.execute(sa.text("DELETE FROM alembic_version"))
        session.execute(sa.text("INSERT INTO alembic_version VALUES ('0000')"))
    monkeypatch.setattr(schema, "known", lambda: ["0000", "0001"])
    monkeypatch.setattr(schema, "run", _pretend_to_run)

    done = schema.upgrade(database, settings, NOW)

    assert done is not None
    assert done.copy == (
        settings.data_dir / "backups" / "before-upgrade-of-0000-20261123T090000Z.db"
    )
    assert done.copy.stat().st_mode & 0o777 == 0o600
    with sqlite3.connect(done.copy) as copy:
        found = copy.execute("SELECT version_num FROM alembic_version").fetchone()
    copy.close()
    assert found == ("0000",)


def _pretend_to_run(connection: sa.Connection, _direction: str, _target: str) -> None:
    connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_migration_that_breaks_a_reference_is_taken_back(
    database, settings, monkeypatch
):
    schema.upgrade(database, settings, NOW)
    _set_revision(database, "0000")
    monkeypatch.setattr(schema, "known", lambda: ["0000", "0001"])
    monkeypatch.setattr(schema, "run", _break_a_reference)

    with pytest.raises(schema.SchemaProblem, match="broke references"):
        schema.upgrade(database, settings, NOW)

    assert schema.revision(database) == "0000"


def _break_a_reference(
    connection: sa.Connection, _direction: str, _target: str
) -> None:
    connection.exec_driver_sql(
        "INSERT INTO certificate_name VALUES ('00', 'Ana', 'Lis', '2026-11-23')"
    )


def _open(settings: Settings) -> Database:
    return Database(settings.database_url, settings.data_dir / "write.lock")


def _upgrade_in_a_process(settings: Settings) -> bool:
    database = _open(settings)
    try:
        return schema.upgrade(database, settings, NOW) is not None
    finally:
        database.close()


def _set_revision(database: Database, revision: str) -> None:
    with database.writing() as session:
        session.execute(
            sa.text("UPDATE alembic_version SET version_num = :to"), {"to": revision}
        )


def _described(engine: sa.Engine) -> dict[str, Any]:
    """Return all that the database itself says of its tables, in a steady order."""
    with engine.connect() as connection:
        inspector = sa.inspect(connection)
        return {
            table: {
                "columns": [
                    (column["name"], str(column["type"]), column["nullable"])
                    for column in inspector.get_columns(table)
                ],
                "key": inspector.get_pk_constraint(table),
                "foreign": _sorted(inspector.get_foreign_keys(table)),
                "unique": _sorted(inspector.get_unique_constraints(table)),
                "checks": _sorted(inspector.get_check_constraints(table)),
                "indexes": _sorted(inspector.get_indexes(table)),
                "options": inspector.get_table_options(table),
            }
            for table in inspector.get_table_names()
            if table != "alembic_version"
        }


def _sorted(parts: list[Any]) -> list[str]:
    return sorted(_said(part) for part in parts)


def _said(part: Any) -> str:
    if isinstance(part, dict):
        return str({key: _said(part[key]) for key in sorted(part)})
    return str(part)
