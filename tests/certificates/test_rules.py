"""What stands on a certificate, and whether it is valid."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.certificates.rules import (
    SERIAL_BYTES,
    Issuer,
    Snapshot,
    Status,
    bare_serial,
    frozen,
    months_later,
    results_of,
    status,
)
from app.content.course import CertificateRule, LocalText
from app.learning.rules import Facts, QuizFact
from tests.values import course, lesson, quiz

POINT = 1_000_000
ISSUER = Issuer("Izba Rzemieślnicza", "Opole", "Europe/Warsaw")
COURSE = course(
    lesson("l1"),
    quiz("test", title="Test"),
    quiz("egzamin", title="Egzamin", pass_mark=700_000),
    quiz("ankieta", title="Ankieta", pass_mark=None),
    certificate=CertificateRule(results=True, valid_months=24),
    title=LocalText({"pl": "Prawo pracy", "de": "Arbeitsrecht"}),
)
FACTS = Facts(
    quizzes={
        "test": QuizFact(9 * POINT, 10 * POINT, passed=True, attempts=2),
        "egzamin": QuizFact(699_999, POINT, passed=False, attempts=1),
        "ankieta": QuizFact(POINT, 2 * POINT, passed=None, attempts=1),
    }
)
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def freeze(found=COURSE, *, completed_at=NOON, issued_at=NOON, locale="pl"):
    return frozen(
        found,
        FACTS,
        ISSUER,
        completed_at=completed_at,
        issued_at=issued_at,
        locale=locale,
    )


def test_a_serial_cannot_be_guessed():
    assert SERIAL_BYTES * 8 >= 96


def test_a_snapshot_survives_json():
    snapshot, _until = freeze()

    kept = json.loads(json.dumps(snapshot.to_json()))

    assert Snapshot.from_json(kept) == snapshot


def test_results_are_the_best_ones_and_never_look_like_a_pass():
    assert results_of(COURSE, FACTS) == (
        ("Test", 90, True),
        ("Egzamin", 69, False),
        ("Ankieta", 50, True),
    )


def test_results_are_left_out_where_the_course_says_so():
    silent = replace(
        COURSE, certificate=CertificateRule(results=False, valid_months=None)
    )

    assert results_of(silent, FACTS) == ()
    assert results_of(replace(COURSE, certificate=None), FACTS) == ()


def test_days_are_those_of_the_installation():
    """At 23:30 UTC in November it is the next day in Warsaw."""
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)

    snapshot, until = freeze(completed_at=late, issued_at=late)

    assert (snapshot.completed_on, snapshot.issued_on) == ("2026-11-24", "2026-11-24")
    assert snapshot.valid_until == "2028-11-24"
    assert until.astimezone(UTC).date() == date(2028, 11, 24)


def test_the_course_is_certified_in_its_own_language():
    snapshot, _until = freeze(locale="de")

    assert (snapshot.course_title, snapshot.course_language) == ("Prawo pracy", "pl")
    assert snapshot.locale == "de"


def test_without_a_term_a_certificate_is_valid_for_ever():
    rule = CertificateRule(results=True, valid_months=None)

    snapshot, until = freeze(replace(COURSE, certificate=rule))

    assert (snapshot.valid_until, until) == (None, None)
    assert status("valid", None, NOON + timedelta(days=36500)) is Status.VALID


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 11, 23), 24, date(2028, 11, 23)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 31), 6, date(2027, 6, 30)),
        (date(2026, 12, 5), 1, date(2027, 1, 5)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
    ],
)
def test_some_months_later_is_the_same_day_or_the_last_of_the_month(day, months, then):
    assert months_later(day, months) == then


def test_the_last_day_is_a_valid_one_in_the_local_zone():
    _snapshot, until = freeze()
    last_minute = datetime(2028, 11, 23, 22, 59, tzinfo=UTC)

    assert status("valid", until, last_minute) is Status.VALID
    assert status("valid", until, last_minute + timedelta(minutes=1)) is Status.EXPIRED


@pytest.mark.parametrize("said", ["revoked", "replaced"])
def test_what_the_ledger_says_last_counts_more_than_the_term(said):
    assert status(said, NOON, NOON + timedelta(days=1)) is Status(said)


@pytest.mark.parametrize(
    "typed",
    ["0aF3 9c1E", "0af3-9c1e", " 0AF39C1E ", "0af3\u00a09c1e", "0af3\u20139c1e"],
)
def test_a_serial_is_found_however_its_groups_were_typed(typed):
    assert bare_serial(typed) == "0af39c1e"
