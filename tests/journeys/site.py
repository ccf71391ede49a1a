"""The site that journeys go through, run as people run it, and rows made on the way."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from app.accounts import sessions
from app.accounts.models import Organisation, Person, SignIn
from app.content.course import Course
from app.engines import Database
from app.learning import enrolments, results
from app.learning.results import Place
from app.publishing.library import Library
from app.quizzes.models import Attempt
from app.quizzes.responses import Given, latest
from app.web.identity import cookie_name
from config import ROOT, from_environment
from tests.cli.servers import serving
from tests.factories import make_grant, make_membership, make_organisation, make_person

COURSES = Path(__file__).parent / "courses"
CHAMBER = "Izba Rzemieślnicza w Opolu"
GUILD = "Cech Rzemiosł Różnych w Nysie"


@dataclass(frozen=True)
class Site:
    """A running site, and its database to look at and to change behind its back."""

    address: str
    database: Database
    library: Library
    chamber: Organisation
    guild: Organisation
    staff: Person

    def learner(self, branch: Organisation | None = None, **facts: str) -> Person:
        """Add somebody who belongs to the chamber, or below it; they joined nothing."""
        with self.database.writing() as session:
            person = make_person(session, **facts)
            make_membership(session, person, branch or self.chamber)
        return person

    def enrolled(self, course_id: str = "warsztat", **facts: str) -> Person:
        """Add somebody who takes a course."""
        person = self.learner(**facts)
        course = self.course(course_id)
        with self.database.writing() as session:
            enrolments.enrol(
                session,
                person.learner,
                course.id,
                digest=course.digest,
                activities=len(course.order),
                organisation_id=self.chamber.id,
                by=person.id,
                now=_now(),
            )
        return person

    def course(self, course_id: str = "warsztat") -> Course:
        """Return a course as it is published."""
        with self.database.reading() as session:
            standing = enrolments.standing(session, None, course_id)
        assert standing is not None
        return self.library.course(standing.digest)

    def place(self, person: Person, course_id: str = "warsztat") -> Place:
        """Return where the results of somebody's course are written."""
        with self.database.reading() as session:
            enrolment_id = enrolments.open_id(session, person.learner, course_id)
        assert enrolment_id is not None
        return Place(person.learner, enrolment_id, self.course(course_id))

    def cookie(self, person: Person) -> dict[str, str]:
        """Begin a session for somebody; return the cookie that stands for it."""
        with self.database.writing() as session:
            session_id = sessions.begin(session, person.id, _now(), keep=False)
        return {
            "name": cookie_name(https=False),
            "value": session_id,
            "url": self.address,
        }

    def end_sessions(self, person: Person) -> None:
        """Sign somebody out everywhere."""
        with self.database.writing() as session:
            session.execute(sa.delete(SignIn).where(SignIn.person_id == person.id))

    def attempts(self, person: Person) -> list[Attempt]:
        """Return somebody's tries at quizzes, in their order."""
        with self.database.reading() as session:
            found = session.scalars(
                sa.select(Attempt)
                .where(Attempt.learner == person.learner)
                .order_by(Attempt.id)
            )
            return [attempt for attempt in found if attempt.form]

    def answers(self, person: Person) -> dict[str, Given]:
        """Return what is saved of somebody's last try, by question."""
        with self.database.reading() as session:
            return latest(session, person.learner, self.attempts(person)[-1].id)

    def let_time_pass(self, person: Person, until: datetime) -> None:
        """Let the try under way be due at another time."""
        with self.database.writing() as session:
            session.execute(
                sa.update(Attempt)
                .where(
                    Attempt.learner == person.learner, Attempt.submitted_at.is_(None)
                )
                .values(due_at=until)
            )

    def results(self, person: Person) -> int:
        """Return how many results were written down for somebody."""
        place = self.place(person)
        with self.database.reading() as session:
            facts = results.facts_of(
                session, place.learner, place.enrolment_id, place.course
            )
        quizzes = sum(fact.attempts for fact in facts.quizzes.values())
        return len(facts.lessons) + len(facts.practice) + quizzes


@contextmanager
def running(folder: Path) -> Iterator[Site]:
    """Run a site with the course of the journeys and the real ones."""
    for source in (COURSES, ROOT / "courses"):
        for package in source.glob("*/course.yaml"):
            target = folder / "courses" / package.parent.name
            shutil.copytree(package.parent, target)
    environment = {
        "DATA_DIR": str(folder / "data"),
        "COURSES_DIR": str(folder / "courses"),
    }
    with serving(environment) as served:
        settings = from_environment(environment)
        database = Database(settings.database_url, settings.data_dir / "write.lock")
        with database.writing() as session:
            chamber = make_organisation(session, name=CHAMBER)
            guild = make_organisation(session, chamber, name=GUILD)
            staff = make_person(session, given_name="Halina", family_name="Piątek")
            make_membership(session, staff, chamber)
            make_grant(session, staff, chamber)
        library = Library(settings.data_dir / "compiled")
        address = f"http://127.0.0.1:{served.port}"
        yield Site(address, database, library, chamber, guild, staff)
        database.close()


def _now() -> datetime:
    return datetime.now(UTC)


def wait_until(condition: Callable[[], bool], seconds: float = 5) -> None:
    """Wait for something that no page tells of."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)
