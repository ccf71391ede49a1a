"""Many accounts, and many invitations, in a few statements."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.accounts import bulk_invitations, links, people
from app.accounts.bulk_registrations import Newcomer, register_all
from app.accounts.models import Link, Membership, Person
from app.audit.models import Event
from app.web.identity import Scope
from tests.factories import NOW, make_grant, make_link, make_person

EVERYONE = Scope(everyone=True)


def test_accounts_come_into_being_with_names_as_people_sort_them(database, cast):
    with database.writing() as session:
        made = register_all(
            session,
            [
                Newcomer(
                    " Łucja ", "Żak  Nowa", "lucja@example.pl", "de", cast.bakery.id
                ),
                Newcomer("Jan", "Adamek", "jan@example.pl", "pl", None),
            ],
            by=cast.clara.id,
            now=NOW,
        )

    with database.reading() as session:
        lucja = people.by_email(session, "lucja@example.pl")
        assert (lucja.given_name, lucja.family_name) == ("Łucja", "Żak Nowa")
        assert (lucja.id, lucja.learner) == (
            made["lucja@example.pl"].person_id,
            made["lucja@example.pl"].learner,
        )
        assert (lucja.locale, lucja.password_hash) == ("de", None)
        assert people.organisation_of(session, lucja.id) == cast.bakery.id
        jan = made["jan@example.pl"].person_id
        assert people.organisation_of(session, jan) is None
        names = [
            line.name for line in people.listed(session, EVERYONE, search="a").rows
        ]
        assert names.index("Jan Adamek") < names.index("Łucja Żak Nowa")


def test_each_account_is_audited_with_who_made_it(database, cast):
    with database.writing() as session:
        made = register_all(
            session,
            [Newcomer("Jan", "Adamek", "jan@example.pl", "pl", None)],
            by=cast.clara.id,
            now=NOW,
        )
    with database.reading() as session:
        event = session.scalars(sa.select(Event)).one()
    assert (event.action, event.actor) == ("registered", cast.clara.id)
    assert event.subject_id == str(made["jan@example.pl"].person_id)


def test_a_taken_address_leaves_nothing_behind(database, cast):
    with pytest.raises(IntegrityError), database.writing() as session:
        register_all(
            session,
            [
                Newcomer("Jan", "Adamek", "jan@example.pl", "pl", cast.bakery.id),
                Newcomer("Ana", "Druga", cast.ana.email, "pl", cast.bakery.id),
            ],
            by=cast.clara.id,
            now=NOW,
        )
    with database.reading() as session:
        assert people.by_email(session, "jan@example.pl") is None
        assert session.scalar(sa.select(sa.func.count()).select_from(Membership)) == 3


def test_an_invitation_takes_the_place_of_the_one_that_was_ended(database, cast):
    with database.writing() as session:
        new = make_person(session, password_hash=None)
        make_link(session, "invitation", person_id=new.id)
        make_link(session, "password-reset", person_id=new.id)
        bulk_invitations.end_all(session, [new.id])
        paths = bulk_invitations.invite_all(
            session, [new.id], by=cast.clara.id, now=NOW
        )

    token = paths[new.id].rpartition("/")[2]
    with database.reading() as session:
        kept = session.scalars(sa.select(Link).order_by(Link.purpose)).all()
        assert [one.purpose for one in kept] == ["invitation", "password-reset"]
        found = links.find(session, token)
        assert found is not None
        assert (found.person_id, found.created_by) == (new.id, cast.clara.id)


def test_only_who_never_came_and_holds_no_role_is_invited_again(database, cast):
    with database.writing() as session:
        new = make_person(session, password_hash=None)
        gone = make_person(session, password_hash=None, deactivated_at=NOW)
        chief = make_person(session, password_hash=None)
        make_grant(session, chief, cast.bakers)
        asked = [new.id, gone.id, chief.id, cast.ana.id]
        assert bulk_invitations.still_to_come(session, asked) == {new.id}


def test_nobody_to_register_is_fine(database, cast):
    with database.writing() as session:
        assert register_all(session, [], by=cast.clara.id, now=NOW) == {}
        assert session.scalar(sa.select(sa.func.count()).select_from(Person)) == 5
