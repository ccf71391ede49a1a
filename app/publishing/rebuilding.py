"""Compiling again what an archive holds: after a restore, or for a new compiler."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from app.content.check import check_sources
from app.content.digest import digest as digest_of
from app.content.layout import is_media
from app.content.reader import HEAD, MediaBytes, Sources
from app.engines import Database
from app.publishing.archives import archive_path
from app.publishing.library import Library
from app.publishing.models import Revision


def archived(data_dir: Path, digest: str) -> Sources:
    """Return the sources of a revision, as they were published.

    Raises FileNotFoundError, or zipfile.BadZipFile when the archive is damaged or was
    changed.
    """
    sources = Sources()
    with zipfile.ZipFile(archive_path(data_dir, digest)) as archive:
        for path in archive.namelist():
            content = archive.read(path)
            if is_media(path):
                sha256 = hashlib.sha256(content).hexdigest()
                sources.media[path] = MediaBytes(sha256, len(content), content[:HEAD])
            else:
                sources.texts[path] = content
    if digest_of(sources) != digest:
        raise zipfile.BadZipFile("the archive was changed")
    return sources


def uncompiled(database: Database, library: Library) -> list[str]:
    """Return the digests of revisions that this compiler has not compiled yet."""
    with database.reading() as session:
        digests = session.scalars(sa.select(Revision.digest)).all()
    return [digest for digest in digests if not library.holds(digest)]


def compile_missing(
    database: Database, library: Library, data_dir: Path
) -> Iterator[str]:
    """Compile every revision that is not; yield the digests of those that failed."""
    for digest in uncompiled(database, library):
        try:
            result = check_sources(archived(data_dir, digest))
        except (OSError, zipfile.BadZipFile):
            yield digest
            continue
        if result.course is None:
            yield digest
        else:
            library.keep(result.course)
