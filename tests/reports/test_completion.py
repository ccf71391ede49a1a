"""The completion report: who sees whom, on the screen and in files alike."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, timedelta

import openpyxl
import pytest
import sqlalchemy as sa

from app.accounts.models import Person
from app.audit.models import Event
from app.learning import enrolments, results
from app.learning.models import Enrolment
from app.learning.rules import Earned
from app.reports import completion
from app.reports.completion import Filters
from app.web.identity import Scope
from tests.factories import (
    NOW,
    make_certificate,
    make_enrolment,
    make_person,
    make_state,
)
from tests.web import post, statements, text_of

SCREEN = "/reports/completion"
ZONE = "Europe/Warsaw"
POINT = 1_000_000
EVERYONE = Scope(everyone=True)


@pytest.fixture
def ana(school):
    return school.enrol(school.cast.ana)


@pytest.fixture
def bruno(school):
    return school.enrol(school.cast.bruno)


@pytest.fixture
def clara(school):
    return school.browser(school.cast.clara)


def rows(school, scope=EVERYONE, **wanted):
    with school.database.reading() as session:
        return list(completion.rows(session, Filters(**wanted), scope, ZONE))


def names(school, scope=EVERYONE, **wanted):
    return [row.given_name for row in rows(school, scope, **wanted)]


def complete(school, place, now=NOW):
    earned = [
        ("l1", Earned("otwarta", "lesson", 0, 0, None)),
        ("l2", Earned("zamknieta", "lesson", 0, 0, None)),
        ("p", Earned("otwarta", "practice", 0, 0, None)),
        ("t", Earned("test", "quiz", 8 * POINT, 9 * POINT, passed=True)),
        ("e", Earned("egzamin", "quiz", 3 * POINT, 4 * POINT, passed=True)),
    ]
    with school.database.writing() as session:
        for source, one in earned:
            results.record(
                session, place, one, source=source, digest=place.course.digest, now=now
            )


def table(client, query=""):
    """Return the cells of the CSV file."""
    answer = post(client, f"{SCREEN}.csv{query}")
    assert answer.status_code == 200
    text = answer.get_data().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def test_a_completed_course_is_told_with_score_hours_and_certificate(
    school, ana, clara
):
    complete(school, ana)
    with school.database.writing() as session:
        enrolment = enrolments.find(session, ana.enrolment_id)
        serial = make_certificate(session, enrolment, school.cast.ana).serial

    header, row = table(clara)

    assert len(header) == len(row) == 12
    assert row[:5] == ["Łucka", "Ana", "Piekarnia Łąka", "kurs", "Kurs próbny"]
    # Four of five activities: the practice quiz is not asked for.
    assert row[7:] == ["80", "2026-11-23", "85", "4,5", serial]


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("all", {"Ana", "Bruno", "Darek"}),
        ("running", {"Bruno"}),
        ("completed", {"Ana"}),
        ("withdrawn", {"Darek"}),
    ],
)
def test_states_narrow(school, ana, bruno, state, found):
    complete(school, ana)
    left = school.enrol(school.cast.darek)
    with school.database.writing() as session:
        enrolments.withdraw(
            session,
            left.learner,
            left.enrolment_id,
            by=school.cast.darek.id,
            reason="",
            now=NOW,
        )

    assert set(names(school, state=state)) == found


def test_course_and_organisation_narrow(school, ana, bruno):
    other = school.publish(
        instead={"course.yaml": ("id: kurs", "id: inny")}, folder="i"
    )
    school.enrol(school.cast.ana, other)

    assert names(school, course_id="inny") == ["Ana"]
    assert set(names(school, organisation_id=school.cast.bakers.id)) == {"Ana"}
    assert names(school, organisation_id=school.cast.joiners.id) == ["Bruno"]
    assert set(names(school, organisation_id=school.cast.chamber.id)) == {
        "Ana",
        "Bruno",
    }


def test_staff_of_a_guild_see_their_own_people_whatever_they_ask_for(
    school, ana, bruno
):
    darek = school.browser(school.cast.darek)
    joiners = school.cast.joiners.id

    for query in ("", f"?organisation={joiners}", "?state=all", "?course=kurs"):
        page = darek.get(SCREEN + query)
        assert page.status_code == 200
        assert "Wójcik" not in text_of(page)
        assert "Stolarzy" not in text_of(page)
        assert "Wójcik" not in str(table(darek, query))
    assert [row[0] for row in table(darek)[1:]] == ["Łucka"]
    assert names(school, Scope(), course_id="kurs") == []


@pytest.mark.parametrize("who", ["ana", "ewa"])
def test_the_report_is_for_staff(school, who):
    client = school.browser(getattr(school.cast, who))

    assert client.get(SCREEN).status_code == 403
    for kind in ("csv", "xlsx"):
        assert post(client, f"{SCREEN}.{kind}").status_code == 403


def test_screen_csv_and_workbook_hold_the_same_rows(school, ana, bruno, clara):
    complete(school, ana)
    with school.database.writing() as session:
        session.get_one(Person, school.cast.bruno.id).family_name = "=1+1"
    header, *lines = table(clara)

    answer = post(clara, f"{SCREEN}.xlsx", buffered=True)
    sheet = openpyxl.load_workbook(io.BytesIO(answer.get_data())).active
    book = [[cell.value for cell in line] for line in sheet.iter_rows()]
    seen = text_of(clara.get(SCREEN))

    assert book[0] == header
    assert [line[1] for line in book[1:]] == [line[1] for line in lines]
    assert {line[0] for line in lines} == {"Łucka", "'=1+1"}
    assert {line[0] for line in book[1:]} == {"Łucka", "=1+1"}
    assert {cell.data_type for cell in sheet["A"]} == {"s"}
    for line in lines:
        assert line[1] in seen
        assert line[6] in seen
    (done,) = (line for line in book if line[1] == "Ana")
    assert (done[7], done[9], done[10]) == (80, 85, 4.5)


def test_an_export_is_written_down_with_its_filters_and_no_name(school, ana, clara):
    table(clara, "?state=completed")

    with school.database.reading() as session:
        event = session.scalars(
            sa.select(Event).where(Event.action == "exported")
        ).one()
    assert event.actor == school.cast.clara.id
    assert event.detail["filters"]["state"] == "completed"
    assert "Łucka" not in str(event.detail)


@pytest.mark.parametrize(
    ("at", "day"),
    [
        # Warsaw is one hour ahead in winter and two in summer.
        (datetime(2026, 11, 22, 22, 59, 59, tzinfo=UTC), date(2026, 11, 22)),
        (datetime(2026, 11, 22, 23, 0, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2026, 7, 1, 21, 59, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 7, 1, 22, 0, tzinfo=UTC), date(2026, 7, 2)),
        (datetime(2026, 10, 24, 22, 0, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 22, 59, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 23, 0, tzinfo=UTC), date(2026, 10, 26)),
        (datetime(2026, 3, 29, 21, 59, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 22, 0, tzinfo=UTC), date(2026, 3, 30)),
    ],
)
def test_days_begin_at_midnight_here_also_when_clocks_change(
    school, ana, clara, at, day
):
    with school.database.writing() as session:
        session.execute(sa.update(Enrolment).values(opened_at=at))

    assert names(school, since=day, until=day) == ["Ana"]
    assert names(school, until=day - timedelta(days=1)) == []
    assert names(school, since=day + timedelta(days=1)) == []
    assert table(clara)[1][5] == day.isoformat()


def test_with_completed_the_days_are_those_of_the_completion(school, ana):
    complete(school, ana, now=NOW + timedelta(days=10))
    day = date(2026, 12, 3)

    assert names(school, state="completed", since=day, until=day) == ["Ana"]
    assert names(school, state="all", since=day) == []


def test_hours_are_those_of_the_revision_that_was_completed(school, ana, bruno, clara):
    complete(school, ana)
    longer = school.publish(instead={"course.yaml": ("hours: 4.5", "hours: 40")})
    complete(school, bruno.__class__(bruno.learner, bruno.enrolment_id, longer))

    hours = {row[1]: row[10] for row in table(clara)[1:]}

    assert hours == {"Ana": "4,5", "Bruno": "40"}


@pytest.mark.parametrize(
    "query",
    [
        "?since=0001-01-01",
        "?until=9999-12-31",
        "?since=abc&until=2026-99-99",
        "?organisation=nie-uuid",
        "?course=%00",
        "?state=inny",
        "?page=999",
        "?page=abc",
    ],
)
def test_any_wish_gets_a_page_and_a_file(school, ana, clara, query):
    assert clara.get(SCREEN + query).status_code == 200
    assert post(clara, f"{SCREEN}.csv{query}").status_code == 200


def test_another_kind_of_file_is_not_there(school, clara):
    assert post(clara, f"{SCREEN}.exe").status_code == 404
    assert clara.get(f"{SCREEN}.csv").status_code == 405


def test_the_report_asks_as_little_with_many_rows_as_with_one(school, ana, clara):
    def cost():
        clara.get(SCREEN)
        with statements(school.database) as seen:
            clara.get(SCREEN)
        return len(seen)

    before = cost()
    with school.database.writing() as session:
        for _number in range(70):
            enrolment = make_enrolment(session, make_person(session), "kurs")
            make_state(session, enrolment, digest=school.course.digest)

    assert cost() == before <= 7
    assert len(rows(school)) == len(table(clara)) - 1 == 71
