"""Revisions: a package is checked, archived, compiled, and made the current one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.audit import events
from app.content.check import check_sources
from app.content.compare import Level, level
from app.content.course import Course
from app.content.digest import digest as digest_of
from app.content.problems import Problem, Problems
from app.content.reader import Sources, read_package
from app.db import new_key
from app.engines import Busy, Database
from app.publishing import archives
from app.publishing.courses import card_of
from app.publishing.library import Library, Unavailable
from app.publishing.models import Publication, PublishedCourse, Revision

TRIES = 5  # when several publish one course at the same time


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
    for _try in range(TRIES):
        done = _publish(press, folder, by=by, now=now, up_to=up_to)
        if done is not None:
            return done
    raise Busy


def _publish(
    press: Press, folder: Path, *, by: UUID | None, now: datetime, up_to: Level
) -> Published | None:
    """Publish a package as it is now; None when it or its course changed meanwhile."""
    problems = Problems()
    sources = read_package(folder, problems)
    if not problems:
        known = _current(press, digest_of(sources))
        if known is not None:
            return Published(Outcome.UNCHANGED, folder, known, digest_of(sources))
    result = check_sources(sources, problems=problems)
    if result.course is None:
        return Published(Outcome.BROKEN, folder, problems=result.problems)
    plan = _Plan(press, folder, sources, result.course, up_to)
    try:
        return _replace(plan, by=by, now=now)
    except (archives.ChangedMeanwhile, IntegrityError):
        return None


@dataclass(frozen=True)
class _Plan:
    """What is to be published: from where, to where, and how deep it may go."""

    press: Press
    folder: Path
    sources: Sources
    course: Course
    up_to: Level

    def outcome(self, what: Outcome, depth: Level, replaced: str | None) -> Published:
        course = self.course
        return Published(
            what, self.folder, course.id, course.digest, depth, (), replaced
        )


def _current(press: Press, digest: str) -> str | None:
    """Return the course that has this revision now."""
    with press.database.reading() as session:
        return session.scalar(
            sa.select(PublishedCourse.id).where(PublishedCourse.digest == digest)
        )


def _replace(plan: _Plan, *, by: UUID | None, now: datetime) -> Published | None:
    """Let a course be the current one; None when somebody else was faster."""
    press, course = plan.press, plan.course
    with press.database.reading() as session:
        before = session.get(PublishedCourse, course.id)
    replaced = before.digest if before else None
    if replaced == course.digest:
        return plan.outcome(Outcome.UNCHANGED, Level.NONE, None)
    depth = _depth(press, replaced, course)
    if replaced and depth > plan.up_to:
        return plan.outcome(Outcome.HELD_BACK, depth, replaced)
    # Files come first: a crash in between leaves the old revision, and files that
    # nobody asks for.
    archives.keep(press.data_dir, plan.folder, plan.sources, course)
    press.library.keep(course)
    with press.database.writing() as session:
        if not make_current(session, course, depth, replaced, by=by, now=now):
            return None
    return plan.outcome(Outcome.PUBLISHED, depth, replaced)


def _depth(press: Press, replaced: str | None, course: Course) -> Level:
    if replaced is None:
        return Level.STRUCTURAL
    try:
        return level(press.library.course(replaced), course)
    except Unavailable:
        # What is there now cannot be compared: the careful answer.
        return Level.STRUCTURAL


def make_current(
    session: Session,
    course: Course,
    depth: Level,
    replaced: str | None,
    *,
    by: UUID | None,
    now: datetime,
) -> bool:
    """Write the revision down and let it be the current one, in one commit.

    False when the course is no longer at `replaced`, with which it was compared.
    """
    published = session.scalar(
        sa.select(PublishedCourse)
        .where(PublishedCourse.id == course.id)
        .with_for_update()
    )
    if (published.digest if published else None) != replaced:
        return False
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
    return True


def packages(folder: Path) -> list[Path]:
    """Return the package folders in `folder`, by name."""
    if not folder.is_dir():
        return []
    return sorted(one for one in folder.iterdir() if (one / "course.yaml").is_file())
