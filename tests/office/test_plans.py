"""What a list would do, decided before anything is written."""

from __future__ import annotations

import pytest

from app.learning import enrolments
from app.office.lists import Entry, Problem
from app.office.plans import Deed, plan
from app.web.identity import Scope
from tests.factories import (
    NOW,
    enrol_ana,
    make_enrolment,
    make_membership,
    make_organisation,
    make_person,
)
from tests.web import statements

EVERYONE = Scope(everyone=True)
NEW = Entry(1, "Nowak", "Jan", "jan@example.pl")


@pytest.fixture
def enrolled(database, cast):
    with database.writing() as session:
        return enrol_ana(session, cast)


def test_somebody_new_gets_an_account_where_the_line_says(database, cast, enrolled):
    line = Entry(1, "Nowak", "Jan", "jan@example.pl", "piekarnia ŁĄKA")

    step = _only(_plan(database, [line]))

    assert (step.deed, step.person) == (Deed.INVITE, None)
    assert (step.organisation_id, step.organisation) == (
        cast.bakery.id,
        "Piekarnia Łąka",
    )


def test_without_a_word_somebody_new_belongs_where_the_form_says(
    database, cast, enrolled
):
    step = _only(_plan(database, [NEW], default_id=cast.joiners.id))
    assert step.organisation == "Cech Stolarzy"

    step = _only(_plan(database, [NEW]))
    assert (step.organisation_id, step.organisation) == (None, "")


def test_somebody_known_is_enrolled_and_stays_where_they_belong(
    database, cast, enrolled
):
    line = Entry(1, "Inne", "Imię", cast.bruno.email, "Piekarnia Łąka")

    step = _only(_plan(database, [line]))

    assert step.deed is Deed.ENROL
    assert step.person is not None
    assert step.person.name == "Bruno Wójcik"
    assert step.organisation_id == cast.joiners.id


def test_who_takes_the_course_already_is_left_alone(database, cast, enrolled):
    step = _only(_plan(database, [_line(cast.ana)]))
    assert step.deed is Deed.NOTHING

    with database.writing() as session:
        enrolments.withdraw(
            session,
            cast.ana.learner,
            enrolled.id,
            by=cast.clara.id,
            reason="",
            now=NOW,
        )
    assert _only(_plan(database, [_line(cast.ana)])).deed is Deed.ENROL


def test_staff_of_a_guild_touch_nobody_outside(database, cast, enrolled):
    bakers = Scope((cast.bakers.path,))
    entries = [
        _line(cast.ana),
        _line(cast.bruno, 2),
        _line(cast.ewa, 3),
        Entry(4, "Nowak", "Jan", "jan@example.pl", "Cech Stolarzy"),
        Entry(5, "Lis", "Ola", "ola@example.pl"),
    ]

    found = _plan(database, entries, bakers, cast.joiners.id)

    assert [step.entry.line for step in found.steps] == [1]
    assert [(one.line, one.code) for one in found.problems] == [
        (2, "elsewhere"),
        (3, "elsewhere"),
        (4, "organisation-near"),
        (5, "organisation-wanted"),
    ]
    assert found.problems[2].params["meant"] == "Cech Piekarzy"


def test_staff_of_a_guild_must_say_where_somebody_new_belongs(database, cast, enrolled):
    bakers = Scope((cast.bakers.path,))

    assert _plan(database, [NEW], bakers).problems == (
        Problem(1, "organisation-wanted"),
    )
    assert not _plan(database, [NEW], bakers, cast.bakery.id).problems


def test_a_slip_in_the_name_of_an_organisation_is_guessed(database, cast, enrolled):
    line = Entry(7, "Nowak", "Jan", "jan@example.pl", "Piekarnia Laka")

    assert _plan(database, [line]).problems == (
        Problem(
            7,
            "organisation-near",
            {"name": "Piekarnia Laka", "meant": "Piekarnia Łąka"},
        ),
    )
    far = Entry(7, "Nowak", "Jan", "jan@example.pl", "Xyz")
    assert _plan(database, [far]).problems[0].code == "organisation"


def test_two_organisations_of_one_name_are_not_guessed_between(
    database, cast, enrolled
):
    with database.writing() as session:
        make_organisation(session, cast.joiners, name="Piekarnia Łąka", kind="firm")
    line = Entry(1, "Nowak", "Jan", "jan@example.pl", "Piekarnia Łąka")

    assert _plan(database, [line]).problems[0].code == "organisation-several"
    bakers = Scope((cast.bakers.path,))
    assert not _plan(database, [line], bakers).problems


def test_nobody_new_comes_to_a_closed_organisation(database, cast, enrolled):
    with database.writing() as session:
        old = make_organisation(session, cast.bakers, name="Stary Młyn", closed_at=NOW)
    line = Entry(1, "Nowak", "Jan", "jan@example.pl", "Stary Młyn")

    assert _plan(database, [line]).problems[0].code == "organisation-closed"
    found = _plan(database, [NEW], default_id=old.id)
    assert found.problems[0].code == "organisation-wanted"


def test_a_deactivated_account_is_told(database, cast, enrolled):
    with database.writing() as session:
        gone = make_person(session, deactivated_at=NOW)
        make_membership(session, gone, cast.bakery)

    assert _plan(database, [_line(gone)]).problems == (Problem(1, "deactivated"),)


def test_the_number_of_statements_does_not_grow_with_lines(database, cast, enrolled):
    with database.writing() as session:
        for number in range(40):
            person = make_person(session, email=f"p{number}@example.pl")
            make_membership(session, person, cast.bakery)
            if number % 2:
                make_enrolment(session, person)
    counts = []
    for size in (2, 80):
        entries = [
            Entry(n + 1, "Nowak", "Jan", f"p{n}@example.pl") for n in range(size)
        ]
        with statements(database) as seen:
            _plan(database, entries)
        counts.append(len(seen))
    assert counts == [3, 3]


def _plan(database, entries, scope=EVERYONE, default_id=None):
    with database.reading() as session:
        return plan(session, scope, entries, "prawo-pracy", default_id)


def _only(found):
    assert not found.problems
    (step,) = found.steps
    return step


def _line(person, number=1):
    return Entry(number, person.family_name, person.given_name, person.email)
