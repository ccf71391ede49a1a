"""A course with rows, and Ana in it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest

from app.content.course import Course
from app.engines import Database
from app.learning import enrolments
from app.learning.results import Place
from tests.factories import NOW, Cast, make_course, make_revision
from tests.values import course, lesson, quiz


@pytest.fixture
def small() -> Course:
    """Return a course of one lesson and one quiz, both asked for."""
    return course(lesson("l1"), quiz("test"))


@pytest.fixture
def published(database: Database, small: Course) -> Course:
    """Return the course, published."""
    with database.writing() as session:
        make_revision(session, small.id, digest=small.digest)
        make_course(session, small.id, digest=small.digest)
    return small


@pytest.fixture
def join(database: Database, published: Course, cast: Cast) -> Callable[..., Place]:
    """Return a way to enrol somebody (Ana) in the course."""

    def enrol(learner: UUID | None = None, found: Course = published) -> Place:
        with database.writing() as session:
            enrolment_id = enrolments.enrol(
                session,
                learner or cast.ana.learner,
                found.id,
                digest=found.digest,
                activities=len(found.order),
                organisation_id=cast.bakery.id,
                by=cast.ana.id,
                now=NOW,
            )
        return Place(learner or cast.ana.learner, enrolment_id, found)

    return enrol
