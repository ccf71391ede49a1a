"""The tables' common ground: base class, constraint names, repeated column types."""

from __future__ import annotations

import secrets
import threading
import time
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    ForeignKey,
    MetaData,
    String,
    Text,
    TypeDecorator,
    Uuid,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, mapped_column


class Instant(TypeDecorator[datetime]):
    """A moment in UTC: aware going in, aware coming out, on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """Refuse a naive moment, since nobody could say which zone it was meant in."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002 - the base class passes it
    ) -> datetime | None:
        """Return the moment in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            return value.replace(tzinfo=UTC)
        return value.astimezone(UTC)


Json = JSON().with_variant(JSONB(), "postgresql")

# One alias a repeated column, so that a model reads as a list of facts.
key = Annotated[UUID, mapped_column(Uuid, primary_key=True)]
learner_key = Annotated[UUID, mapped_column(Uuid, primary_key=True)]
reference = Annotated[UUID, mapped_column(Uuid)]
instant = Annotated[datetime, mapped_column(Instant)]
name = Annotated[str, mapped_column(String(200))]
word = Annotated[str, mapped_column(String(64))]
prose = Annotated[str, mapped_column(Text)]
json_value = Annotated[dict[str, Any], mapped_column(Json)]
person_reference = Annotated[UUID, mapped_column(Uuid, ForeignKey("person.id"))]


class Base(DeclarativeBase):
    """Base of all models; every constraint has a name, so migrations can find it."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class _Sequence:
    """The last (millisecond, counter) given out, guarded by a lock."""

    lock = threading.Lock()
    last = 0


def new_key() -> UUID:
    """Return a UUID version 7 (RFC 9562, method 1): ordered by time within a process.

    48 bits of milliseconds, 12 bits of a counter, 62 random bits. Keys made by one
    process never go backwards, so rows of one learner are appended side by side.
    """
    with _Sequence.lock:
        now = (time.time_ns() // 1_000_000) << 12
        _Sequence.last = max(now, _Sequence.last + 1)
        stamp = _Sequence.last
    millis, counter = stamp >> 12, stamp & 0xFFF
    value = (millis << 80) | (0x7 << 76) | (counter << 64)
    value |= (0b10 << 62) | secrets.randbits(62)
    return UUID(int=value)


def key_before(key: UUID, seconds: int) -> UUID:
    """Return what no key is below that was made at most `seconds` before this one."""
    millis = (key.int >> 80) - seconds * 1000
    return UUID(int=max(millis, 0) << 80)
