"""Ana in the course, her browser, and one of somebody else."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.learning.results import Place
from app.quizzes.models import Attempt, Response
from tests.school import School
from tests.web import form_on, send


@dataclass
class Desk:
    """A learner's browser, and what the school knows of her."""

    school: School
    client: FlaskClient
    place: Place

    def get(self, path: str, **options: object) -> TestResponse:
        return self.client.get(path, **options)

    def start(self, quiz_id: str = "test") -> str:
        """Press Begin on the page of a quiz; return the address of the attempt."""
        page = self.get(f"/courses/kurs/quizzes/{quiz_id}")
        begun = send(self.client, form_on(page, "/attempts"))
        assert begun.status_code == 303, begun.get_data(as_text=True)
        return str(begun.location)

    def finish(self, address: str) -> TestResponse:
        """Press Finish on the page that asks whether one really wants to."""
        page = self.get(f"{address}/submission")
        return send(self.client, form_on(page, "/submission"))

    def rows(self, table: type) -> list:
        with self.school.database.reading() as session:
            found = session.scalars(sa.select(table)).all()
        return sorted(found, key=lambda row: row.id)

    @property
    def attempts(self) -> list[Attempt]:
        return self.rows(Attempt)

    @property
    def responses(self) -> list[Response]:
        return self.rows(Response)


@pytest.fixture
def ana(school: School) -> Desk:
    """Return Ana's desk; she takes the course."""
    person = school.cast.ana
    return Desk(school, school.browser(person), school.enrol(person))


@pytest.fixture
def bruno(school: School) -> Desk:
    """Return the desk of Bruno, who takes the course, too."""
    person = school.cast.bruno
    return Desk(school, school.browser(person), school.enrol(person))


@pytest.fixture
def visitor(school: School) -> FlaskClient:
    """Return the browser of somebody who is not signed in."""
    return school.browser()


@pytest.fixture
def stranger(school: School) -> FlaskClient:
    """Return the browser of somebody signed in who does not take the course."""
    return school.browser(school.cast.darek)
