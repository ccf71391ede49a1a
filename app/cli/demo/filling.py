"""The chamber of the demo is founded, and what its people do is done in its time."""

from __future__ import annotations

import heapq
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from operator import attrgetter
from typing import Final

from app.accounts import passwords
from app.audit.sealing import seal_new
from app.certificates.rules import Issuer
from app.cli.demo import founding
from app.cli.demo.endings import Scene
from app.cli.demo.founding import Passwords
from app.cli.demo.lives import Teller, lives
from app.cli.demo.names import address
from app.cli.demo.stories import Act
from app.content.course import Course
from app.engines import Database
from app.learning import enrolments
from app.publishing.library import Library
from config import Settings

AT_ONCE: Final = 150  # acts in one transaction, so that others may write in between
# Letters and digits that are not taken for each other.
PASSWORD_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # noqa: S105 - the alphabet


@dataclass(frozen=True)
class Account:
    """An account to sign in with, told once."""

    email: str
    password: str
    what: str


def fill(
    database: Database, settings: Settings, now: datetime, *, days: int
) -> list[Account]:
    """Found a chamber `days` ago and let it live until now; return who can sign in."""
    accounts = _accounts()
    kept = _kept(accounts)
    library = Library(settings.data_dir / "compiled")
    with database.writing() as session:
        founded = founding.found(session, kept, now - timedelta(days=days))
    issuer = Issuer(settings.issuer, settings.issuer_place, settings.time_zone)
    teller = Teller(Scene(founded.halina, issuer, library, now), founded, kept)
    told = map(teller.told, lives(founded, _courses(database, library)))
    acts = heapq.merge(*told, key=attrgetter("at"))
    while _carry_out(database, acts):
        pass
    seal_new(database, settings, now)
    return accounts


def _accounts() -> list[Account]:
    guild_staff = address(*founding.GUILD_STAFF[0], founding.GUILD_HOST)
    emails = {
        address(*founding.KACPER): "learner",
        guild_staff: "staff of a guild",
        address(*founding.HALINA, founding.CHAMBER_HOST): "staff of the chamber",
    }
    return [Account(email, _password(), what) for email, what in emails.items()]


def _password() -> str:
    groups = (
        "".join(secrets.choice(PASSWORD_LETTERS) for _ in range(4)) for _ in range(4)
    )
    return "-".join(groups)


def _kept(accounts: Sequence[Account]) -> Passwords:
    keeper = passwords.Passwords()
    told = {one.email: keeper.keep(one.password) for one in accounts}
    # Nobody knows the password of all others, but they have one, as people do.
    return Passwords(told, keeper.keep(secrets.token_urlsafe()))


def _courses(database: Database, library: Library) -> list[Course]:
    with database.reading() as session:
        found = enrolments.standings(session, None)
    return [library.course(one.digest) for one in found if not one.withdrawn]


def _carry_out(database: Database, acts: Iterator[Act]) -> bool:
    """Do the next acts in one transaction; False when there are none left."""
    done = False
    with database.writing() as session:
        for act in islice(acts, AT_ONCE):
            act.do(session, act.at)
            done = True
    return done
