"""Tables of enrolments, what was earned in them, and one cache that can be proved."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Instant, Json, instant, key, learner_key, prose, word


class Enrolment(Base):
    """A learner joined a course; `organisation_id` is where they belonged that day."""

    __tablename__ = "enrolment"
    __table_args__ = (
        Index(
            "uq_enrolment_open",
            "learner",
            "course_id",
            unique=True,
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index("ix_enrolment_course_id_opened_at", "course_id", "opened_at"),
        Index("ix_enrolment_id", "id", unique=True),
    )

    learner: Mapped[learner_key]
    id: Mapped[key]
    course_id: Mapped[str] = mapped_column(String(64), ForeignKey("course.id"))
    organisation_id: Mapped[UUID | None] = mapped_column(
        Uuid, ForeignKey("organisation.id")
    )
    opened_at: Mapped[instant]
    closed_at: Mapped[datetime | None] = mapped_column(Instant)


class EnrolmentEvent(Base):
    """Enrolled, withdrawn, completed: the ledger of an enrolment. Only appended."""

    __tablename__ = "enrolment_event"

    learner: Mapped[learner_key]
    id: Mapped[key]
    enrolment_id: Mapped[UUID] = mapped_column(Uuid)
    kind: Mapped[word]
    at: Mapped[instant]
    by: Mapped[UUID | None] = mapped_column(Uuid)
    reason: Mapped[prose]


class Result(Base):
    """One activity was finished once: a lesson read, or an attempt judged.

    Points and maximum are millionths of a point; both are 0 for a lesson. `passed` is
    None where there is no pass mark. Only appended: where a mark was changed later, the
    same source has another row, and the one with the highest sequence counts.
    """

    __tablename__ = "result"
    __table_args__ = (
        UniqueConstraint("learner", "enrolment_id", "source", "sequence"),
    )

    learner: Mapped[learner_key]
    id: Mapped[key]
    enrolment_id: Mapped[UUID] = mapped_column(Uuid)
    activity_id: Mapped[word]
    # What it came from, which makes writing it twice impossible: an attempt's id, or
    # "lesson:<id>" since a lesson is finished once.
    source: Mapped[str] = mapped_column(String(80))
    sequence: Mapped[int]
    kind: Mapped[word]
    points: Mapped[int] = mapped_column(BigInteger)
    maximum: Mapped[int] = mapped_column(BigInteger)
    passed: Mapped[bool | None]
    digest: Mapped[str] = mapped_column(String(64))
    at: Mapped[instant]


class Completion(Base):
    """All requirements were met: written once, never taken away."""

    __tablename__ = "completion"
    __table_args__ = (UniqueConstraint("learner", "enrolment_id"),)

    learner: Mapped[learner_key]
    id: Mapped[key]
    enrolment_id: Mapped[UUID] = mapped_column(Uuid)
    digest: Mapped[str] = mapped_column(String(64))
    at: Mapped[instant]


class Allowance(Base):
    """Staff gave one learner more tries or time for a quiz, with a reason.

    `anytime`: the dates of the quiz do not bind them; `no_wait`: they need not wait
    between tries.
    """

    __tablename__ = "allowance"

    learner: Mapped[learner_key]
    id: Mapped[key]
    enrolment_id: Mapped[UUID] = mapped_column(Uuid)
    quiz_id: Mapped[word]
    tries: Mapped[int]
    minutes: Mapped[int]
    anytime: Mapped[bool] = mapped_column(default=False)
    no_wait: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[prose]
    at: Mapped[instant]
    by: Mapped[UUID] = mapped_column(Uuid)


class EnrolmentState(Base):
    """How far an enrolment is, folded from its records: a cache, never the truth.

    `facts` is `learning.rules.Facts` as JSON; the other columns are what lists and
    reports sort and filter by. `progress recompute --diff` proves it. `place` is the
    activity opened last, the one column that is not derived.
    """

    __tablename__ = "enrolment_state"

    learner: Mapped[learner_key]
    enrolment_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    version: Mapped[int]
    facts: Mapped[dict[str, Any]] = mapped_column(Json)
    done: Mapped[int]
    total: Mapped[int]
    points: Mapped[int] = mapped_column(BigInteger)
    maximum: Mapped[int] = mapped_column(BigInteger)
    completed_at: Mapped[datetime | None] = mapped_column(Instant)
    place: Mapped[str | None] = mapped_column(String(64))
    changed_at: Mapped[instant]
