"""A small chamber: the same five people in every test, who have seen the notice."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.accounts.models import Organisation, Person
from app.learning.models import Enrolment
from tests.factories.people import (
    make_grant,
    make_membership,
    make_notice_shown,
    make_organisation,
    make_person,
)
from tests.factories.records import make_course, make_enrolment


@dataclass(frozen=True)
class Cast:
    """The chamber, its two guilds, a firm of the first, and who is in them."""

    chamber: Organisation
    bakers: Organisation
    joiners: Organisation
    bakery: Organisation
    ana: Person  # learner, belongs to the bakery
    bruno: Person  # learner, belongs to the joiners, enrolled in nothing
    clara: Person  # staff of the chamber
    darek: Person  # staff of the bakers' guild alone
    ewa: Person  # trainer of the chamber


def make_cast(session: Session) -> Cast:
    """Add the chamber and its people."""
    chamber = make_organisation(session, name="Izba Rzemieślnicza", kind="chamber")
    bakers = make_organisation(session, chamber, name="Cech Piekarzy")
    joiners = make_organisation(session, chamber, name="Cech Stolarzy")
    bakery = make_organisation(session, bakers, name="Piekarnia Łąka", kind="firm")
    ana = make_person(session, given_name="Ana", family_name="Łucka")
    bruno = make_person(session, given_name="Bruno", family_name="Wójcik")
    clara = make_person(session, given_name="Clara", family_name="Ząbek")
    darek = make_person(session, given_name="Darek", family_name="Lis")
    ewa = make_person(session, given_name="Ewa", family_name="Ćwik")
    for person in (ana, bruno, clara, darek, ewa):
        make_notice_shown(session, person)
    make_membership(session, ana, bakery)
    make_membership(session, bruno, joiners)
    make_membership(session, darek, bakers)
    make_grant(session, clara, chamber, "staff")
    make_grant(session, darek, bakers, "staff")
    make_grant(session, ewa, chamber, "trainer")
    return Cast(chamber, bakers, joiners, bakery, ana, bruno, clara, darek, ewa)


def enrol_ana(
    session: Session, cast: Cast, course_id: str = "prawo-pracy"
) -> Enrolment:
    """Make the course (rows alone, nothing compiled) and enrol Ana in it."""
    make_course(session, course_id)
    return make_enrolment(session, cast.ana, course_id, organisation_id=cast.bakery.id)
