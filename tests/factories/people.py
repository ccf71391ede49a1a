"""Makers of people, organisations, roles, links, mail and events."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.accounts import models as accounts
from app.accounts.names import sort_key
from app.accounts.notices import VERSION
from app.audit.models import Event
from app.db import new_key
from app.mail.models import Message
from tests.factories.base import NOW, add, kept, numbers


def make_person(session: Session, **facts: Any) -> accounts.Person:
    """Add somebody with the password PASSWORD and an address made from a number."""
    given = facts.get("given_name", "Jan")
    family = facts.get("family_name", "Kowalski")
    defaults = {
        "id": new_key(),
        "learner": new_key(),
        "given_name": given,
        "family_name": family,
        "sort_key": sort_key(family, given),
        "email": f"osoba{next(numbers)}@example.pl",
        "password_hash": kept(),
        "locale": "pl",
        "created_at": NOW,
    }
    return add(session, accounts.Person, defaults, facts)


def make_organisation(
    session: Session, parent: accounts.Organisation | None = None, **facts: Any
) -> accounts.Organisation:
    """Add an organisation below `parent`, or the top of a tree."""
    key = facts.get("id", new_key())
    name = facts.get("name", f"Cech nr {next(numbers)}")
    defaults = {
        "id": key,
        "parent_id": parent.id if parent else None,
        "kind": "guild" if parent else "chamber",
        "name": name,
        "sort_key": sort_key(name),
        "path": f"{parent.path if parent else '/'}{key.hex}/",
        "created_at": NOW,
    }
    return add(session, accounts.Organisation, defaults, facts)


def make_membership(
    session: Session,
    person: accounts.Person,
    organisation: accounts.Organisation,
    **facts: Any,
) -> accounts.Membership:
    """Let `person` belong to `organisation` from NOW on."""
    defaults = {
        "id": new_key(),
        "person_id": person.id,
        "organisation_id": organisation.id,
        "since_at": NOW,
    }
    return add(session, accounts.Membership, defaults, facts)


def make_grant(
    session: Session,
    person: accounts.Person,
    organisation: accounts.Organisation,
    role: str = "staff",
    **facts: Any,
) -> accounts.Grant:
    """Give `person` a role for `organisation` and all below it."""
    defaults = {
        "id": new_key(),
        "person_id": person.id,
        "role": role,
        "organisation_id": organisation.id,
        "granted_at": NOW,
    }
    return add(session, accounts.Grant, defaults, facts)


def make_notice_shown(
    session: Session, person: accounts.Person, **facts: Any
) -> accounts.NoticeShown:
    """Let `person` have seen the information notice of today."""
    defaults = {
        "id": new_key(),
        "person_id": person.id,
        "version": VERSION,
        "locale": person.locale,
        "shown_at": NOW,
    }
    return add(session, accounts.NoticeShown, defaults, facts)


def make_link(session: Session, purpose: str, **facts: Any) -> accounts.Link:
    """Add a one-time link; give `token_hash` when the test has to open it."""
    defaults = {
        "token_hash": new_key().hex * 2,
        "purpose": purpose,
        "created_at": NOW,
        "expires_at": NOW + timedelta(hours=1),
    }
    return add(session, accounts.Link, defaults, facts)


def make_message(session: Session, **facts: Any) -> Message:
    """Add a mail that waits to be sent."""
    defaults = {
        "id": new_key(),
        "recipient": "ana@example.pl",
        "subject": "Temat",
        "body": "Treść",
        "written_at": NOW,
        "due_at": NOW,
        "tries": 0,
    }
    return add(session, Message, defaults, facts)


def make_event(session: Session, **facts: Any) -> Event:
    """Add an audit event that has no seal yet."""
    defaults = {
        "id": new_key(),
        "at": NOW,
        "actor": None,
        "action": "granted",
        "subject_kind": "person",
        "subject_id": str(new_key()),
        "detail": {},
    }
    return add(session, Event, defaults, facts)
