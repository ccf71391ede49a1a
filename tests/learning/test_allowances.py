"""More tries and minutes, given with a reason, counted once."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.audit.models import Event
from app.db import new_key
from app.learning import allowances
from app.learning.allowances import Extra
from tests.factories import NOW, enrol_ana, make_enrolment

MORE = Extra("egzamin", tries=1, minutes=15, reason="Złamana ręka")


@pytest.fixture
def enrolment(database, cast):
    with database.writing() as session:
        return enrol_ana(session, cast)


def test_what_was_given_is_found_under_its_enrolment_alone(database, cast, enrolment):
    with database.writing() as session:
        other = make_enrolment(session, cast.bruno)
        _give(session, enrolment, cast)

    with database.reading() as session:
        given = allowances.of_enrolment(session, cast.ana.learner, enrolment.id)
        assert [(one.quiz_id, one.tries, one.minutes) for one in given] == [
            ("egzamin", 1, 15)
        ]
        assert given[0].reason == "Złamana ręka"
        assert given[0].by == cast.clara.id
        assert not allowances.of_enrolment(session, cast.bruno.learner, other.id)
        assert len(allowances.of_learner(session, cast.ana.learner)) == 1


def test_the_same_form_sent_twice_gives_once(database, cast, enrolment):
    key = new_key()
    outcomes = []
    for _try in range(2):
        with database.writing() as session:
            outcomes.append(_give(session, enrolment, cast, key=key))

    assert outcomes == [True, False]
    with database.reading() as session:
        assert len(allowances.of_learner(session, cast.ana.learner)) == 1
        assert session.scalar(sa.select(sa.func.count()).select_from(Event)) == 1


def test_two_forms_give_twice(database, cast, enrolment):
    for _form in range(2):
        with database.writing() as session:
            _give(session, enrolment, cast)

    with database.reading() as session:
        assert len(allowances.of_learner(session, cast.ana.learner)) == 2


def test_who_gave_what_is_audited_without_the_reason(database, cast, enrolment):
    with database.writing() as session:
        _give(session, enrolment, cast)

    with database.reading() as session:
        event = session.scalars(sa.select(Event)).one()
    assert (event.action, event.subject_id) == ("allowed", str(enrolment.id))
    assert event.actor == cast.clara.id
    assert event.detail == {
        "quiz": "egzamin",
        "tries": 1,
        "minutes": 15,
        "anytime": False,
        "no_wait": False,
    }


@pytest.mark.parametrize(("tries", "minutes"), [(0, 0), (-1, 30), (2, -5)])
def test_nothing_and_less_than_nothing_is_not_given(tries, minutes):
    with pytest.raises(ValueError, match="gives something"):
        Extra("egzamin", tries, minutes, "bez powodu")


@pytest.mark.parametrize("what", ["anytime", "no_wait"])
def test_dates_and_waiting_alone_can_be_waived(what):
    assert Extra("egzamin", 0, 0, "Zmiana nocna", **{what: True}).tries == 0


def _give(session, enrolment, cast, key=None):
    return allowances.give(
        session, enrolment, MORE, key=key or new_key(), by=cast.clara.id, now=NOW
    )
