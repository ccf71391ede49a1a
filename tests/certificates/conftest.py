"""Ana has completed the course, as far as the test says."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from flask.testing import FlaskClient

from app.learning import results
from app.learning.results import Place
from app.learning.rules import Earned
from tests.factories import NOW
from tests.school import School
from tests.web import submit

POINT = 1_000_000
ASK = "/courses/kurs/certificate"
NAME = {"given_name": "Ana Maria", "family_name": "Łucka-Żak"}
REQUIREMENTS = {
    "lesson:otwarta": Earned("otwarta", "lesson", 0, 0, None),
    "lesson:zamknieta": Earned("zamknieta", "lesson", 0, 0, None),
    "practice:otwarta": Earned("otwarta", "practice", 0, 0, None),
    "test": Earned("test", "quiz", 8 * POINT, 9 * POINT, passed=True),
    "egzamin": Earned("egzamin", "quiz", 3 * POINT, 4 * POINT, passed=True),
}


@pytest.fixture
def earn(school: School) -> Callable[[Place, Iterable[str]], None]:
    """Return a way to write down what was met, by name; everything by default."""

    def write(place: Place, met: Iterable[str] = REQUIREMENTS) -> None:
        with school.database.writing() as session:
            for name in met:
                results.record(
                    session,
                    place,
                    REQUIREMENTS[name],
                    source=name,
                    digest=place.course.digest,
                    now=NOW,
                )

    return write


@pytest.fixture
def completed(school: School, earn: Callable[[Place], None]) -> Place:
    """Return the enrolment in which Ana met every requirement."""
    place = school.enrol(school.cast.ana)
    earn(place)
    return place


@pytest.fixture
def ana(school: School) -> FlaskClient:
    """Return Ana's browser."""
    return school.browser(school.cast.ana)


@pytest.fixture
def serial(ana: FlaskClient, completed: Place) -> str:
    """Return the serial of the certificate that Ana asked for."""
    answer = submit(ana, ASK, NAME)
    assert answer.status_code == 303
    return str(answer.location).removeprefix("/certificates/")
