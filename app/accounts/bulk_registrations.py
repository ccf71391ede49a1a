"""Accounts for many people at once: a few statements, however many they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts import names
from app.accounts.models import Membership, Person
from app.audit.events import record_all
from app.db import new_key


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody to make an account for; `email` is tidied and nobody has it yet."""

    given_name: str
    family_name: str
    email: str
    locale: str
    organisation_id: UUID | None


@dataclass(frozen=True, slots=True)
class Registered:
    """The keys of an account that was made."""

    person_id: UUID
    learner: UUID


def register_all(
    session: Session, newcomers: Sequence[Newcomer], *, by: UUID, now: datetime
) -> Mapping[str, Registered]:
    """Make accounts without password or role, and return their keys by address.

    Raises IntegrityError at once when an address is taken.
    """
    made = {one.email: Registered(new_key(), new_key()) for one in newcomers}
    if not made:
        return made
    session.execute(
        sa.insert(Person),
        [_person(one, made[one.email], now) for one in newcomers],
    )
    members = [
        {
            "id": new_key(),
            "person_id": made[one.email].person_id,
            "organisation_id": one.organisation_id,
            "since_at": now,
        }
        for one in newcomers
        if one.organisation_id is not None
    ]
    if members:
        session.execute(sa.insert(Membership), members)
    subjects = [("person", keys.person_id) for keys in made.values()]
    record_all(session, "registered", subjects, by=by, now=now)
    return made


def _person(one: Newcomer, keys: Registered, now: datetime) -> dict[str, object]:
    given, family = names.tidy(one.given_name), names.tidy(one.family_name)
    return {
        "id": keys.person_id,
        "learner": keys.learner,
        "given_name": given,
        "family_name": family,
        "sort_key": names.sort_key(family, given),
        "email": one.email,
        "locale": one.locale,
        "created_at": now,
    }
