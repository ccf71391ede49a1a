"""When attempts are closed: in every night, on every device, within a minute."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app import background_work
from app.jobs.loop import SPARE_SECONDS, Job, Loop
from app.learning.models import Result
from app.quizzes import rules, submissions
from app.quizzes.closing import Closer
from tests.values import RIGHT, WRONG

POINT = 1_000_000
WARSAW = ZoneInfo("Europe/Warsaw")
MINUTE = timedelta(minutes=1)
# Half an hour from here goes over the moment in which clocks change.
NIGHTS = [
    datetime(2026, 3, 29, 1, 45, tzinfo=WARSAW),
    datetime(2026, 10, 25, 2, 45, tzinfo=WARSAW),
    datetime(2027, 3, 28, 1, 45, tzinfo=WARSAW),
]


@pytest.mark.parametrize("night", NIGHTS, ids=lambda night: f"{night:%Y-%m-%d}")
def test_half_an_hour_lasts_half_an_hour_when_clocks_change(room, settings, night):
    """Whatever the clock on the wall says, and whatever zone `now` comes in."""
    close = Closer(room.courses.__getitem__)
    due = night.astimezone(UTC) + timedelta(minutes=30)
    attempt = room.begun("egzamin", now=night)
    room.answer(attempt, "q1", RIGHT, now=night)

    assert night.utcoffset() != due.astimezone(WARSAW).utcoffset()
    assert room.found(attempt).due_at == due
    in_time = (due - timedelta(seconds=1)).astimezone(WARSAW)
    assert not rules.is_over(room.found(attempt).due_at, in_time)
    assert close(room.database, settings, in_time) == 0
    assert close(room.database, settings, (due + MINUTE).astimezone(WARSAW)) == 1

    (result,) = room.rows(Result)
    assert (result.at, result.points) == (due, POINT)


def test_beginning_again_from_another_device_keeps_the_time(room):
    """Nor does it matter that the clock on the wall shows an earlier time then."""
    night = NIGHTS[1].astimezone(UTC)
    attempt = room.begun("egzamin", now=night)

    again = room.begun("egzamin", now=night + timedelta(minutes=20))

    assert (again.id, again.due_at) == (attempt.id, attempt.due_at)
    assert again.started_at == night


def test_the_job_comes_within_a_minute_though_the_process_before_it_died(app):
    """At worst the grace, a lease that nobody gave back, and one turn more."""
    job = next(one for one in background_work(app) if one.name == "close attempts")
    lease = job.every_seconds + SPARE_SECONDS

    worst = submissions.GRACE.total_seconds() + lease + job.every_seconds

    assert isinstance(job.work, Closer)
    assert worst <= 60


def test_with_the_browser_closed_the_loop_closes_it_with_what_was_saved(room, settings):
    night = NIGHTS[0]
    attempt = room.begun("egzamin", now=night)
    room.answer(attempt, "q1", RIGHT, now=night)
    room.answer(attempt, "q2", WRONG, now=night)
    due = room.found(attempt).due_at
    job = Job("close attempts", 10, Closer(room.courses.__getitem__))
    loop = Loop([job], room.database, settings)

    loop.run_once(due + MINUTE)
    loop.run_once(due + 2 * MINUTE)
    loop.give_back()

    found = room.found(attempt)
    assert (found.submitted_by, found.submitted_at) == ("rule", due)
    assert found.points == POINT
    assert len(room.rows(Result)) == 1
