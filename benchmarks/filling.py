"""Filling a database with many rows, quickly."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

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
    """Insert rows into `columns` ("a, b"); the columns in `same` are alike in all."""
    names = ", ".join((columns, *same))
    places = ", ".join("?" * (names.count(",") + 1))
    constants = tuple(same.values())
    connection.executemany(
        f"INSERT INTO {table} ({names}) VALUES ({places})",
        (row + constants for row in rows),
    )
