"""People seen through a scope: listed, searched, counted; on both databases."""

from __future__ import annotations

from uuid import uuid4

import pytest

from app.accounts import people
from app.accounts.rules import OutOfScope
from app.web.identity import Scope
from tests.factories import NOW, make_grant, make_membership, make_person
from tests.web import statements

EVERYONE = Scope(("/",), everyone=True)


def found(database, scope=EVERYONE, **options):
    with database.reading() as session:
        return [line.name for line in people.listed(session, scope, **options).rows]


def test_the_list_goes_by_family_name_the_polish_way(cast, database):
    assert found(database) == [
        "Ewa Ćwik",
        "Darek Lis",
        "Ana Łucka",
        "Bruno Wójcik",
        "Clara Ząbek",
    ]


def test_staff_of_a_guild_see_who_belongs_to_it_or_below(cast, database):
    assert found(database, Scope((cast.bakers.path,))) == ["Darek Lis", "Ana Łucka"]


def test_who_has_no_scope_sees_nobody(cast, database):
    assert found(database, Scope()) == []


def test_who_left_an_organisation_is_seen_by_its_staff_no_more(cast, database):
    with database.writing() as session:
        someone = make_person(session, given_name="Gaja")
        make_membership(session, someone, cast.bakers, until_at=NOW)
    assert "Gaja Kowalski" not in found(database, Scope((cast.bakers.path,)))
    assert "Gaja Kowalski" in found(database)


@pytest.mark.parametrize(
    ("search", "names"),
    [
        ("lucka", ["Ana Łucka"]),
        ("ŁUCKA ana", ["Ana Łucka"]),
        ("wojcik", ["Bruno Wójcik"]),
        ("wo", ["Bruno Wójcik"]),
        ("bruno lucka", []),
        ("%", []),
        ("_", []),
        ("\\", []),
        ("' OR 1=1--", []),
        ("@example.pl lis", ["Darek Lis"]),
        ("a" * 5000, []),
    ],
)
def test_a_search_takes_every_word_literally(cast, database, search, names):
    assert found(database, search=search) == names


def test_a_search_finds_a_part_of_the_address_whatever_its_case(cast, database):
    with database.writing() as session:
        make_person(session, given_name="Iga", email="iga_100%@firma.pl")
    assert found(database, search="100%@FIRMA") == ["Iga Kowalski"]
    assert found(database, search="iga_1") == ["Iga Kowalski"]


def test_the_list_narrows_to_an_organisation_and_those_below(cast, database):
    assert found(database, organisation=cast.bakers) == ["Darek Lis", "Ana Łucka"]
    assert found(database, organisation=cast.bakery) == ["Ana Łucka"]
    guild = Scope((cast.bakers.path,))
    assert found(database, guild, organisation=cast.joiners) == []


def test_deactivated_people_are_listed_apart_and_erased_ones_never(cast, database):
    with database.writing() as session:
        make_person(session, given_name="Olga", deactivated_at=NOW)
        make_person(session, given_name="", deactivated_at=NOW, erased_at=NOW)
    assert found(database, state="deactivated") == ["Olga Kowalski"]
    assert "Olga Kowalski" not in found(database)
    assert len(found(database, state="all")) == 6


def test_pages_cut_the_list_without_losing_anybody(cast, database):
    with database.reading() as session:
        pages = [people.listed(session, EVERYONE, number=n, size=2) for n in (1, 2, 3)]
    assert [len(page.rows) for page in pages] == [2, 2, 1]
    assert {(page.total, page.pages) for page in pages} == {(5, 3)}
    assert len({line.id for page in pages for line in page.rows}) == 5


def test_a_line_says_where_somebody_belongs_and_which_roles_they_hold(cast, database):
    with database.writing() as session:
        make_grant(session, cast.darek, cast.bakery)
        make_grant(session, cast.darek, cast.bakers, "trainer")
        make_grant(session, cast.darek, cast.joiners, "staff", ended_at=NOW)
    with database.reading() as session:
        line = people.find(session, EVERYONE, cast.darek.id)
    assert (line.organisation, line.path) == ("Cech Piekarzy", cast.bakers.path)
    assert line.roles == ("staff", "trainer")


def test_not_seen_and_not_existing_look_alike(cast, database):
    with database.reading() as session:
        for key in (cast.bruno.id, cast.clara.id, uuid4()):
            with pytest.raises(OutOfScope):
                people.find(session, Scope((cast.bakers.path,)), key)
        with pytest.raises(OutOfScope):
            people.find_learner(session, EVERYONE, uuid4())
        line = people.find_learner(session, EVERYONE, cast.ana.learner)
    assert line.id == cast.ana.id


def test_many_addresses_are_looked_up_in_few_statements(cast, database):
    with database.writing() as session:
        many = [make_person(session) for _ in range(600)]
    with statements(database) as seen, database.reading() as session:
        known = people.by_emails(session, [p.email for p in many] + ["x@y.pl"])
    assert len(known) == 600
    assert len(seen) == 2


def test_a_list_takes_three_statements_however_long_it_is(cast, database):
    with database.writing() as session:
        for _ in range(60):
            make_membership(session, make_person(session), cast.bakery)
    with statements(database) as seen, database.reading() as session:
        assert people.listed(session, EVERYONE).total == 65
    assert len(seen) == 3
