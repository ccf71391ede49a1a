"""Who is who in the demo: the chamber, its guilds and firms, their staff, newcomers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import (
    first_staff,
    grants,
    links,
    organisation_changes,
    organisations,
    person_changes,
    registrations,
)
from app.accounts.models import Organisation, Person
from app.accounts.registrations import Asked
from app.cli.demo.names import CHAMBER, GUILDS, address
from app.web.identity import STAFF, TRAINER, Scope

HALINA: Final = ("Halina", "Piątek")  # manages the chamber
ROMAN: Final = ("Roman", "Adamski")  # helps her
EWA: Final = ("Ewa", "Sikora")  # writes courses
# Who manages each guild; the first one can be signed in as.
GUILD_STAFF: Final = (
    ("Jerzy", "Mroczek"),
    ("Bożena", "Świtała"),
    ("Lidia", "Kołodziej"),
    ("Henryk", "Bartosz"),
    ("Urszula", "Gawlik"),
)
KACPER: Final = ("Kacper", "Żurek")  # the learner one can sign in as
CHAMBER_HOST: Final = "izba.example"
GUILD_HOST: Final = "cech.example"


@dataclass(frozen=True)
class Founded:
    """The chamber when its doors open."""

    halina: UUID
    scope: Scope
    firms: tuple[UUID, ...]


@dataclass(frozen=True)
class Passwords:
    """Passwords as they are kept: of the accounts that are told, and of all others."""

    told: dict[str, str]
    others: str

    def of(self, email: str) -> str:
        """Return what is kept for an address."""
        return self.told.get(email, self.others)


def found(session: Session, passwords: Passwords, now: datetime) -> Founded:
    """Make the chamber, its guilds and firms, and everybody who has a role."""
    halina = first_staff.make(
        session, _asked(HALINA, CHAMBER_HOST, passwords), CHAMBER, now
    )
    session.flush()
    top = organisations.top(session)
    if top is None:
        raise LookupError("first_staff.make makes a chamber")
    founder = _Founder(
        session, passwords, now, halina.id, Scope((top.path,), everyone=True)
    )
    founder.appoint(ROMAN, CHAMBER_HOST, STAFF, top)
    founder.appoint(EWA, CHAMBER_HOST, TRAINER, top)
    return Founded(halina.id, founder.scope, tuple(founder.found_guilds(top)))


def arrive(
    session: Session,
    who: tuple[str, str],
    firm: UUID,
    founded: Founded,
    passwords: Passwords,
    now: datetime,
) -> Person:
    """Let somebody register, and let staff say to which firm they belong."""
    person = registrations.open_account(session, _asked(who, "", passwords), now)
    person_changes.set_membership(
        session, founded.scope, person.id, firm, by=founded.halina, now=now
    )
    return person


def invite(
    session: Session,
    who: tuple[str, str],
    firm: UUID,
    founded: Founded,
    now: datetime,
) -> Person:
    """Let staff make an account and invite its owner, who has not come yet."""
    person = person_changes.register(
        session,
        given_name=who[0],
        family_name=who[1],
        email=address(*who),
        password_hash=None,
        locale="pl",
        now=now,
        by=founded.halina,
    )
    person_changes.set_membership(
        session, founded.scope, person.id, firm, by=founded.halina, now=now
    )
    session.flush()
    links.invite(session, founded.scope, person.id, by=founded.halina, now=now)
    return person


@dataclass(frozen=True)
class _Founder:
    """What is needed for each organisation and each role."""

    session: Session
    passwords: Passwords
    now: datetime
    halina: UUID
    scope: Scope

    def found_guilds(self, top: Organisation) -> Iterator[UUID]:
        """Make guilds with their staff, and yield their firms."""
        for (guild, firms), who in zip(GUILDS.items(), GUILD_STAFF, strict=True):
            made = self._organisation(top, guild, "guild")
            self.appoint(who, GUILD_HOST, STAFF, made)
            for firm in firms:
                yield self._organisation(made, firm, "firm").id

    def appoint(
        self, who: tuple[str, str], host: str, role: str, where: Organisation
    ) -> None:
        """Make an account, let it belong to an organisation, and give it a role."""
        person = registrations.open_account(
            self.session, _asked(who, host, self.passwords), self.now
        )
        person_changes.set_membership(
            self.session,
            self.scope,
            person.id,
            where.id,
            by=self.halina,
            now=self.now,
        )
        grants.grant(
            self.session,
            self.scope,
            person.id,
            role,
            where.id,
            by=self.halina,
            now=self.now,
        )
        self.session.flush()

    def _organisation(self, above: Organisation, name: str, kind: str) -> Organisation:
        made = organisation_changes.create(
            self.session,
            self.scope,
            above.id,
            name,
            kind,
            by=self.halina,
            now=self.now,
        )
        self.session.flush()
        return made


def _asked(who: tuple[str, str], host: str, passwords: Passwords) -> Asked:
    email = address(*who, host) if host else address(*who)
    return Asked(*who, email, passwords.of(email), "pl")
