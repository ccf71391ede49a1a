"""Passwords: how they are kept, compared, and what is known to be guessed first."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import Flask, current_app

from app.accounts.rules import LONGEST_BYTES
from app.engines import Busy

R = TypeVar("R")
AT_ONCE: Final = 2  # each takes 19 MiB and some 30 ms of a core


class Passwords:
    """Keeps and compares passwords, at most AT_ONCE at the same time."""

    def __init__(
        self, hasher: PasswordHasher | None = None, *, wait: float = 5.0
    ) -> None:
        """Use `hasher`; by default argon2id with 19 MiB, 2 passes, 1 lane (OWASP).

        Who waits longer than `wait` seconds for a turn gets Busy.
        """
        self._hasher = hasher or PasswordHasher(
            time_cost=2, memory_cost=19_456, parallelism=1
        )
        self._wait = wait
        self._turns = threading.BoundedSemaphore(AT_ONCE)
        # Compared with when there is no account, so that an answer takes as long.
        self._nobody = self._hasher.hash("nobody")

    def keep(self, password: str) -> str:
        """Return what is stored instead of the password. Slow: never inside writing."""
        return self._in_turn(lambda: self._hasher.hash(_composed(password)))

    def matches(self, kept: str | None, password: str) -> bool:
        """Tell whether `password` is the one kept; takes as long when there is none."""
        if len(password.encode()) > LONGEST_BYTES:
            return False
        return self._in_turn(lambda: self._verify(kept or self._nobody, password)) and (
            kept is not None
        )

    def outdated(self, kept: str) -> bool:
        """Tell whether it was kept with other costs than today's."""
        return self._hasher.check_needs_rehash(kept)

    def _verify(self, kept: str, password: str) -> bool:
        try:
            return self._hasher.verify(kept, _composed(password))
        except (VerificationError, InvalidHashError):
            return False

    def _in_turn(self, work: Callable[[], R]) -> R:
        if not self._turns.acquire(timeout=self._wait):
            raise Busy
        try:
            return work()
        finally:
            self._turns.release()


def init_app(app: Flask) -> None:
    """Keep passwords of `app` with today's costs."""
    app.extensions["passwords"] = Passwords()


def passwords() -> Passwords:
    """Return how the current app keeps passwords."""
    found: Passwords = current_app.extensions["passwords"]
    return found


@cache
def common() -> frozenset[str]:
    """Return words and phrases that are guessed first, in lower case."""
    text = Path(__file__).with_name("common_passwords.txt").read_text("utf-8")
    return frozenset(
        line.strip() for line in text.splitlines() if line and line[0] != "#"
    )


def _composed(password: str) -> str:
    """Return one form of letters that keyboards send in several (ó, o with mark)."""
    return unicodedata.normalize("NFKC", password)
