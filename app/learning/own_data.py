"""What this room holds about a learner, and until when the law has it kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from app.accounts import erasure, personal_data
from app.accounts.models import Person
from app.learning.models import (
    Allowance,
    Completion,
    Enrolment,
    EnrolmentEvent,
    EnrolmentState,
    Result,
)
from app.learning.rules import keep_until
from config import Settings

_TABLES = (Enrolment, EnrolmentEvent, Result, Completion, Allowance, EnrolmentState)
_MOMENTS = (EnrolmentEvent.at, Result.at, Completion.at)


def init_app(app: Flask) -> None:
    """Say to the accounts what is held, and until when it must not be erased."""
    settings: Settings = app.config["SETTINGS"]

    def until(session: Session, learner: UUID) -> datetime | None:
        last = last_record(session, learner)
        if last is None:
            return None
        return keep_until(last, settings.retention_years, settings.time_zone)

    personal_data.register(app, held)
    erasure.keep_evidence(app, until)


def held(session: Session, person: Person) -> Mapping[str, Any]:
    """Return all rows about a learner, by table."""
    return {
        table.__tablename__: personal_data.rows(
            session, table, table.learner == person.learner
        )
        for table in _TABLES
    }


def last_record(session: Session, learner: UUID) -> datetime | None:
    """Return when the last record of a learner was made, None without any.

    Whoever joined a course has one; so what is kept, is kept from the last thing done.
    """
    moments = [
        session.scalar(
            sa.select(sa.func.max(moment)).where(moment.class_.learner == learner)
        )
        for moment in _MOMENTS
    ]
    return max((moment for moment in moments if moment), default=None)
