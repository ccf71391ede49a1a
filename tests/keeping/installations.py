"""Making installations, with something in them or bare."""

from __future__ import annotations

from pathlib import Path

from app.engines import Database
from app.keeping import dump, schema, tables
from config import Settings, from_environment
from tests.factories import NOW

Home = tuple[Database, Settings]


def installed(folder: Path, url: str) -> Home:
    database, settings = bare(folder, url)
    schema.upgrade(database, settings, NOW)
    return database, settings


def bare(folder: Path, url: str) -> Home:
    settings = from_environment({"DATA_DIR": str(folder), "DATABASE_URL": url})
    return Database(settings.database_url, folder / "write.lock"), settings


def put(settings: Settings, name: str, content: bytes) -> None:
    path = settings.data_dir / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def rows(database: Database) -> dict[str, list[str]]:
    with dump.snapshot(database) as connection:
        return {
            table.name: sorted(dump.lines(connection, table))
            for table in tables.in_order()
        }
