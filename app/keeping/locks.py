"""Locks on files: who may write, who is serving."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


class Taken(Exception):
    """Somebody else holds the lock and did not give it back in time."""


@contextmanager
def held(path: Path, seconds: float, *, shared: bool = False) -> Iterator[None]:
    """Hold the lock of a file; raise Taken when it is not free within `seconds`.

    The lock goes when the file is closed, so a killed process leaves none behind.
    """
    with path.open("a") as file:
        _take(file, seconds, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        yield


def _take(file: IO[str], seconds: float, kind: int) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(file.fileno(), kind | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() >= until:
                raise Taken(str(file.name)) from error
            time.sleep(0.02)
        else:
            return
