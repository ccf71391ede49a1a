"""Revisions: a package is checked, archived, compiled, and made the current one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.audit import events
from app.content.check import check_sources
from app.content.compare import Level, level
from app.content.course import Course
from app.content.digest import digest as digest_of
from app.content.problems import Problem, Problems
from app.content.reader import Sources, read_package
from app.db import new_key
from app.engines import Database
from app.publishing import archives
from app.publishing.courses import card_of
from app.publishing.library import Library
from app.publishing.models import Publication, PublishedCourse, Revision


class Outcome(StrEnum):
    """What became of a package that was to be published."""

    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    BROKEN = "broken"
    HELD_BACK = "held-back"  # more than editorial: somebody has to decide


@dataclass(frozen=True)
class Published:
    """What became of a package; `level` tells how deep its update goes."""

    outcome: Outcome
    folder: Path
    course_id: str | None = None
    digest: str | None = None
    level: Level = Level.NONE
    problems: tuple[Problem, ...] = ()
    replaced: str | None = None


@dataclass(frozen=True)
class Press:
    """Where revisions are published to."""

    database: Database
    library: Library
    data_dir: Path


def publish(
    press: Press,
    folder: Path,
    *,
    by: UUID | None,
    now: datetime,
    up_to: Level = Level.STRUCTURAL,
) -> Published:
    """Publish the package in `folder`, unless its update goes deeper than `up_to`.

    A broken package changes nothing: the last good revision stays. A package that is
    current already costs reading its files and one statement.
    """
    problems = Problems()
    sources = read_package(folder, problems)
    known = _current(press, digest_of(sources)) if not problems else None
    if known is not None:
        return Published(Outcome.UNCHANGED, folder, known, digest_of(sources))
    result = check_sources(sources, problems=problems)
    if result.course is None:
        return Published(Outcome.BROKEN, folder, problems=result.problems)
    return _publish(press, folder, sources, result.course, by=by, now=now, up_to=up_to)


def _current(press: Press, digest: str) -> str | None:
    """Return the course that has this revision, if its compiled form is kept."""
    with press.database.reading() as session:
        course_id = session.scalar(
            sa.select(PublishedCourse.id).where(PublishedCourse.digest == digest)
        )
    return course_id if course_id and press.library.holds(digest) else None


def _publish(  # noqa: PLR0913 - what, from where, to where, by whom, when, how far
    press: Press,
    folder: Path,
    sources: Sources,
    course: Course,
    *,
    by: UUID | None,
    now: datetime,
    up_to: Level,
) -> Published:
    with press.database.reading() as session:
        before = session.get(PublishedCourse, course.id)
    depth = _depth(press, before, course)
    replaced = before.digest if before else None
    if before and depth > up_to:
        return Published(
            Outcome.HELD_BACK, folder, course.id, course.digest, depth, (), replaced
        )
    archives.keep(press.data_dir, folder, sources, course)
    press.library.keep(course)
    with press.database.writing() as session:
        make_current(session, course, depth, by=by, now=now)
    return Published(
        Outcome.PUBLISHED, folder, course.id, course.digest, depth, (), replaced
    )


def _depth(press: Press, before: PublishedCourse | None, course: Course) -> Level:
    if before is None:
        return Level.STRUCTURAL
    try:
        return level(press.library.course(before.digest), course)
    except KeyError:
        # The compiled form is of an older compiler: the careful answer.
        return Level.STRUCTURAL


def make_current(
    session: Session, course: Course, depth: Level, *, by: UUID | None, now: datetime
) -> None:
    """Write the revision down and let it be the current one, in one commit."""
    if session.get(Revision, course.digest) is None:
        number = session.scalar(
            sa.select(sa.func.count()).where(Revision.course_id == course.id)
        )
        session.add(
            Revision(
                digest=course.digest,
                course_id=course.id,
                number=(number or 0) + 1,
                card=card_of(course),
                created_at=now,
            )
        )
        session.flush()
    published = session.get(PublishedCourse, course.id)
    if published is None:
        session.add(PublishedCourse(id=course.id, digest=course.digest, created_at=now))
    else:
        published.digest = course.digest
    session.add(
        Publication(
            id=new_key(),
            course_id=course.id,
            digest=course.digest,
            level=depth.name.lower(),
            published_at=now,
            published_by=by,
        )
    )
    events.record(
        session,
        "published",
        ("course", course.id),
        by=by,
        now=now,
        digest=course.digest,
        level=depth.name.lower(),
    )


def packages(folder: Path) -> list[Path]:
    """Return the package folders in `folder`, by name."""
    if not folder.is_dir():
        return []
    return sorted(one for one in folder.iterdir() if (one / "course.yaml").is_file())
