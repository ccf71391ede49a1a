"""Objects shared by the whole application: made here, tied to an app in `init_app`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, current_app, g
from flask_babel import Babel
from flask_wtf import CSRFProtect
from sqlalchemy.orm import Session

from app.engines import Database


class RequestDatabase:
    """The database of the current app, with one reading session a request."""

    def init_app(self, app: Flask, database: Database) -> None:
        """Tie `database` to `app`."""
        app.extensions["database"] = database
        app.teardown_appcontext(self._close)

    @property
    def database(self) -> Database:
        """The current app's database."""
        database: Database = current_app.extensions["database"]
        return database

    @property
    def session(self) -> Session:
        """The reading session of this request; it refuses to write."""
        if "reading" not in g:
            g.reading = self.database.read()
        session: Session = g.reading
        return session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Lend a session that commits once at the end; see `Database.writing`."""
        with self.database.writing() as session:
            yield session
        # What was read before may have changed just now.
        if "reading" in g:
            g.reading.expunge_all()

    @staticmethod
    def _close(_error: BaseException | None) -> None:
        session: Session | None = g.pop("reading", None)
        if session is not None:
            session.close()


db = RequestDatabase()
csrf = CSRFProtect()
babel = Babel()
