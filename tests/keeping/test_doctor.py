"""The doctor tells of what waits and nobody comes for."""

from __future__ import annotations

from datetime import timedelta

from app.keeping import doctor, records
from app.keeping.finding import State
from tests.factories import NOW, enrol_ana, make_attempt


def test_attempts_that_stay_open_after_their_time_are_told_of(database, settings, cast):
    with database.writing() as session:
        enrolment = enrol_ana(session, cast)
        for number, hours in enumerate((3, 2, 0, -1), 1):
            make_attempt(
                session,
                enrolment,
                f"egzamin-{number}",
                due_at=NOW - timedelta(hours=hours),
            )
    (found,) = records.attempts(database, settings, NOW)

    assert found.state is State.BROKEN
    assert found.found.startswith(f"2 of course {enrolment.course_id}, revision")


def test_no_attempt_open_longer_than_its_time_is_well(database, settings):
    (found,) = records.attempts(database, settings, NOW)

    assert found.state is State.OK


def test_a_check_that_fails_is_a_finding_and_the_others_go_on(home, monkeypatch):
    def failing(*_: object) -> None:
        raise KeyError("nobody expected this")

    monkeypatch.setattr(doctor, "INSIDE", (failing, records.attempts))
    found = list(doctor.findings(*home, NOW))

    assert [one.subject for one in found[-2:]] == ["failing", "attempts"]
    assert found[-2].state is State.BROKEN
