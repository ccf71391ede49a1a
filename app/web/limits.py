"""How often something may be tried, counted in the database for all processes."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.web.models import Throttle


@dataclass(frozen=True)
class Limit:
    """At most `tries` of `kind` within `minutes`, for each of what is counted."""

    kind: str
    tries: int
    minutes: int


SIGN_IN = Limit("sign-in", 10, 15)  # per account and address
SIGN_IN_ADDRESS = Limit("sign-in-address", 100, 15)
RESET = Limit("reset", 3, 60)
REGISTRATION = Limit("registration", 30, 60)
VERIFICATION = Limit("verification", 60, 1)
ACCESS_CODE = Limit("access-code", 10, 15)  # wrong ones, per learner and quiz
START = Limit("start", 60, 60)


def count(session: Session, limit: Limit, *parts: str, now: datetime) -> bool:
    """Count one try and return whether it is still allowed. Called inside `writing`.

    `parts` say for whom; only their hash is kept.
    """
    bucket, window = _bucket(limit, parts), _window(limit, now)
    insert = (
        sqlite.insert
        if session.get_bind().dialect.name == "sqlite"
        else postgresql.insert
    )
    statement = (
        insert(Throttle)
        .values(bucket=bucket, window_at=window, tries=1)
        .on_conflict_do_update(
            index_elements=["bucket", "window_at"],
            set_={"tries": Throttle.tries + 1},
        )
        .returning(Throttle.tries)
    )
    return session.execute(statement).scalar_one() <= limit.tries


def take_back(session: Session, limit: Limit, *parts: str, now: datetime) -> None:
    """Uncount one try that turned out to be a good one."""
    session.execute(
        sa.update(Throttle)
        .where(
            Throttle.bucket == _bucket(limit, parts),
            Throttle.window_at == _window(limit, now),
            Throttle.tries > 0,
        )
        .values(tries=Throttle.tries - 1)
    )


def reached(session: Session, limit: Limit, *parts: str, now: datetime) -> bool:
    """Return whether no further try is allowed in this window."""
    tries = session.scalar(
        sa.select(Throttle.tries).where(
            Throttle.bucket == _bucket(limit, parts),
            Throttle.window_at == _window(limit, now),
        )
    )
    return (tries or 0) >= limit.tries


def forget_old(session: Session, now: datetime) -> None:
    """Delete windows that are over for a day."""
    session.execute(
        sa.delete(Throttle).where(Throttle.window_at < now - timedelta(days=1))
    )


def _bucket(limit: Limit, parts: tuple[str, ...]) -> str:
    text = "\x00".join((limit.kind, *parts))
    return f"{limit.kind}:{hashlib.sha256(text.encode()).hexdigest()[:32]}"


def _window(limit: Limit, now: datetime) -> datetime:
    seconds = limit.minutes * 60
    return datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, UTC)
