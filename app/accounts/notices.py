"""The information notice (RODO, article 13): its version, and who was shown which."""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import NoticeShown
from app.db import new_key

# Changes with every change of templates/accounts/notice/*.html that people must know.
VERSION: Final = "2026-11-23"


def was_shown(session: Session, person_id: UUID, version: str = VERSION) -> bool:
    """Tell whether somebody was shown this version."""
    found = sa.select(NoticeShown.id).where(
        NoticeShown.person_id == person_id, NoticeShown.version == version
    )
    return session.scalar(found) is not None


def note(
    session: Session,
    person_id: UUID,
    locale: str,
    now: datetime,
    version: str = VERSION,
) -> None:
    """Write down that somebody was shown a version, once."""
    if not was_shown(session, person_id, version):
        session.add(
            NoticeShown(
                id=new_key(),
                person_id=person_id,
                version=version,
                locale=locale,
                shown_at=now,
            )
        )
