"""Tables of people, organisations and what they may do."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Instant, instant, key, name, person_reference, prose, word


class Person(Base):
    """Somebody with an account: the one place where identity stands.

    Records of learning refer to `learner` and never to the name or the address, so
    that identity can be erased while evidence stays. `sort_key` orders names the
    Polish way; neither database does.
    """

    __tablename__ = "person"
    __table_args__ = (
        # The few who were erased are asked for again and again; see keeping.erasures.
        Index(
            "ix_person_erased_at",
            "erased_at",
            sqlite_where=text("erased_at IS NOT NULL"),
            postgresql_where=text("erased_at IS NOT NULL"),
        ),
    )

    id: Mapped[key]
    learner: Mapped[UUID] = mapped_column(Uuid, unique=True)
    given_name: Mapped[name]
    family_name: Mapped[name]
    sort_key: Mapped[str] = mapped_column(String(400), index=True)
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    locale: Mapped[str] = mapped_column(String(5))
    created_at: Mapped[instant]
    deactivated_at: Mapped[datetime | None] = mapped_column(Instant)
    deactivated_by: Mapped[UUID | None] = mapped_column(Uuid)
    erased_at: Mapped[datetime | None] = mapped_column(Instant)


class Organisation(Base):
    """A region, chamber, guild or firm; `path` lists its ancestors and itself.

    A path is "/<hex id>/<hex id>/": everything below an organisation begins with its
    path, so one LIKE with a bound prefix is a whole subtree.
    """

    __tablename__ = "organisation"

    id: Mapped[key]
    parent_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("organisation.id"))
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[name]
    sort_key: Mapped[str] = mapped_column(String(400))
    path: Mapped[str] = mapped_column(String(700), unique=True)
    created_at: Mapped[instant]
    closed_at: Mapped[datetime | None] = mapped_column(Instant)


class Membership(Base):
    """A person belongs to an organisation for a time; at most one is open."""

    __tablename__ = "membership"
    __table_args__ = (
        Index(
            "uq_membership_open",
            "person_id",
            unique=True,
            sqlite_where=text("until_at IS NULL"),
            postgresql_where=text("until_at IS NULL"),
        ),
    )

    id: Mapped[key]
    person_id: Mapped[person_reference]
    organisation_id: Mapped[UUID] = mapped_column(
        Uuid, ForeignKey("organisation.id"), index=True
    )
    since_at: Mapped[instant]
    until_at: Mapped[datetime | None] = mapped_column(Instant)


class Grant(Base):
    """A role that a person holds for an organisation and all below it."""

    __tablename__ = "role_grant"
    __table_args__ = (
        Index(
            "uq_role_grant_open",
            "person_id",
            "role",
            "organisation_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[key]
    person_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    role: Mapped[word]
    organisation_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("organisation.id"))
    granted_at: Mapped[instant]
    granted_by: Mapped[UUID | None] = mapped_column(Uuid)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_by: Mapped[UUID | None] = mapped_column(Uuid)


class SignIn(Base):
    """A signed-in session. The cookie holds a random id, this row only its hash."""

    __tablename__ = "sign_in"

    id_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    created_at: Mapped[instant]
    used_at: Mapped[instant]
    expires_at: Mapped[instant]


class Link(Base):
    """A one-time link: only the hash of its token is kept."""

    __tablename__ = "link"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    purpose: Mapped[word]
    person_id: Mapped[UUID | None] = mapped_column(
        Uuid, ForeignKey("person.id"), index=True
    )
    email: Mapped[str | None] = mapped_column(String(254), index=True)
    created_at: Mapped[instant]
    created_by: Mapped[UUID | None] = mapped_column(Uuid)
    expires_at: Mapped[instant]
    used_at: Mapped[datetime | None] = mapped_column(Instant)


class Registration(Base):
    """An account asked for, whose address is not proved yet; where there is mail.

    It becomes a person when its link is used, and is deleted then or when that is over.
    """

    __tablename__ = "registration"

    token_hash: Mapped[str] = mapped_column(
        String(64), ForeignKey("link.token_hash"), primary_key=True
    )
    given_name: Mapped[name]
    family_name: Mapped[name]
    password_hash: Mapped[str] = mapped_column(String(200))
    locale: Mapped[str] = mapped_column(String(5))
    notice: Mapped[word]


class NoticeShown(Base):
    """A person saw one version of the information notice (RODO, article 13)."""

    __tablename__ = "notice_shown"
    __table_args__ = (UniqueConstraint("person_id", "version"),)

    id: Mapped[key]
    person_id: Mapped[person_reference]
    version: Mapped[word]
    locale: Mapped[str] = mapped_column(String(5))
    shown_at: Mapped[instant]


class ConfirmedName(Base):
    """The name a learner wants to see printed, as confirmed at that time."""

    __tablename__ = "confirmed_name"

    id: Mapped[key]
    person_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    given_name: Mapped[name]
    family_name: Mapped[name]
    confirmed_at: Mapped[instant]


class ErasureRequest(Base):
    """Somebody asked to be forgotten; `decision` is done or refused, with a reason."""

    __tablename__ = "erasure_request"

    id: Mapped[key]
    person_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    asked_at: Mapped[instant]
    decision: Mapped[word]
    reason: Mapped[prose]
    keep_until: Mapped[datetime | None] = mapped_column(Instant)
