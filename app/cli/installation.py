"""What commands work on: settings, database and library of this installation."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from config import BadSetting, Settings, from_environment

if TYPE_CHECKING:
    from app.engines import Database
    from app.publishing.library import Library


def settings() -> Settings:
    """Return the settings of the environment, or end with one line that says why."""
    try:
        return from_environment(os.environ)
    except BadSetting as error:
        raise click.ClickException(str(error)) from error


def now() -> datetime:
    """Return this moment; commands pass it on, as views pass the request's arrival."""
    return datetime.now(UTC)


@contextmanager
def opened(settings: Settings, *, current: bool = True) -> Iterator[Database]:
    """Lend the database, and turn what its user can mend into one line.

    With `current`, a database of another version is refused.
    """
    from sqlalchemy.exc import OperationalError

    from app.engines import Busy, Database, Full, is_no_room
    from app.keeping.schema import SchemaProblem, ensure_current

    database = Database(settings.database_url, settings.data_dir / "write.lock")
    try:
        if current:
            ensure_current(database)
        yield database
    except SchemaProblem as error:
        raise click.ClickException(str(error)) from error
    except Full as error:
        raise click.ClickException(_no_room(settings)) from error
    except Busy as error:
        raise click.ClickException(
            "The database is busy; nothing was changed. Try again in a moment."
        ) from error
    except OperationalError as error:
        where = database.url.render_as_string(hide_password=True)
        reason = str(error.orig).partition("\n")[0]
        raise click.ClickException(f"The database {where}: {reason}.") from error
    except OSError as error:
        if is_no_room(error):
            raise click.ClickException(_no_room(settings)) from error
        raise
    finally:
        database.close()


def _no_room(settings: Settings) -> str:
    return (
        f"There is no room to write to {settings.data_dir}; nothing was changed. "
        "Make room on the disk and try again."
    )


def library(settings: Settings) -> Library:
    """Return the compiled courses of this installation."""
    from app.publishing.library import Library

    return Library(settings.data_dir / "compiled")
