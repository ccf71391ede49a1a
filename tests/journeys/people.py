"""People who are somewhere in the course, brought there by the functions that do it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from app.accounts.models import Organisation, Person
from app.certificates.models import Certificate
from app.certificates.rules import Issuer
from app.cli.demo.calendar import Ending, evenings
from app.cli.demo.endings import Scene, told
from app.cli.demo.stories import Story
from tests.factories import make_grant
from tests.journeys.site import CHAMBER, Site

ZONE = "Europe/Warsaw"


@dataclass(frozen=True)
class Someone:
    """A person with what addresses of their pages are made from."""

    person: Person
    enrolment_id: UUID
    attempt_id: UUID | None
    serial: str | None


def somebody(site: Site, ending: Ending) -> Someone:
    """Let a new person of the guild live through the course until `ending`."""
    person = site.learner(site.guild, given_name="Żaneta", family_name="Ślęzak")
    now = datetime.now(UTC)
    begin = now - timedelta(days=60)
    chances = Random(1)  # noqa: S311 - no secret
    days = evenings(chances, begin, now - timedelta(days=2), 12, ZoneInfo(ZONE))
    story = Story(site.course(), person, site.guild.id, chances, days)
    scene = Scene(site.staff.id, Issuer(CHAMBER, "Opole", ZONE), site.library, now)
    with site.database.writing() as session:
        for act in told(story, ending, scene):
            act.do(session, act.at)
    attempts = site.attempts(person)
    return Someone(
        person,
        story.place.enrolment_id,
        attempts[-1].id if attempts else None,
        _serial(site, person),
    )


def promoted(site: Site, person: Person, role: str, branch: Organisation) -> Person:
    """Give somebody a role for a branch of the chamber."""
    with site.database.writing() as session:
        make_grant(session, person, branch, role)
    return person


def _serial(site: Site, person: Person) -> str | None:
    with site.database.reading() as session:
        return session.scalar(
            sa.select(Certificate.serial).where(Certificate.learner == person.learner)
        )
