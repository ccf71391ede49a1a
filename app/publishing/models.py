"""Tables of courses and their published revisions."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Instant, Json, instant, key, word


class PublishedCourse(Base):
    """The identity of a course, and which revision of it is current."""

    __tablename__ = "course"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), ForeignKey("revision.digest"))
    created_at: Mapped[instant]
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)


class Revision(Base):
    """One immutable compiled state of a course package.

    `card` is what the catalogue shows of it, so that listing a hundred courses loads
    none of them. Its sources, course.lock among them, are archived under its digest.
    """

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("course_id", "number"),)

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    course_id: Mapped[word]
    number: Mapped[int]
    card: Mapped[dict[str, Any]] = mapped_column(Json)
    created_at: Mapped[instant]


class Publication(Base):
    """A revision became the current one: who did that, and when. Only appended."""

    __tablename__ = "publication"

    id: Mapped[key]
    course_id: Mapped[str] = mapped_column(String(64), index=True)
    digest: Mapped[str] = mapped_column(String(64), ForeignKey("revision.digest"))
    level: Mapped[word]
    published_at: Mapped[instant]
    published_by: Mapped[UUID | None] = mapped_column(Uuid)
