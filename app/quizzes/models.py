"""Tables of attempts, the responses in them, and the judgements of those."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index, String, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Instant, Json, instant, key, learner_key, reference, word


class Attempt(Base):
    """One try at a whole quiz, or the practice of one lesson.

    It keeps what it was begun with: revision, seed, drawn form and the criterion in
    force, so that it can be shown again as it was. Points and maximum are millionths
    of a point, set when it is submitted.
    """

    __tablename__ = "attempt"
    __table_args__ = (
        UniqueConstraint("learner", "enrolment_id", "activity_id", "number"),
        Index(
            "uq_attempt_open",
            "learner",
            "enrolment_id",
            "activity_id",
            unique=True,
            sqlite_where=text("submitted_at IS NULL"),
            postgresql_where=text("submitted_at IS NULL"),
        ),
        Index(
            "ix_attempt_due",
            "due_at",
            sqlite_where=text("submitted_at IS NULL AND due_at IS NOT NULL"),
            postgresql_where=text("submitted_at IS NULL AND due_at IS NOT NULL"),
        ),
    )

    learner: Mapped[learner_key]
    id: Mapped[key]
    enrolment_id: Mapped[reference]
    activity_id: Mapped[word]
    behaviour: Mapped[word]
    number: Mapped[int]
    course_id: Mapped[word]
    digest: Mapped[str] = mapped_column(String(64))
    seed: Mapped[int] = mapped_column(BigInteger)
    form: Mapped[dict[str, Any]] = mapped_column(Json)
    criterion: Mapped[dict[str, Any]] = mapped_column(Json)
    language: Mapped[str] = mapped_column(String(5))
    started_at: Mapped[instant]
    due_at: Mapped[datetime | None] = mapped_column(Instant)
    submitted_at: Mapped[datetime | None] = mapped_column(Instant)
    # learner, or rule when the time was up and nobody pressed the button
    submitted_by: Mapped[str | None] = mapped_column(String(10))
    points: Mapped[int | None] = mapped_column(BigInteger)
    maximum: Mapped[int | None] = mapped_column(BigInteger)
    # The furthest page that was reached, where there is no going back.
    page: Mapped[int] = mapped_column(default=1)


class Response(Base):
    """An answer to one question, by ids. Only appended; the highest sequence counts.

    `client_key` was made with the page: the same answer once more under the same key is
    a replay, another answer (the Back button) a new response. Whoever writes holds the
    attempt's row; of two who did not, one would fail over the sequence. `state` is
    saved, submitted or late.
    """

    __tablename__ = "response"
    __table_args__ = (
        # One tree holds rows and key: an answer given writes few pages.
        {"sqlite_with_rowid": False},
    )

    learner: Mapped[learner_key]
    attempt_id: Mapped[key]
    question_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    # What judgements refer to, together with the learner.
    id: Mapped[reference]
    client_key: Mapped[str] = mapped_column(String(64))
    answer_hash: Mapped[str] = mapped_column(String(32))
    answer: Mapped[dict[str, Any]] = mapped_column(Json)
    state: Mapped[str] = mapped_column(String(10))
    at: Mapped[instant]


class Judgement(Base):
    """What a response was worth, by which revision and rule. Only appended.

    `mark` is in millionths. `supersedes` names an earlier judgement of the same
    response; the one that nobody supersedes is in force.
    """

    __tablename__ = "judgement"
    __table_args__ = (
        # Superseded once at the most; and found, since every answer read asks for it.
        Index(
            "uq_judgement_supersedes",
            "supersedes",
            unique=True,
            sqlite_where=text("supersedes IS NOT NULL"),
            postgresql_where=text("supersedes IS NOT NULL"),
        ),
        {"sqlite_with_rowid": False},
    )

    learner: Mapped[learner_key]
    response_id: Mapped[key]
    id: Mapped[key]
    digest: Mapped[str] = mapped_column(String(64))
    marker: Mapped[word]
    rule: Mapped[str | None] = mapped_column(String(80))
    mark: Mapped[int]
    judged_by: Mapped[UUID | None] = mapped_column(Uuid)
    supersedes: Mapped[UUID | None] = mapped_column(Uuid)
    at: Mapped[instant]
