"""A list carried out: whole, again, and after being cut off."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.accounts import links, people
from app.accounts.models import Membership, Person
from app.audit.models import Event
from app.learning.bulk_enrolments import Joined
from app.learning.models import Enrolment, EnrolmentEvent, EnrolmentState
from app.office import imports
from app.office.imports import Order
from app.office.lists import Entry
from app.web.identity import Scope
from tests.factories import NOW, enrol_ana, make_grant

COURSE = Joined("prawo-pracy", "0" * 64, 8)
EVERYONE = Scope(everyone=True)
TABLES = (Person, Membership, Enrolment, EnrolmentState, EnrolmentEvent, Event)


@pytest.fixture
def entries(database, cast):
    with database.writing() as session:
        enrol_ana(session, cast)
    return [
        Entry(1, "Łucka", "Ana", cast.ana.email),
        Entry(2, "Wójcik", "Bruno", cast.bruno.email),
        Entry(3, "Nowak", "Jan", "jan@example.pl", "Piekarnia Łąka"),
        Entry(4, "Zięba", "Ola", "ola@example.pl"),
    ]


def test_a_list_makes_accounts_and_enrolments(database, cast, entries):
    outcome = _carry_out(database, cast, entries, default_id=cast.joiners.id)

    assert (outcome.invited, outcome.enrolled, outcome.already) == (2, 1, 1)
    assert outcome.lines == 4
    with database.reading() as session:
        jan = people.by_email(session, "jan@example.pl")
        where = people.organisation_of(session, jan.id)
        enrolment = session.scalars(
            sa.select(Enrolment).where(Enrolment.learner == jan.learner)
        ).one()
        assert where == enrolment.organisation_id == cast.bakery.id
        ola = people.find(
            session, EVERYONE, people.by_email(session, "ola@example.pl").id
        )
        assert ola.organisation == "Cech Stolarzy"


def test_the_same_list_sent_twice_writes_nothing_more(database, cast, entries):
    _carry_out(database, cast, entries)
    before = _counts(database)

    outcome = _carry_out(database, cast, entries)

    assert (outcome.invited, outcome.enrolled, outcome.already) == (0, 0, 4)
    assert _counts(database) == before


def test_a_list_cut_off_goes_on_when_it_is_sent_again(database, cast, entries):
    _carry_out(database, cast, entries[:3])

    outcome = _carry_out(database, cast, entries)

    assert (outcome.invited, outcome.already) == (1, 3)


def test_a_batch_that_fails_leaves_nothing(database, cast, entries):
    before = _counts(database)
    with pytest.raises(RuntimeError):
        _cut_off(database, cast, entries)
    assert _counts(database) == before


def test_what_is_no_longer_possible_is_skipped_and_told(database, cast, entries):
    with database.writing() as session:
        people.get(session, cast.bruno.id).deactivated_at = NOW

    outcome = _carry_out(database, cast, entries)

    assert [(one.line, one.code) for one in outcome.skipped] == [(2, "deactivated")]
    assert outcome.invited == 2


def test_only_new_people_are_invited(database, cast, entries):
    with database.writing() as session:
        outcome = imports.carry_out(
            session,
            EVERYONE,
            entries,
            Order(COURSE, None, "de"),
            invite=True,
            by=cast.clara.id,
            now=NOW,
        )

    assert [one.email for one in outcome.invitations] == [
        "jan@example.pl",
        "ola@example.pl",
    ]
    assert {one.locale for one in outcome.invitations} == {"de"}
    for invited in outcome.invitations:
        with database.reading() as session:
            link = links.find(session, invited.path.rpartition("/")[2])
            person = people.by_email(session, invited.email)
        assert link is not None
        assert link.person_id == person.id


def test_enrolling_by_a_list_is_audited_line_by_line(database, cast, entries):
    _carry_out(database, cast, entries)

    with database.reading() as session:
        events = session.scalars(sa.select(Event)).all()
    assert sorted(one.action for one in events) == [
        *["enrolled"] * 3,
        *["registered"] * 2,
    ]
    assert {one.actor for one in events} == {cast.clara.id}


def test_links_can_be_had_again_for_who_has_not_come_yet(database, cast, entries):
    _carry_out(database, cast, entries)
    with database.writing() as session:
        ola = people.by_email(session, "ola@example.pl")
        make_grant(session, ola, cast.joiners)
    first = _invite_again(database, cast, entries)

    second = _invite_again(database, cast, entries)

    assert [one.email for one in first] == ["jan@example.pl"]
    assert [one.email for one in second] == ["jan@example.pl"]
    with database.reading() as session:
        tokens = [one[0].path.rpartition("/")[2] for one in (first, second)]
        assert links.find(session, tokens[0]) is None
        assert links.find(session, tokens[1]) is not None


def test_links_of_people_outside_the_scope_are_never_given(database, cast, entries):
    _carry_out(database, cast, entries)

    bakers = Scope((cast.bakers.path,))

    assert [one.email for one in _invite_again(database, cast, entries, bakers)] == [
        "jan@example.pl"
    ]
    joiners = Scope((cast.joiners.path,))
    assert not _invite_again(database, cast, entries, joiners)


def _carry_out(database, cast, entries, default_id=None):
    total = imports.Outcome()
    for batch in imports.batches(entries):
        with database.writing() as session:
            done = imports.carry_out(
                session,
                EVERYONE,
                batch,
                Order(COURSE, default_id, "pl"),
                invite=False,
                by=cast.clara.id,
                now=NOW,
            )
        total = total.and_then(done)
    return total


def _cut_off(database, cast, entries):
    with database.writing() as session:
        imports.carry_out(
            session,
            EVERYONE,
            entries,
            Order(COURSE, None, "pl"),
            invite=True,
            by=cast.clara.id,
            now=NOW,
        )
        raise RuntimeError("the power is gone")


def _invite_again(database, cast, entries, scope=EVERYONE):
    with database.writing() as session:
        return imports.invite_again(session, scope, entries, by=cast.clara.id, now=NOW)


def _counts(database):
    with database.reading() as session:
        return [
            session.scalar(sa.select(sa.func.count()).select_from(table))
            for table in TABLES
        ]
