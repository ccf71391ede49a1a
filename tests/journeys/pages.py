"""The pages there are, made from the routes: for which role, and where they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final

from flask import Flask
from werkzeug.routing import Rule

from app.accounts import links
from app.accounts.rules import Purpose
from app.cli.demo.calendar import Ending
from app.web.access import Audience, audience_of
from tests.journeys.people import Someone, promoted, somebody
from tests.journeys.site import Site


class Role(StrEnum):
    """Everybody who uses the site; staff of the chamber run it, nobody may do more."""

    VISITOR = "visitor"
    LEARNER = "learner"
    TRAINER = "trainer"
    GUILD = "staff of a guild"
    CHAMBER = "staff of the chamber"


SIGNED_IN: Final = frozenset(Role) - {Role.VISITOR}
STAFF: Final = frozenset({Role.GUILD, Role.CHAMBER})
# A new audience has to be added here.
MAY: Final[dict[Audience | None, frozenset[Role]]] = {
    Audience.ANYONE: frozenset(Role),
    Audience.SIGNED_IN: SIGNED_IN,
    Audience.TRAINER: STAFF | {Role.TRAINER},
    Audience.STAFF: STAFF,
    None: frozenset(),
}
# What is no page.
FILES: Final = {"web.health", "classroom.media", "certificates.pdf", "static"}
# Who is signed in is sent on from here.
BEFORE_SIGNING_IN: Final = {"accounts.sign_in", "accounts.registration"}
# Most pages are those of somebody who holds a certificate; some are seen only before.
SEEN_WHEN: Final = {
    "classroom.attempt": Ending.ATTEMPTING,
    "classroom.submission_question": Ending.ATTEMPTING,
    "classroom.withdrawal_question": Ending.ATTEMPTING,
    "certificates.certificate": Ending.COMPLETED,
}


@dataclass(frozen=True)
class Pages:
    """All pages of the application."""

    app: Flask

    def of(self, role: Role) -> list[Rule]:
        """Return the routes of those that a role may see."""
        return [
            rule
            for rule in self.app.url_map.iter_rules()
            if "GET" in (rule.methods or ())
            and rule.endpoint not in FILES
            and role in MAY[audience_of(self.app, rule.endpoint)]
            and (role is Role.VISITOR or rule.endpoint not in BEFORE_SIGNING_IN)
        ]

    def endpoint(self, path: str) -> str:
        """Return what answers at an address."""
        endpoint, _arguments = self.app.url_map.bind("localhost").match(path)
        return str(endpoint)


def persons(site: Site, role: Role) -> dict[Ending, Someone]:
    """Make people of a role who are at each stage that some page needs."""
    branch = site.chamber if role is Role.CHAMBER else site.guild
    made = {}
    for ending in {Ending.CERTIFIED, *SEEN_WHEN.values()}:
        made[ending] = somebody(site, ending)
        if role in STAFF or role is Role.TRAINER:
            name = "staff" if role in STAFF else "trainer"
            promoted(site, made[ending].person, name, branch)
    return made


def address(site: Site, rule: Rule, reader: Someone, shown: Someone) -> str:
    """Return where a page is: of who reads it, or about somebody who is shown.

    A new kind of part has to be added here.
    """
    parts: dict[str, Any] = {
        "course_id": "warsztat",
        "lesson_id": "narzedzia",
        "quiz_id": "sprawdzian",
        "question_id": "q-prawda",
        "attempt_id": reader.attempt_id,
        "serial": reader.serial,
        "person_id": shown.person.id,
        "enrolment_id": shown.enrolment_id,
        "organisation_id": site.guild.id,
    }
    if "token" in rule.arguments:
        parts["token"] = token(site, Purpose.RESET, shown)
    built = rule.build({name: parts[name] for name in rule.arguments})
    assert built is not None
    return built[1]


def token(site: Site, purpose: Purpose, someone: Someone | None = None) -> str:
    """Make a one-time link for somebody."""
    with site.database.writing() as session:
        person_id = someone.person.id if someone else None
        return links.write(session, purpose, now=datetime.now(UTC), person_id=person_id)
