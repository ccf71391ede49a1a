"""What the doctor looks at in courses: is everything published still on the disk."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from datetime import date, datetime

import sqlalchemy as sa

from app.content.course import Course
from app.engines import Database
from app.keeping.finding import Finding, broken, note, ok
from app.publishing.archives import archive_path, archived, media_path
from app.publishing.library import Library
from app.publishing.models import PublishedCourse, Revision
from config import Settings


def revisions(
    database: Database, settings: Settings, now: datetime
) -> Iterator[Finding]:
    """Check the archive and media of every revision ever published."""
    with database.reading() as session:
        published = session.execute(
            sa.select(Revision.digest, Revision.course_id, Revision.number).order_by(
                Revision.course_id, Revision.number
            )
        ).all()
        current = set(session.scalars(sa.select(PublishedCourse.digest)))
    library = Library(settings.data_dir / "compiled")
    whole = 0
    for row in published:
        name = f"course {row.course_id}, revision {row.number}"
        found = list(_revision(settings, library, row.digest, name))
        yield from found
        whole += not found
        if row.digest in current and library.holds(row.digest):
            yield from _reviews(library.course(row.digest), name, now.date())
    yield ok("courses", f"{whole} of {len(published)} revisions are whole")


def _revision(
    settings: Settings, library: Library, digest: str, name: str
) -> Iterator[Finding]:
    path = archive_path(settings.data_dir, digest)
    try:
        archived(settings.data_dir, digest)
    except (OSError, zipfile.BadZipFile) as error:
        yield broken(name, f"{path}: {error}", "Restore it from a backup.")
        return
    if not library.holds(digest):
        yield note(name, "not compiled", "Start the server; it compiles what it can.")
        return
    yield from _media(settings, library.course(digest), name)


def _media(settings: Settings, course: Course, name: str) -> Iterator[Finding]:
    for title, media in course.media.items():
        path = media_path(settings.data_dir, media.sha256)
        try:
            with path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            yield broken(name, f"{title}: {error}", "Restore it from a backup.")
            continue
        if found != media.sha256:
            yield broken(name, f"{path} was changed", "Restore it from a backup.")


def _reviews(course: Course, name: str, today: date) -> Iterator[Finding]:
    due = [
        lesson.id
        for lesson in course.lessons.values()
        if lesson.review_by and lesson.review_by < today
    ]
    if due:
        yield note(
            name,
            f"{len(due)} lessons were to be reviewed by now: {', '.join(due)}",
            "Check them against the law of today, and publish.",
        )
