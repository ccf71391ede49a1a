"""The table of mail to be sent."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Instant, instant, key, prose


class Message(Base):
    """A mail: written with the change that caused it, sent afterwards.

    `body` is blanked when it was sent, since it may hold a one-time link.
    """

    __tablename__ = "message"

    id: Mapped[key]
    recipient: Mapped[str] = mapped_column(String(254), index=True)
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[prose]
    written_at: Mapped[instant]
    due_at: Mapped[datetime | None] = mapped_column(Instant, index=True)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    tries: Mapped[int]
