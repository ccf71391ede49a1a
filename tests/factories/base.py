"""What all makers share: one moment, one password, one way to add a row."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeVar

from argon2 import PasswordHasher
from sqlalchemy.orm import Session

from app.db import Base

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PASSWORD = "zielony-stolik-pod-oknem"
Row = TypeVar("Row", bound=Base)
numbers = itertools.count(1)


def cheap_hasher() -> PasswordHasher:
    """Return a hasher as weak as argon2 allows; a test has nothing to protect."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@cache
def kept(password: str = PASSWORD) -> str:
    """Return what is stored instead of `password`."""
    return cheap_hasher().hash(password)


def add(session: Session, table: type[Row], defaults: Any, facts: Any) -> Row:
    """Add a row of `defaults`, `facts` going before, and flush it."""
    row = table(**{**defaults, **facts})
    session.add(row)
    session.flush()
    return row
