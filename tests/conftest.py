"""Common ground of all tests: settings, an app, and both databases with every table.

A test that asks for `settings`, `app`, `client` or `database` runs twice: on a SQLite
file of its own in WAL mode and on a real PostgreSQL, as in production.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from playwright.sync_api import Browser, sync_playwright

import app as application
from app import create_app
from app.accounts.passwords import Passwords
from app.db import Base
from app.engines import Database
from config import Settings, from_environment
from tests.factories import Cast, cheap_hasher, make_cast
from tests.postgresql import PostgreSQL
from tests.school import School

# No sandbox, since CI runs as root; nothing that talks to anybody but us.
CHROMIUM = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

for path in Path(application.__file__).parent.glob("*/models.py"):
    import_module(f"app.{path.parent.name}.models")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """Run one PostgreSQL server for this worker, with one database that has tables."""
    with PostgreSQL.running() as server:
        yield server


@pytest.fixture(scope="session")
def sqlite_with_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a SQLite file with all tables, to be copied."""
    path = tmp_path_factory.mktemp("tables") / "tables.db"
    engine = sa.create_engine(f"sqlite:///{path}")
    Base.metadata.create_all(engine)
    engine.dispose()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Name the database this test runs on."""
    return request.param


@pytest.fixture
def data_dir(tmp_path: Path, shared_dir: Path) -> Path:
    """Return a DATA_DIR of this test's own; what is only compiled, all tests share."""
    path = tmp_path / "data"
    path.mkdir()
    for name in ("static", "translations"):
        (path / name).symlink_to(shared_dir / name)
    return path


@pytest.fixture(scope="session")
def shared_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where style sheets and catalogues are compiled once."""
    path = tmp_path_factory.mktemp("shared")
    for name in ("static", "translations"):
        (path / name).mkdir()
    return path


@pytest.fixture
def database_url(
    request: pytest.FixtureRequest, database_kind: str, data_dir: Path
) -> Iterator[str]:
    """Return the address of a database with all tables and no rows."""
    if database_kind == "sqlite":
        path = data_dir / "czeladnik.db"
        shutil.copyfile(request.getfixturevalue("sqlite_with_tables"), path)
        yield f"sqlite:///{path}"
    else:
        server: PostgreSQL = request.getfixturevalue("postgresql")
        yield server.url_with_tables
        server.delete_rows()


@pytest.fixture
def empty_database_url(
    request: pytest.FixtureRequest, database_kind: str, tmp_path: Path
) -> Iterator[str]:
    """Return the address of a database without any table, for tests of migrations."""
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        server: PostgreSQL = request.getfixturevalue("postgresql")
        with server.empty_database() as url:
            yield url


@pytest.fixture
def environment(data_dir: Path, database_url: str) -> dict[str, str]:
    """Return the settings of this test as environment variables, for processes too."""
    return {
        "DATA_DIR": str(data_dir),
        "DATABASE_URL": database_url,
        "SECRET_KEY": "a secret that only tests know, 40 letters",
        "PUBLIC_URL": "http://localhost",
        "COURSES_DIR": str(data_dir / "courses"),
    }


@pytest.fixture
def settings(environment: dict[str, str]) -> Settings:
    """Return settings as an installation without mail would have them."""
    return from_environment(environment)


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Return where templates are compiled once for all apps of a test worker."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def make_app(
    templates: FileSystemBytecodeCache,
) -> Iterator[Callable[[Settings], Flask]]:
    """Return a maker of apps with cheap passwords, whose connections are closed."""
    made: list[Flask] = []

    def make(settings: Settings) -> Flask:
        app = create_app(settings)
        app.extensions["passwords"] = Passwords(cheap_hasher())
        # Half of the time of a test of pages would go into compiling templates.
        app.jinja_env.bytecode_cache = templates
        made.append(app)
        return app

    yield make
    for app in made:
        app.extensions["database"].close()


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    """Return a database with all tables: `with database.writing() as session: ...`.

    It is the app's, too, for a test that asks for both.
    """
    found = Database(settings.database_url, settings.data_dir / "write.lock")
    yield found
    found.close()


@pytest.fixture
def app(
    make_app: Callable[[Settings], Flask], settings: Settings, database: Database
) -> Flask:
    """Return the application over `database`."""
    app = make_app(settings)
    app.extensions["database"] = database
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Return a browser without cookies."""
    return app.test_client()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Run one Chromium for all journeys; two at a time playwright does not have."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=CHROMIUM
        )
        yield chromium
        chromium.close()


@pytest.fixture
def cast(database: Database) -> Cast:
    """Return the chamber with Ana, Bruno, Clara, Darek and Ewa."""
    with database.writing() as session:
        return make_cast(session)


@pytest.fixture
def school(app: Flask, database: Database, cast: Cast, tmp_path: Path) -> School:
    """Return the chamber with the course `kurs` published; nobody is enrolled."""
    found = School(app, database, cast, tmp_path / "packages")
    found.publish()
    return found


def _stay_here(event: str, facts: tuple[object, ...]) -> None:
    """Refuse every connection that leaves this machine."""
    if event != "socket.connect":
        return
    address = facts[1]
    if isinstance(address, tuple) and address[0] not in {"127.0.0.1", "::1"}:
        raise RuntimeError(f"a test wanted to reach {address[0]}")


sys.addaudithook(_stay_here)
