"""A list carried out turn by turn, telling how far it is; pauses let learners write."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from app.engines import Busy
from app.office.imports import Outcome, batches
from app.office.lists import Entry

log = logging.getLogger(__name__)
PAUSE_SECONDS: Final = 0.01  # the lock is not fair: who waits must get a chance
TRIES: Final = 5
LINES_TOLD: Final = 20  # at most so many turns are told of
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Turn:
    """How far it is; `stopped` when the rest could not be written."""

    outcome: Outcome
    total: int
    last: bool = False
    stopped: bool = False


def turns(
    entries: Sequence[Entry], carry_out: Callable[[Sequence[Entry]], Outcome]
) -> Iterator[Turn]:
    """Carry out all entries, each batch in a commit of its own; yield how far it is.

    The last turn says so. What was committed stays when the rest cannot be written,
    and sending the same list again goes on from there.
    """
    outcome, told = Outcome(), 0
    for batch in batches(entries):
        done = patiently(carry_out, batch)
        if done is None:
            yield Turn(outcome, len(entries), last=True, stopped=True)
            return
        outcome = outcome.and_then(done)
        share = LINES_TOLD * outcome.lines // len(entries)
        if told < share < LINES_TOLD:
            told = share
            yield Turn(outcome, len(entries))
        time.sleep(PAUSE_SECONDS)
    yield Turn(outcome, len(entries), last=True)


def collected(
    entries: Sequence[Entry], work: Callable[[Sequence[Entry]], Sequence[T]]
) -> list[T] | None:
    """Return what the batches give, all together; None when one cannot be written."""
    found: list[T] = []
    for batch in batches(entries):
        done = patiently(work, batch)
        if done is None:
            return None
        found.extend(done)
        time.sleep(PAUSE_SECONDS)
    return found


def patiently(work: Callable[[Sequence[Entry]], T], batch: Sequence[Entry]) -> T | None:
    """Do one batch, again when others were faster; None when it cannot be written."""
    for number in range(TRIES):
        try:
            return work(batch)
        except (Busy, IntegrityError):
            time.sleep(PAUSE_SECONDS * 2**number)
        except SQLAlchemyError:
            log.exception("a list of people was not carried out to its end")
            return None
    return None
