"""Accounts changed by staff: within their scope, audited, in force at once."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.accounts import grants, people, sessions
from app.accounts import person_changes as changes
from app.accounts.models import Membership, Person, SignIn
from app.accounts.rules import OutOfScope, Refused
from app.audit.models import Event
from app.web.identity import Scope
from tests.factories import (
    NOW,
    make_grant,
    make_membership,
    make_organisation,
    make_person,
)

EVERYONE = Scope(("/",), everyone=True)


def guild(cast):
    return Scope((cast.bakers.path,))


def events(database, action):
    with database.reading() as session:
        query = sa.select(Event).where(Event.action == action)
        return session.scalars(query).all()


def fresh(database, person):
    with database.reading() as session:
        return session.get_one(Person, person.id)


def register(session, **facts):
    given = {
        "given_name": " Żaneta ",
        "family_name": "Źrebak",
        "email": "zaneta@example.pl",
        "password_hash": "x",
        "locale": "de",
        "now": NOW,
    }
    return changes.register(session, **{**given, **facts})


def test_a_new_account_has_a_key_of_its_own_and_no_role(cast, database):
    with database.writing() as session:
        person = register(session)
    assert person.given_name == "Żaneta"
    assert person.learner != person.id
    with database.reading() as session:
        assert grants.of(session, person.id) == []
    assert [event.detail for event in events(database, "registered")] == [{}]


def test_two_accounts_cannot_have_one_address(cast, database):
    with pytest.raises(IntegrityError), database.writing() as session:
        register(session, email=cast.ana.email)


def join(database, cast, person, organisation, scope=EVERYONE):
    with database.writing() as session:
        changes.set_membership(
            session,
            scope,
            person.id,
            organisation and organisation.id,
            by=cast.clara.id,
            now=NOW,
        )


def test_who_joins_another_organisation_leaves_the_one_before(cast, database):
    join(database, cast, cast.ana, cast.joiners)
    with database.reading() as session:
        assert people.organisation_of(session, cast.ana.id) == cast.joiners.id
        rows = session.scalars(
            sa.select(Membership).where(Membership.person_id == cast.ana.id)
        ).all()
    assert sorted(row.until_at is None for row in rows) == [False, True]
    (event,) = events(database, "joined")
    assert event.detail == {"organisation": str(cast.joiners.id)}


def test_joining_where_one_is_changes_nothing(cast, database):
    join(database, cast, cast.ana, cast.bakery)
    assert events(database, "joined") == []


def test_somebody_may_belong_nowhere(cast, database):
    join(database, cast, cast.ana, None)
    with database.reading() as session:
        assert people.organisation_of(session, cast.ana.id) is None
    assert len(events(database, "left")) == 1


def test_staff_take_nobody_from_elsewhere_and_send_nobody_elsewhere(cast, database):
    with pytest.raises(OutOfScope):
        join(database, cast, cast.bruno, cast.bakers, guild(cast))
    with pytest.raises(OutOfScope):
        join(database, cast, cast.ana, cast.joiners, guild(cast))


def deactivate(database, cast, person, *, by=None, scope=EVERYONE):
    with database.writing() as session:
        changes.deactivate(session, scope, person.id, by=(by or cast.clara).id, now=NOW)


def test_who_is_deactivated_is_signed_out_everywhere(cast, database):
    with database.writing() as session:
        for _ in range(2):
            sessions.begin(session, cast.ana.id, NOW, keep=False)
        sessions.begin(session, cast.bruno.id, NOW, keep=False)
    deactivate(database, cast, cast.ana)
    with database.reading() as session:
        assert session.scalars(sa.select(SignIn.person_id)).all() == [cast.bruno.id]
    ana = fresh(database, cast.ana)
    assert (ana.deactivated_at, ana.deactivated_by) == (NOW, cast.clara.id)


def test_a_deactivated_account_can_be_active_again(cast, database):
    deactivate(database, cast, cast.ana)
    with database.writing() as session:
        changes.reactivate(session, EVERYONE, cast.ana.id, by=cast.clara.id, now=NOW)
    assert fresh(database, cast.ana).deactivated_at is None
    assert len(events(database, "reactivated")) == 1


def test_nobody_deactivates_themselves(cast, database):
    with pytest.raises(Refused, match="oneself"):
        deactivate(database, cast, cast.clara)


def test_staff_of_a_guild_do_not_touch_who_holds_a_role_above_them(cast, database):
    with database.writing() as session:
        make_membership(session, cast.clara, cast.bakery)
    with pytest.raises(Refused, match="roles-outside"):
        deactivate(database, cast, cast.clara, by=cast.darek, scope=guild(cast))
    with pytest.raises(OutOfScope):
        deactivate(database, cast, cast.bruno, by=cast.darek, scope=guild(cast))


def test_an_erased_account_is_touched_no_more(cast, database):
    with database.writing() as session:
        gone = make_person(session, erased_at=NOW)
    with pytest.raises(Refused, match="erased"):
        deactivate(database, cast, gone)


def grant(database, cast, person, role, organisation, *, scope=EVERYONE):
    with database.writing() as session:
        grants.grant(
            session,
            scope,
            person.id,
            role,
            organisation.id,
            by=cast.clara.id,
            now=NOW,
        )


def test_a_role_is_given_audited_and_begins_with_a_new_sign_in(cast, database):
    with database.writing() as session:
        sessions.begin(session, cast.bruno.id, NOW, keep=True)
    grant(database, cast, cast.bruno, "trainer", cast.joiners)
    with database.reading() as session:
        (line,) = grants.of(session, cast.bruno.id)
        assert session.scalars(sa.select(SignIn)).all() == []
    assert (line.role, line.organisation) == ("trainer", "Cech Stolarzy")
    (event,) = events(database, "granted")
    assert event.detail == {
        "role": "trainer",
        "organisation": str(cast.joiners.id),
    }


def test_a_role_is_given_once_for_one_organisation(cast, database):
    with pytest.raises(Refused, match="granted-already"):
        grant(database, cast, cast.darek, "staff", cast.bakers)
    grant(database, cast, cast.darek, "trainer", cast.bakers)


def test_no_role_is_given_beyond_the_scope_or_by_another_name(cast, database):
    with pytest.raises(OutOfScope):
        grant(database, cast, cast.ana, "staff", cast.chamber, scope=guild(cast))
    with pytest.raises(OutOfScope):
        grant(database, cast, cast.bruno, "staff", cast.bakers, scope=guild(cast))
    with pytest.raises(OutOfScope):
        grant(database, cast, cast.ana, "admin", cast.bakers)


def test_a_deactivated_account_gets_no_role(cast, database):
    deactivate(database, cast, cast.ana)
    with pytest.raises(Refused, match="deactivated"):
        grant(database, cast, cast.ana, "staff", cast.bakers)


def test_a_closed_organisation_takes_nobody_and_gives_no_role(cast, database):
    with database.writing() as session:
        closed = make_organisation(session, cast.bakers, closed_at=NOW)
    with pytest.raises(Refused, match="closed-above"):
        join(database, cast, cast.ana, closed)
    with pytest.raises(Refused, match="closed-above"):
        grant(database, cast, cast.ana, "staff", closed)


def end(database, cast, person, *, scope=EVERYONE):
    with database.writing() as session:
        (line,) = grants.of(session, person.id)
        return grants.end(session, scope, line.id, by=cast.clara.id, now=NOW)


def test_a_role_ends_and_is_not_ended_by_another_guild(cast, database):
    with pytest.raises(OutOfScope):
        end(database, cast, cast.darek, scope=Scope((cast.joiners.path,)))
    assert end(database, cast, cast.darek) == cast.darek.id
    with database.reading() as session:
        assert grants.of(session, cast.darek.id) == []
    assert len(events(database, "ungranted")) == 1


def test_the_last_staff_of_the_chamber_stays(cast, database):
    with pytest.raises(Refused, match="last-staff"):
        end(database, cast, cast.clara)
    with database.writing() as session:
        make_grant(session, cast.ana, cast.chamber)
    assert end(database, cast, cast.clara) == cast.clara.id


def test_staff_who_cannot_sign_in_do_not_count_as_the_last(cast, database):
    with database.writing() as session:
        someone = make_person(session, deactivated_at=NOW)
        make_grant(session, someone, cast.chamber)
    with pytest.raises(Refused, match="last-staff"):
        end(database, cast, cast.clara)
