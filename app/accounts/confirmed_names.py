"""The name somebody wants to see printed, as confirmed by themselves."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import ConfirmedName
from app.accounts.names import tidy
from app.db import new_key


def latest(session: Session, person_id: UUID) -> ConfirmedName | None:
    """Return what was confirmed last, None if nothing was."""
    return session.scalar(
        sa.select(ConfirmedName)
        .where(ConfirmedName.person_id == person_id)
        .order_by(ConfirmedName.confirmed_at.desc(), ConfirmedName.id.desc())
        .limit(1)
    )


def confirm(
    session: Session, person_id: UUID, given_name: str, family_name: str, now: datetime
) -> None:
    """Write down how the name is to be printed from now on."""
    session.add(
        ConfirmedName(
            id=new_key(),
            person_id=person_id,
            given_name=tidy(given_name),
            family_name=tidy(family_name),
            confirmed_at=now,
        )
    )
