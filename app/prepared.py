"""Statements of the hot paths: compiled once, and on SQLite handed to the driver.

SQLAlchemy takes six times as long about a small statement as SQLite itself. What every
page asks, and every answer writes, is therefore made ready once: its SQL, and what
turns values into what the database keeps and back. PostgreSQL is asked in the ordinary
way, since there the way to the server and back is what takes time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.connections import by_driver

Statement = sa.Select[*tuple[Any, ...]] | sa.Insert
Values = dict[str, Any]  # by name of column or parameter
Converter = Callable[[Any], Any]


class Prepared:
    """A statement whose parameters are all named; it runs again and again.

    What the session holds and has not flushed is not looked at.
    """

    def __init__(self, statement: Statement) -> None:
        """Prepare `statement`, at its first use."""
        self._statement = statement
        self._ready: _Ready | None = None

    def rows(self, session: Session, **values: Any) -> list[tuple[Any, ...]]:
        """Return what a selection finds, in the order of its columns."""
        connection = _sqlite(session)
        if connection is None:
            found = session.connection().execute(self._statement, values)
            return [tuple(row) for row in found]
        ready = self._made_ready(connection)
        rows = by_driver(connection, ready.sql, ready.said(values)).fetchall()
        return [ready.converted(row) for row in rows]

    def write(self, session: Session, rows: Sequence[Values]) -> None:
        """Insert rows, each with a value for every column."""
        connection = _sqlite(session)
        if connection is None:
            session.connection().execute(self._statement, rows)
            return
        ready = self._made_ready(connection)
        for row in rows:
            by_driver(connection, ready.sql, ready.said(row))

    def _made_ready(self, connection: sa.Connection) -> _Ready:
        if self._ready is None:
            # All our SQLite engines speak alike, so one compilation does for all.
            self._ready = _made_ready(self._statement, connection.dialect)
        return self._ready


class _Ready(NamedTuple):
    sql: str
    # The name or, for what never differs, None and the value.
    parameters: Sequence[tuple[str | None, Converter | None, Any]]
    columns: Sequence[tuple[int, Converter]]  # only those that are converted

    def said(self, values: Values) -> list[Any]:
        """Return parameters as the driver takes them."""
        said = []
        for name, converter, constant in self.parameters:
            value = constant if name is None else values[name]
            said.append(value if converter is None else converter(value))
        return said

    def converted(self, row: Iterable[Any]) -> tuple[Any, ...]:
        """Return a row of the driver as our types."""
        values = list(row)
        for index, converter in self.columns:
            values[index] = converter(values[index])
        return tuple(values)


def _sqlite(session: Session) -> sa.Connection | None:
    """Return the connection of a session of ours, None for one to PostgreSQL."""
    bind = session.get_bind()
    if isinstance(bind, sa.Connection) and bind.dialect.name == "sqlite":
        return bind
    return None


def _made_ready(statement: Statement, dialect: sa.engine.Dialect) -> _Ready:
    compiled = statement.compile(dialect=dialect)
    parameters = []
    for name in compiled.positiontup or ():
        bound = compiled.binds[name]
        kind = bound.type.dialect_impl(dialect)
        asked = name if bound.required else None
        parameters.append((asked, kind.bind_processor(dialect), bound.value))
    selected = statement.selected_columns if isinstance(statement, sa.Select) else ()
    columns = []
    for index, column in enumerate(selected):
        kind = column.type.dialect_impl(dialect)
        converter = kind.result_processor(dialect, None)
        if converter is not None:
            columns.append((index, converter))
    return _Ready(str(compiled), parameters, columns)
