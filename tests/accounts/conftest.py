"""An installation with mail, and what it wrote."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import pytest
import sqlalchemy as sa

from app.mail.models import Message
from tests.factories import NOW
from tests.web import travel


@dataclass(frozen=True)
class Letters:
    """Mail in the outbox, which nobody delivers in these tests."""

    database: object

    def all(self):
        with self.database.reading() as session:
            return session.scalars(sa.select(Message).order_by(Message.id)).all()

    def to(self, address):
        return [letter for letter in self.all() if letter.recipient == address]

    def link_to(self, address):
        """Return the path in the last mail to an address."""
        body = self.to(address)[-1].body
        return re.search(r"http://localhost(/links/\S+)", body).group(1)


@pytest.fixture
def letters(database):
    return Letters(database)


@pytest.fixture
def mail_app(make_app, settings, database):
    """Return the application of an installation that can send mail."""
    app = make_app(replace(settings, smtp_host="mail.example.pl"))
    app.extensions["database"] = database
    travel(app, NOW)
    return app


@pytest.fixture
def mail_client(mail_app):
    return mail_app.test_client()
