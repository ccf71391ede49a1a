"""The first staff account: chamber, person and role in one transaction."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts import grants, links, organisation_changes, organisations
from app.accounts.models import Person
from app.accounts.registrations import Asked, open_account
from app.accounts.rules import Purpose
from app.web.identity import STAFF


def make(session: Session, asked: Asked, chamber: str, now: datetime) -> Person:
    """Make the account; `chamber` names the top of the tree where there is none yet.

    Raises IntegrityError when the address is taken.
    """
    # Of two such links used at once, each waits for the other's row: one remains.
    links.end_all(session, Purpose.FIRST_STAFF)
    person = open_account(session, asked, now)
    top = organisations.top(session) or organisation_changes.create_top(
        session, chamber, "chamber", by=person.id, now=now
    )
    session.flush()
    grants.give(session, person.id, STAFF, top.id, by=None, now=now)
    return person
