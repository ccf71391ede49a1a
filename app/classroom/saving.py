"""What a page of a quiz sent is read, and kept as far as it says anything new."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import Enum
from typing import Any

from flask import abort
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from app.classroom.entries import entered
from app.classroom.sittings import Sent, Sitting
from app.quizzes import attempts, responses, rules
from app.quizzes.models import Attempt
from app.quizzes.responses import Entry, Verdict
from app.quizzes.rules import Saved


class Kept(Enum):
    """What became of a page that was sent: kept, or kept without counting."""

    KEPT = "kept"
    LATE = "late"  # after the time, or after the end
    LOCKED = "locked"  # news for a page that was left for good


_SEEN = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6})*")


def page_of(found: Sitting, form: MultiDict[str, str]) -> int:
    """Return the number of the page that was sent; 422 when it is none of ours.

    Guessing would take the answers of another page for left blank.
    """
    texts = form.getlist("page")
    numbers = {str(one) for one in range(1, len(found.pages) + 1)}
    if len(texts) != 1 or texts[0] not in numbers:
        abort(422)
    return int(texts[0])


def read(found: Sitting, number: int, form: MultiDict[str, str], *, key: str) -> Sent:
    """Read the answers to the questions of one page; others are not looked at."""
    page = found.pages[number - 1]
    sent = Sent(key, number, form.get("check"), _seen(page, form.get("seen", "")))
    for question_id in page:
        question = found.course.questions[question_id]
        answer, fault = entered(question, found.forms[question_id], form)
        if fault is not None:
            sent.faults[question_id] = fault
        else:
            sent.answers[question_id] = answer or {}
    return sent


def keep(
    session: Session, held: Attempt, found: Sitting, sent: Sent, now: datetime
) -> Kept:
    """Store what is news; what came too late is kept, but does not count.

    `held` is the attempt locked in this transaction.
    """
    over = held.submitted_at is not None or rules.is_over(held.due_at, now)
    locked = not found.criterion.going_back and sent.page < held.page
    late = over or locked
    news = False
    taken = responses.steps(session, held.learner, held.id)
    for question_id, answer in sent.answers.items():
        before = taken.get(question_id, ())
        checked = not late and _is_checked(found, sent, question_id)
        if rules.is_news(
            before,
            answer,
            key=sent.key,
            seen=sent.seen[question_id] if sent.seen else None,
            checked=checked,
            final_at_once=found.criterion.final_at_once,
        ):
            sequence = before[-1].sequence + 1 if before else 1
            entry = _entry(found, sent, question_id, late=late, checked=checked)
            responses.write(session, attempts.owner(held), entry, sequence, now)
            news = True
    if over:
        return Kept.LATE
    # The same form sent once more says nothing new, and so is no reason to complain.
    return Kept.LOCKED if locked and news else Kept.KEPT


def leave(held: Attempt, found: Sitting, sent: Sent) -> None:
    """Note that a page was left forward; from then on it is locked if that is for good.

    `held` is the attempt locked in this transaction.
    """
    if not sent.faults and sent.page < len(found.pages):
        held.page = max(held.page, sent.page + 1)


def _seen(page: Sequence[str], text: str) -> Mapping[str, int] | None:
    numbers = [int(one) for one in text.split(".")] if _SEEN.fullmatch(text) else []
    return dict(zip(page, numbers, strict=True)) if len(numbers) == len(page) else None


def _is_checked(found: Sitting, sent: Sent, question_id: str) -> bool:
    return question_id == sent.checked and found.criterion.checks


def _entry(
    found: Sitting, sent: Sent, question_id: str, *, late: bool, checked: bool
) -> Entry:
    answer: dict[str, Any] = sent.answers[question_id]
    if late:
        return Entry(question_id, answer, sent.key, Saved.LATE)
    if not (checked and answer):
        return Entry(question_id, answer, sent.key, Saved.SAVED)
    judgement = found.course.questions[question_id].judge(
        answer, found.forms[question_id]
    )
    verdict = Verdict(judgement.mark, judgement.rule)
    return Entry(question_id, answer, sent.key, Saved.SUBMITTED, verdict)
