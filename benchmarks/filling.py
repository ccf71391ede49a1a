"""Filling a database with many rows, quickly."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy.sql.schema import ScalarElementColumnDefault

from app.keeping.tables import metadata

AT = "2026-11-23 09:00:00.000000"  # a moment as our column type stores it


def opened(path: Path) -> sqlite3.Connection:
    """Open a database to fill it; a crash would lose what was filled in."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("PRAGMA synchronous=OFF")
    return connection


def fill(
    connection: sqlite3.Connection,
    table: str,
    columns: str,
    rows: Iterable[tuple[Any, ...]],
    **same: Any,
) -> None:
    """Insert rows into `columns` ("a, b"); the columns in `same` are alike in all.

    Columns that are not named get the default of their model, if it has one.
    """
    constants = _defaults(table, without=columns.split(", ")) | same
    names = ", ".join((columns, *constants))
    places = ", ".join("?" * (names.count(",") + 1))
    values = tuple(constants.values())
    connection.executemany(
        f"INSERT INTO {table} ({names}) VALUES ({places})",
        (row + values for row in rows),
    )


def _defaults(table: str, without: list[str]) -> dict[str, Any]:
    return {
        column.name: column.default.arg
        for column in metadata().tables[table].columns
        if column.name not in without
        and isinstance(column.default, ScalarElementColumnDefault)
    }
