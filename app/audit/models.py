"""The table of events and the table of seals that chains them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Json, instant, key, word


class Event(Base):
    """Somebody did something to something. Appended with the change itself.

    `detail` holds ids, states and numbers, no names and no free text about people, so
    that erasing a person never has to touch the chain. `actor` is None for the system.
    """

    __tablename__ = "audit_event"

    id: Mapped[key]
    at: Mapped[instant]
    actor: Mapped[UUID | None] = mapped_column(Uuid)
    action: Mapped[word]
    subject_kind: Mapped[word]
    subject_id: Mapped[str] = mapped_column(String(80), index=True)
    detail: Mapped[dict[str, Any]] = mapped_column(Json)


class Seal(Base):
    """An event's place in the chain: SHA-256 over the seal before and the event."""

    __tablename__ = "audit_seal"

    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    event_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("audit_event.id"), unique=True
    )
    seal: Mapped[str] = mapped_column(String(64))
