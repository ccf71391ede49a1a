"""Installations to back up and to restore into."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.keeping import backup
from tests.factories import (
    NOW,
    enrol_ana,
    make_attempt,
    make_cast,
    make_event,
    make_response,
)
from tests.keeping.installations import Home, bare, installed, put


@pytest.fixture
def home(empty_database_url: str, tmp_path: Path) -> Iterator[Home]:
    """Return an installation with people, courses, records and files."""
    database, settings = installed(tmp_path / "home", empty_database_url)
    with database.writing() as session:
        cast = make_cast(session)
        enrolment = enrol_ana(session, cast)
        attempt = make_attempt(session, enrolment, "egzamin")
        make_response(session, attempt, "p-1")
        make_event(session)
    put(settings, "archives/ab/cd.zip", b"package")
    put(settings, "media/picture.png", b"\x89PNG")
    put(settings, "compiled/made-again.json", b"{}")
    yield database, settings
    database.close()


@pytest.fixture
def away(tmp_path: Path) -> Iterator[Home]:
    """Return an empty installation on SQLite."""
    database, settings = bare(tmp_path / "away", "")
    yield database, settings
    database.close()


@pytest.fixture
def saved(home: Home, tmp_path: Path) -> Path:
    """Return the backup of `home`."""
    path = tmp_path / "backup.zip"
    backup.write(*home, path, NOW)
    return path
