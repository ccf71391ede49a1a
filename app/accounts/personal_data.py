"""Everything held about a person, gathered from the rooms that hold it (RODO, 15, 20).

This room imports none of those above it: each registers a function of its own.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.accounts.models import (
    ConfirmedName,
    ErasureRequest,
    Grant,
    Link,
    Membership,
    NoticeShown,
    Organisation,
    Person,
    SignIn,
)
from app.audit.models import Event
from app.db import Base
from app.mail.models import Message

Rows = list[dict[str, Any]]
# Given (session, person); returns rows by table, or anything that JSON can say.
Exporter = Callable[[Session, Person], Mapping[str, Any]]
EXTENSION = "personal_data"


def init_app(app: Flask) -> None:
    """Begin the list of exporters with this room's."""
    app.extensions[EXTENSION] = [_accounts]


def register(app: Flask, exporter: Exporter) -> None:
    """Add what another room holds; called in that room's init_app."""
    app.extensions[EXTENSION].append(exporter)


def collect(
    session: Session, person: Person, exporters: Collection[Exporter]
) -> dict[str, Any]:
    """Return all that is held about `person`, by table."""
    held: dict[str, Any] = {}
    for exporter in exporters:
        held.update(exporter(session, person))
    return held


def archive(held: Mapping[str, Any], readme: str) -> bytes:
    """Return a ZIP with a readme and one JSON file a table."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("README.txt", readme)
        for table, rows in held.items():
            text = json.dumps(rows, ensure_ascii=False, indent=2, default=_plain)
            file.writestr(f"{table}.json", text + "\n")
    return packed.getvalue()


def rows(
    session: Session,
    table: type[Base],
    *conditions: sa.ColumnElement[bool],
    without: Collection[str] = (),
) -> Rows:
    """Return rows of a table as JSON can say them; `without` names secret columns."""
    columns = [c for c in sa.inspect(table).columns if c.key not in without]
    found = session.execute(sa.select(*columns).where(*conditions))
    return [dict(row) for row in found.mappings()]


def _accounts(session: Session, person: Person) -> Mapping[str, Any]:
    key = person.id
    address = person.email or ""
    return {
        "person": rows(session, Person, Person.id == key, without=["password_hash"]),
        "membership": rows(session, Membership, Membership.person_id == key),
        "organisation": rows(
            session,
            Organisation,
            Organisation.id.in_(
                sa.select(Membership.organisation_id).where(Membership.person_id == key)
            ),
        ),
        "role_grant": rows(session, Grant, Grant.person_id == key),
        "sign_in": rows(session, SignIn, SignIn.person_id == key, without=["id_hash"]),
        "link": rows(session, Link, Link.person_id == key, without=["token_hash"]),
        "notice_shown": rows(session, NoticeShown, NoticeShown.person_id == key),
        "confirmed_name": rows(session, ConfirmedName, ConfirmedName.person_id == key),
        "erasure_request": rows(
            session, ErasureRequest, ErasureRequest.person_id == key
        ),
        "message": rows(
            session, Message, Message.recipient == address, without=["body"]
        ),
        "audit_event": rows(
            session,
            Event,
            sa.or_(
                Event.actor == key,
                sa.and_(Event.subject_kind == "person", Event.subject_id == str(key)),
            ),
        ),
    }


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"JSON cannot say {type(value).__name__}")
