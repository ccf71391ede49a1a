"""All rows of all tables as lines of JSON, the same from both databases.

So a backup of SQLite can be restored into PostgreSQL, which is also how an
installation moves when it grows.
"""

from __future__ import annotations

import base64
import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from app.db import Instant, Json
from app.engines import Database
from app.keeping.manifest import BadBackup, DumpedTable

BATCH = 1000  # rows read or written at a time

# The kinds of a value in a dump: how its column is typed, how it is read back.
_KINDS: dict[str, tuple[Any, Callable[[Any], Any]]] = {
    "uuid": (sa.Uuid(), UUID),
    "instant": (Instant(), datetime.fromisoformat),
    "date": (sa.Date(), date.fromisoformat),
    "json": (Json, lambda value: value),
    "bool": (sa.Boolean(), bool),
    "int": (sa.BigInteger(), int),
    "float": (sa.Float(), float),
    "bytes": (sa.LargeBinary(), base64.b64decode),
    "text": (sa.Text(), str),
}
# Which kind a column is: the first that fits.
_FITTING = (
    (Instant, "instant"),
    (sa.Uuid, "uuid"),
    (sa.JSON, "json"),
    (sa.Boolean, "bool"),
    (sa.Date, "date"),
    (sa.Integer, "int"),
    (sa.Float, "float"),
    (sa.LargeBinary, "bytes"),
    (sa.String, "text"),
)


@contextmanager
def snapshot(database: Database) -> Iterator[sa.Connection]:
    """Lend a connection that sees one moment, whatever is written meanwhile."""
    if database.sqlite:
        with database.reading_engine.connect() as connection:
            connection.exec_driver_sql("BEGIN")
            try:
                yield connection
            finally:
                connection.exec_driver_sql("ROLLBACK")
        return
    with database.writing_engine.connect() as plain:
        yield plain.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )


def columns_of(table: sa.Table) -> tuple[tuple[str, str], ...]:
    """Return (name, kind) of each column."""
    return tuple((column.name, _kind(column)) for column in table.columns)


def lines(connection: sa.Connection, table: sa.Table) -> Iterator[str]:
    """Yield each row as a JSON array, in the order of the primary key."""
    query = sa.select(table).order_by(*table.primary_key.columns)
    with connection.execution_options(yield_per=BATCH).execute(query) as rows:
        for row in rows:
            yield json.dumps(
                list(row), default=_plain, ensure_ascii=False, separators=(",", ":")
            )


def load(
    connection: sa.Connection, name: str, dumped: DumpedTable, text: Iterable[str]
) -> int:
    """Insert the rows of a table; return how many there were.

    The columns come from the dump, not from the models: these may be newer.
    """
    readers = [_KINDS[kind][1] for _, kind in dumped.columns]
    names = [name for name, _ in dumped.columns]
    rows: Iterable[dict[str, Any]] = (
        dict(zip(names, _values(line, readers), strict=True)) for line in text
    )
    parent = _column_of_parent(connection, name)
    if parent:
        rows = _parents_first(list(rows), *parent)
    insert = sa.insert(
        sa.table(name, *(sa.column(c, _KINDS[kind][0]) for c, kind in dumped.columns))
    )
    loaded = 0
    iterator = iter(rows)
    while batch := list(itertools.islice(iterator, BATCH)):
        connection.execute(insert, batch)
        loaded += len(batch)
    return loaded


def check_columns(name: str, dumped: DumpedTable) -> None:
    """Raise BadBackup when a table of a manifest cannot be one of ours."""
    words = [name, *(column for column, _ in dumped.columns)]
    if not all(word.isidentifier() and word.isascii() for word in words):
        raise BadBackup(f"It has a table {name!r} that cannot be ours.")
    unknown = {kind for _, kind in dumped.columns} - _KINDS.keys()
    if unknown:
        raise BadBackup(f"Table {name} has values of unknown kind: {unknown}.")


def _kind(column: sa.Column[Any]) -> str:
    for fitting, kind in _FITTING:
        if isinstance(column.type, fitting):
            return kind
    raise TypeError(f"no kind for {column}")


def _plain(value: object) -> str:
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    raise TypeError(f"{type(value)} cannot be dumped")


def _values(line: str, readers: Sequence[Callable[[Any], Any]]) -> Iterator[Any]:
    for value, read in zip(json.loads(line), readers, strict=True):
        yield None if value is None else read(value)


def _column_of_parent(connection: sa.Connection, name: str) -> tuple[str, str] | None:
    """Return (key, column that refers to it) of a table that is a tree."""
    for foreign in sa.inspect(connection).get_foreign_keys(name):
        if foreign["referred_table"] == name:
            return foreign["referred_columns"][0], foreign["constrained_columns"][0]
    return None


def _parents_first(
    rows: list[dict[str, Any]], key: str, parent: str
) -> Iterator[dict[str, Any]]:
    """Yield rows so that each comes after the one it refers to."""
    placed = {None}
    while rows:
        ready = [row for row in rows if row[parent] in placed]
        if not ready:
            raise BadBackup(f"Rows refer to each other in a circle by {parent}.")
        yield from ready
        placed |= {row[key] for row in ready}
        rows = [row for row in rows if row[key] not in placed]
