"""The tree of organisations, read and changed through a scope, on both databases."""

from __future__ import annotations

from uuid import uuid4

import pytest
import sqlalchemy as sa

from app.accounts import organisation_changes as changes
from app.accounts import organisations
from app.accounts.models import Organisation
from app.accounts.rules import OutOfScope, Refused
from app.audit.models import Event
from app.web.identity import Scope
from tests.factories import NOW, make_grant, make_membership, make_organisation
from tests.web import statements

EVERYONE = Scope(("/",), everyone=True)
NOBODY = Scope()


def only(organisation):
    return Scope((organisation.path,))


def names(database, scope, **options):
    with database.reading() as session:
        found = organisations.tree(session, scope, **options)
    return [(branch.depth, branch.name) for branch in found]


def fresh(database, organisation):
    with database.reading() as session:
        return session.get_one(Organisation, organisation.id)


def test_the_tree_goes_down_by_branches_and_by_name(cast, database):
    assert names(database, EVERYONE) == [
        (0, "Izba Rzemieślnicza"),
        (1, "Cech Piekarzy"),
        (2, "Piekarnia Łąka"),
        (1, "Cech Stolarzy"),
    ]


def test_staff_of_a_guild_see_their_part_alone(cast, database):
    assert names(database, only(cast.bakers)) == [
        (0, "Cech Piekarzy"),
        (1, "Piekarnia Łąka"),
    ]


def test_who_has_no_scope_sees_nothing(cast, database):
    assert names(database, NOBODY) == []


def test_the_tree_counts_who_belongs_to_each(cast, database):
    with database.reading() as session:
        branches = organisations.tree(session, EVERYONE)
    assert {b.name: b.people for b in branches} == {
        "Izba Rzemieślnicza": 0,
        "Cech Piekarzy": 1,
        "Piekarnia Łąka": 1,
        "Cech Stolarzy": 1,
    }


def test_what_is_outside_and_what_does_not_exist_look_alike(cast, database):
    with database.reading() as session:
        for key in (cast.joiners.id, cast.chamber.id, uuid4()):
            with pytest.raises(OutOfScope):
                organisations.find(session, only(cast.bakers), key)


def test_those_above_come_from_the_top(cast, database):
    with database.reading() as session:
        above = organisations.above(session, cast.bakery)
    assert [one.name for one in above] == ["Izba Rzemieślnicza", "Cech Piekarzy"]


def test_a_firm_is_made_below_a_guild_and_audited(cast, database):
    with database.writing() as session:
        made = changes.create(
            session,
            only(cast.bakers),
            cast.bakers.id,
            "  Piekarnia   Świt ",
            "firm",
            by=cast.darek.id,
            now=NOW,
        )
    assert made.name == "Piekarnia Świt"
    assert made.path == f"{cast.bakers.path}{made.id.hex}/"
    with database.reading() as session:
        event = session.scalar(sa.select(Event).where(Event.action == "created"))
    assert (event.actor, event.subject_id) == (cast.darek.id, str(made.id))


def test_nothing_is_made_outside_the_scope(cast, database):
    with pytest.raises(OutOfScope), database.writing() as session:
        changes.create(
            session,
            only(cast.bakers),
            cast.joiners.id,
            "Stolarnia",
            "firm",
            by=cast.darek.id,
            now=NOW,
        )


@pytest.mark.parametrize(
    ("below", "kind"), [("bakers", "guild"), ("bakery", "firm"), ("bakers", "chamber")]
)
def test_a_kind_stands_only_below_a_higher_one(cast, database, below, kind):
    with pytest.raises(Refused, match="kind-below"), database.writing() as session:
        changes.create(
            session,
            EVERYONE,
            getattr(cast, below).id,
            "Nowa",
            kind,
            by=cast.clara.id,
            now=NOW,
        )


def test_there_is_one_top_alone(cast, database):
    with pytest.raises(Refused, match="one-top"), database.writing() as session:
        changes.create_top(session, "Inna Izba", "chamber", by=None, now=NOW)


def change(database, cast, organisation, name, kind, scope=EVERYONE):
    with database.writing() as session:
        changes.change(
            session, scope, organisation.id, name, kind, by=cast.clara.id, now=NOW
        )


def test_another_name_has_its_place_in_the_alphabet(cast, database):
    change(database, cast, cast.joiners, "Cech Łuszczarzy", "guild")
    change(database, cast, cast.bakers, "Cech Maszynistów", "guild")
    assert [name for depth, name in names(database, EVERYONE) if depth == 1] == [
        "Cech Łuszczarzy",
        "Cech Maszynistów",
    ]


