"""Staff at their desks, who read the pages in English."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.audit.models import Event
from tests.school import School


@pytest.fixture
def clara(school: School) -> FlaskClient:
    """Return the browser of Clara, staff of the chamber."""
    return english_browser(school, school.cast.clara)


@pytest.fixture
def darek(school: School) -> FlaskClient:
    """Return the browser of Darek, staff of the bakers' guild alone."""
    return english_browser(school, school.cast.darek)


@pytest.fixture
def audited(school: School) -> Callable[..., list[Event]]:
    """Return a reader of the audit: its events of these actions, oldest first."""

    def read(*actions: str) -> list[Event]:
        with school.database.reading() as session:
            found = session.scalars(
                sa.select(Event).where(Event.action.in_(actions)).order_by(Event.id)
            )
            return list(found)

    return read


def english_browser(school: School, person: Person) -> FlaskClient:
    """Sign somebody in, and let the pages be English whatever is translated."""
    with school.database.writing() as session:
        session.get_one(Person, person.id).locale = "en"
    return school.browser(person)


def same_page(app: Flask, one: FlaskClient, path: str, other: str) -> bool:
    """Tell whether two addresses answer alike, but for what names the request."""
    first, second = one.get(path), one.get(other)
    bodies = [
        page.get_data(as_text=True)
        .replace(page.request.path, "")
        .replace(page.headers["X-Request-Id"], "")
        for page in (first, second)
    ]
    return (first.status, bodies[0]) == (second.status, bodies[1])
