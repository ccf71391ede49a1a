"""Compiling again what an archive holds: after a restore, or for a new compiler."""

from __future__ import annotations

from collections.abc import Iterator

import sqlalchemy as sa

from app.engines import Database
from app.publishing.library import Library, Unavailable
from app.publishing.models import Revision


def uncompiled(database: Database, library: Library) -> list[str]:
    """Return the digests of revisions that this compiler has not compiled yet."""
    with database.reading() as session:
        digests = session.scalars(sa.select(Revision.digest)).all()
    return [digest for digest in digests if not library.holds(digest)]


def compile_missing(database: Database, library: Library) -> Iterator[str]:
    """Compile every revision that is not; yield the digests of those that failed.

    The library would do it when somebody asks; done before, nobody has to wait for it.
    """
    for digest in uncompiled(database, library):
        try:
            library.course(digest)
        except Unavailable:
            yield digest
