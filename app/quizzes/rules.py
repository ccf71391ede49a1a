"""What may be done with an attempt, and when: decisions on values."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from app.quizzes.conditions import Criterion


class Refusal(StrEnum):
    """Why an attempt cannot be begun."""

    NO_TRIES_LEFT = "no-tries-left"
    PASSED_ALREADY = "passed-already"
    NOT_OPEN_YET = "not-open-yet"
    CLOSED = "closed"
    WAIT = "wait"
    CLOSES_BEFORE = "closes-before"  # the pause lasts longer than the quiz is open


NEVER_AGAIN = (Refusal.PASSED_ALREADY, Refusal.NO_TRIES_LEFT, Refusal.CLOSED)


class Saved(StrEnum):
    """What became of a response: kept, final, or kept although it came too late."""

    SAVED = "saved"
    SUBMITTED = "submitted"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Step:
    """A response to a question as far as later ones are compared with it."""

    sequence: int
    client_key: str
    answer_hash: str
    state: str


def tries_left(wanted: Criterion, made: int) -> int | None:
    """Return how many attempts may still be begun; None is any number."""
    return None if wanted.tries is None else max(0, wanted.tries - made)


def refusal(
    wanted: Criterion,
    made: int,
    *,
    passed: bool,
    now: datetime,
    ended: datetime | None = None,
) -> Refusal | None:
    """Return why no further attempt may be begun, or None.

    `ended` is when the last attempt was submitted. An exam that was passed is not taken
    again: a worse result would help nobody.
    """
    if passed and wanted.behaviour == "exam":
        return Refusal.PASSED_ALREADY
    if tries_left(wanted, made) == 0:
        return Refusal.NO_TRIES_LEFT
    if wanted.window.end is not None and now >= wanted.window.end:
        return Refusal.CLOSED
    next_at = next_begin(wanted, ended)
    if next_at is None or now >= next_at:
        return None
    if wanted.window.end is not None and next_at >= wanted.window.end:
        return Refusal.CLOSES_BEFORE
    begin = wanted.window.begin
    return Refusal.NOT_OPEN_YET if begin is not None and now < begin else Refusal.WAIT


def next_begin(wanted: Criterion, ended: datetime | None) -> datetime | None:
    """Return from when on an attempt may be begun, in UTC; None for any time."""
    begins = [wanted.window.begin] if wanted.window.begin is not None else []
    if wanted.wait is not None and ended is not None:
        begins.append(ended.astimezone(UTC) + timedelta(minutes=wanted.wait))
    return max(begins, default=None)


def due_at(started: datetime, wanted: Criterion) -> datetime | None:
    """Return when the attempt is closed by rule, in UTC: at its time, or the quiz's.

    Minutes are real time: in a local zone a sum of minutes jumps an hour in the nights
    when clocks change.
    """
    ends = [] if wanted.window.end is None else [wanted.window.end]
    if wanted.minutes is not None:
        ends.append(started.astimezone(UTC) + timedelta(minutes=wanted.minutes))
    return min(ends, default=None)


def opens_with(code: str, typed: str) -> bool:
    """Tell whether what was typed is the access code; takes as long either way.

    Spaces around it and capitals do not matter: phones add both.
    """
    wanted, given = (one.strip().casefold().encode() for one in (code, typed))
    return hmac.compare_digest(wanted, given)


def is_over(due: datetime | None, at: datetime) -> bool:
    """Whether an attempt due then is over for what arrived at `at`."""
    return due is not None and at > due


def practice_seed(learner: UUID, lesson_id: str) -> int:
    """Return the seed of a lesson's practice: the same at every visit."""
    text = f"{learner}:{lesson_id}".encode()
    return int.from_bytes(hashlib.sha256(text).digest()[:7], "big")


def pages(question_ids: Sequence[str], per_page: int | None) -> list[list[str]]:
    """Split questions into pages; at least one page."""
    size = per_page or max(1, len(question_ids))
    split = [
        list(question_ids[begin : begin + size])
        for begin in range(0, len(question_ids), size)
    ]
    return split or [[]]


def answer_hash(answer: dict[str, Any]) -> str:
    """Return what tells two answers apart: a hash over their canonical JSON."""
    text = json.dumps(answer, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def is_news(
    steps: Sequence[Step],
    answer: dict[str, Any],
    *,
    key: str,
    seen: int | None,
    checked: bool,
    final_at_once: bool,
) -> bool:
    """Tell whether an answer on a page says something that the page did not know.

    `steps` are the responses to the question so far, `key` the key of the page and
    `seen` the sequence of the response it showed, 0 for none, None if it does not say.
    A page knows what it showed and what it sent itself. So a page left open, with an
    old answer or none, takes nothing back that was answered elsewhere meanwhile; and
    the same form sent fifty times is one response. `checked` asks for a verdict.
    """
    counting = [one for one in steps if one.state != Saved.LATE]
    last = counting[-1] if counting else None
    if last and final_at_once and last.state == Saved.SUBMITTED:
        return False
    known = [
        one
        for one in steps
        if one.client_key == key or seen is None or one.sequence <= seen
    ]
    before = known[-1] if known else None
    same = (before.answer_hash if before else answer_hash({})) == answer_hash(answer)
    if same and before and checked:
        return bool(answer) and before.state != Saved.SUBMITTED
    return not same