def test_a_kind_changes_only_if_it_still_fits_above_and_below(cast, database):
    with pytest.raises(Refused, match="kind-below"):
        change(database, cast, cast.bakers, "Cech", "firm")
    change(database, cast, cast.joiners, "Stolarnia", "firm")
    assert fresh(database, cast.joiners).kind == "firm"


def move(database, cast, organisation, parent, scope=EVERYONE):
    with database.writing() as session:
        changes.move(
            session, scope, organisation.id, parent.id, by=cast.clara.id, now=NOW
        )


def test_a_guild_takes_its_firms_along(cast, database):
    with database.writing() as session:
        region = make_organisation(session, cast.chamber, kind="guild", name="Nowy")
    change(database, cast, cast.chamber, "Region", "region")
    change(database, cast, region, "Izba", "chamber")
    move(database, cast, cast.bakers, region)
    bakers, bakery = fresh(database, cast.bakers), fresh(database, cast.bakery)
    assert bakers.parent_id == region.id
    assert bakers.path == f"{region.path}{bakers.id.hex}/"
    assert bakery.path == f"{bakers.path}{bakery.id.hex}/"


def test_nothing_is_moved_into_itself_and_the_top_stays(cast, database):
    with pytest.raises(Refused, match="inside-itself"):
        move(database, cast, cast.bakers, cast.bakery)
    with pytest.raises(Refused, match="inside-itself"):
        move(database, cast, cast.bakers, cast.bakers)
    with pytest.raises(Refused, match="top-stays"):
        move(database, cast, cast.chamber, cast.bakers)


def test_staff_of_a_guild_move_neither_it_nor_into_another(cast, database):
    own = only(cast.bakers)
    with pytest.raises(OutOfScope):
        move(database, cast, cast.bakers, cast.chamber, own)
    with pytest.raises(OutOfScope):
        move(database, cast, cast.bakery, cast.joiners, own)


def close(database, cast, organisation, scope=EVERYONE):
    with database.writing() as session:
        changes.close(session, scope, organisation.id, by=cast.clara.id, now=NOW)


def test_only_an_empty_organisation_is_closed(cast, database):
    with pytest.raises(Refused, match="open-below"):
        close(database, cast, cast.bakers)
    with pytest.raises(Refused, match="people-inside"):
        close(database, cast, cast.bakery)
    with database.writing() as session:
        empty = make_organisation(session, cast.chamber)
        make_grant(session, cast.ana, empty)
    with pytest.raises(Refused, match="roles-inside"):
        close(database, cast, empty)
    with pytest.raises(Refused, match="top-stays"):
        close(database, cast, cast.chamber)


def test_a_closed_organisation_is_out_of_sight_and_can_be_opened_again(cast, database):
    with database.writing() as session:
        empty = make_organisation(session, cast.bakers, kind="firm", name="Pusta")
    close(database, cast, empty, only(cast.bakers))
    assert (2, "Pusta") not in names(database, EVERYONE)
    assert (2, "Pusta") in names(database, EVERYONE, closed=True)
    with pytest.raises(Refused, match="closed-above"), database.writing() as session:
        changes.create(
            session, EVERYONE, empty.id, "Nowa", "firm", by=cast.clara.id, now=NOW
        )
    with database.writing() as session:
        changes.reopen(session, EVERYONE, empty.id, by=cast.clara.id, now=NOW)
    assert (2, "Pusta") in names(database, EVERYONE)


def test_nothing_is_opened_below_what_is_closed(cast, database):
    with database.writing() as session:
        guild = make_organisation(session, cast.chamber, closed_at=NOW)
        firm = make_organisation(session, guild, kind="firm", closed_at=NOW)
    with pytest.raises(Refused, match="closed-above"), database.writing() as session:
        changes.reopen(session, EVERYONE, firm.id, by=cast.clara.id, now=NOW)
    assert fresh(database, firm).closed_at == NOW


def test_staff_of_a_guild_do_not_close_it(cast, database):
    with pytest.raises(OutOfScope):
        close(database, cast, cast.bakers, only(cast.bakers))


def test_closing_twice_is_audited_once(cast, database):
    with database.writing() as session:
        empty = make_organisation(session, cast.chamber)
    close(database, cast, empty)
    close(database, cast, empty)
    with database.reading() as session:
        events = session.scalars(sa.select(Event).where(Event.action == "closed"))
        assert len(events.all()) == 1


def test_a_tree_of_many_takes_one_statement(cast, database):
    with database.writing() as session:
        for _ in range(30):
            guild = make_organisation(session, cast.chamber)
            make_membership(session, cast.clara, guild, until_at=NOW)
    with statements(database) as seen, database.reading() as session:
        assert len(organisations.tree(session, EVERYONE)) == 34
    assert len(seen) == 1
