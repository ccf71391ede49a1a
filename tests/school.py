"""A chamber with one published course, and browsers of those who learn in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Membership, Person
from app.content.course import Course
from app.engines import Database
from app.learning import enrolments
from app.learning.results import Place
from app.publishing.library import Library
from app.publishing.models import PublishedCourse
from app.publishing.revisions import Outcome, Press, Published, publish
from config import Settings
from tests.factories import NOW, Cast
from tests.packages import write_package
from tests.web import sign_in, travel


@dataclass
class School:
    """The app over a database with the cast, and where its packages are written."""

    app: Flask
    database: Database
    cast: Cast
    packages: Path
    press: Press = field(init=False)

    def __post_init__(self) -> None:
        """Let all requests arrive at NOW."""
        settings: Settings = self.app.config["SETTINGS"]
        self.press = Press(self.database, self.library, settings.data_dir)
        self.travel(NOW)

    @property
    def library(self) -> Library:
        """The compiled courses."""
        library: Library = self.app.extensions["library"]
        return library

    @property
    def course(self) -> Course:
        """The current revision of the course `kurs`."""
        with self.database.reading() as session:
            course = session.get_one(PublishedCourse, "kurs")
        return self.library.course(course.digest)

    def publish(
        self,
        changes: Mapping[str, str | bytes | None] | None = None,
        *,
        instead: Mapping[str, tuple[str, str]] | None = None,
        folder: str = "kurs",
    ) -> Course:
        """Publish the package, changed as `write_package` says."""
        done = self.try_to_publish(changes, instead=instead, folder=folder)
        if done.digest is None or done.outcome is Outcome.BROKEN:
            raise LookupError(done.problems)
        return self.library.course(done.digest)

    def try_to_publish(
        self,
        changes: Mapping[str, str | bytes | None] | None = None,
        *,
        instead: Mapping[str, tuple[str, str]] | None = None,
        folder: str = "kurs",
    ) -> Published:
        """Publish, and say what became of it."""
        path = write_package(self.packages / folder, changes, instead=instead)
        return publish(self.press, path, by=None, now=NOW)

    def enrol(self, person: Person, course: Course | None = None) -> Place:
        """Let somebody join the course."""
        found = course or self.course
        with self.database.writing() as session:
            organisation: UUID | None = session.scalar(
                sa.select(Membership.organisation_id).where(
                    Membership.person_id == person.id
                )
            )
            enrolment_id = enrolments.enrol(
                session,
                person.learner,
                found.id,
                digest=found.digest,
                activities=len(found.order),
                organisation_id=organisation,
                by=person.id,
                now=NOW,
            )
        return Place(person.learner, enrolment_id, found)

    def browser(self, person: Person | None = None) -> FlaskClient:
        """Return a browser, signed in as `person` or as nobody."""
        client = self.app.test_client()
        if person is not None:
            sign_in(client, person)
        return client

    def travel(self, moment: datetime) -> None:
        """Let every request from now on arrive at `moment`."""
        travel(self.app, moment)
