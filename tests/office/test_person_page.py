"""The page of one person, with what is on record in scope."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.accounts.models import Person
from app.db import new_key
from app.learning import allowances, enrolments
from app.learning.allowances import Extra
from app.quizzes.conditions import criterion
from tests.factories import (
    NOW,
    make_attempt,
    make_certificate,
    make_completion,
    make_enrolment,
    make_enrolment_event,
    make_grant,
    make_link,
    make_person,
    make_state,
)
from tests.office.conftest import same_page
from tests.web import form_on, statements, text_of


def test_somebody_out_of_scope_is_like_nobody(app, cast, darek):
    nobody = f"/people/{new_key()}"

    for person in (cast.bruno, cast.clara, cast.ewa):
        assert same_page(app, darek, f"/people/{person.id}", nobody)
    assert darek.get(nobody).status_code == 404


def test_the_page_of_a_person_tells_what_is_on_record(school, clara):
    place = _enrolled_with_records(school)

    page = text_of(clara.get(f"/people/{school.cast.ana.id}"))

    assert "Ana Łucka" in page
    assert "Trial course" in page
    assert "2 of 5 done" in page
    assert "Egzamin, try 1" in page
    assert "33 %" in page
    assert "Not passed" in page
    assert "Egzamin: 1 more try, 15 more minutes" in page
    assert "Złamana ręka" in page
    assert "enrolled by the learner" in page
    assert place is not None


def test_where_somebody_is_signed_in_is_counted_and_not_told(school, clara):
    school.browser(school.cast.ana)
    school.browser(school.cast.ana)

    page = text_of(clara.get(f"/people/{school.cast.ana.id}"))

    assert "2 devices" in page
    assert "127.0.0.1" not in page


def test_a_certificate_is_shown_with_what_it_is_now(school, clara):
    place = school.enrol(school.cast.ana)
    with school.database.writing() as session:
        enrolment = enrolments.find(session, place.enrolment_id)
        make_completion(session, enrolment)
        make_certificate(
            session,
            enrolment,
            school.cast.ana,
            serial="abcdef0123456789",
            valid_until=NOW - timedelta(days=1),
        )

    page = clara.get(f"/people/{school.cast.ana.id}")

    assert "Completed" in text_of(page)
    assert "Expired" in text_of(page)
    assert "/certificates/abcdef0123456789" in page.get_data(as_text=True)


def test_an_enrolment_made_elsewhere_is_not_shown_to_the_guild(school, clara, darek):
    with school.database.writing() as session:
        for place in (school.cast.joiners.id, None):
            closed = make_enrolment(
                session,
                school.cast.ana,
                "kurs",
                organisation_id=place,
                closed_at=NOW,
            )
            make_state(session, closed, total=5)
            make_enrolment_event(
                session, closed, kind="withdrawn", reason="Tajny powód"
            )

    address = f"/people/{school.cast.ana.id}"

    assert text_of(clara.get(address)).count("Tajny powód") == 2
    assert "Tajny powód" not in text_of(darek.get(address))
    assert "No course yet" in text_of(darek.get(address))


def test_who_never_signed_in_is_told_with_the_invitation(school, clara):
    with school.database.writing() as session:
        new = make_person(session, password_hash=None)
    address = f"/people/{new.id}"
    assert "no invitation that could still be used" in text_of(clara.get(address))

    with school.database.writing() as session:
        make_link(session, "invitation", person_id=new.id)
    page = clara.get(address)

    assert "The invitation is valid until" in text_of(page)
    assert form_on(page, "/invitation").action.endswith("/invitation")
    with pytest.raises(LookupError):
        form_on(page, "/reset-link")


def test_a_role_outside_leaves_the_account_to_the_staff_there(school, cast, darek):
    with school.database.writing() as session:
        make_grant(session, cast.ana, cast.chamber, "trainer")

    page = darek.get(f"/people/{cast.ana.id}")

    assert "holds a role outside your organisations" in text_of(page)
    assert "Izba" not in text_of(page)
    for action in ("/reset-link", "/deactivation"):
        with pytest.raises(LookupError):
            form_on(page, action)


def test_an_erased_account_shows_records_and_nothing_else(school, cast, clara):
    school.enrol(cast.ana)
    with school.database.writing() as session:
        person = session.get_one(Person, cast.ana.id)
        person.given_name = person.family_name = ""
        person.email = None
        person.erased_at = person.deactivated_at = NOW

    page = clara.get(f"/people/{cast.ana.id}")

    assert "This account was erased" in text_of(page)
    assert "Trial course" in text_of(page)
    for action in ("/enrolments", "/reactivation", "/reset-link"):
        with pytest.raises(LookupError):
            form_on(page, action)


def test_a_try_at_a_revision_that_is_lost_is_named_by_its_id(school, clara):
    place = _enrolled_with_records(school)
    with school.database.writing() as session:
        enrolment = enrolments.find(session, place.enrolment_id)
        _attempt(session, school, enrolment, 2, digest="0" * 64)

    page = text_of(clara.get(f"/people/{school.cast.ana.id}"))

    assert "Egzamin, try 1" in page
    assert "egzamin, try 2" in page


def test_the_statements_of_a_person_do_not_grow_with_records(school, clara):
    place = _enrolled_with_records(school)
    address = f"/people/{school.cast.ana.id}"
    with statements(school.database) as before:
        assert clara.get(address).status_code == 200
    with school.database.writing() as session:
        first = enrolments.find(session, place.enrolment_id)
        for number in range(2, 8):
            _attempt(session, school, first, number)
            old = make_enrolment(session, school.cast.ana, "kurs", closed_at=NOW)
            make_state(session, old)
            make_certificate(session, old, school.cast.ana)
    with statements(school.database) as after:
        assert clara.get(address).status_code == 200
    assert len(before) == len(after)


def _enrolled_with_records(school):
    place = school.enrol(school.cast.ana)
    with school.database.writing() as session:
        enrolment = enrolments.find(session, place.enrolment_id)
        state = session.get_one(
            enrolments.EnrolmentState, (place.learner, place.enrolment_id)
        )
        state.done = 2
        _attempt(session, school, enrolment, 1)
        allowances.give(
            session,
            enrolment,
            Extra("egzamin", 1, 15, "Złamana ręka"),
            key=new_key(),
            by=school.cast.clara.id,
            now=NOW,
        )
    return place


def _attempt(session, school, enrolment, number, digest=None):
    make_attempt(
        session,
        enrolment,
        "egzamin",
        behaviour="exam",
        number=number,
        digest=digest or school.course.digest,
        form={"questions": []},
        criterion=criterion(school.course.quizzes["egzamin"]).to_json(),
        submitted_at=NOW,
        submitted_by="learner",
        points=1_000_000,
        maximum=3_000_000,
    )
