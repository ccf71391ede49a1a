"""The list of people: narrowed, turned over, held to the scope."""

from __future__ import annotations

import pytest

from app.db import new_key
from tests.factories import (
    NOW,
    make_grant,
    make_membership,
    make_person,
)
from tests.web import statements, text_of


def test_staff_of_the_chamber_see_everyone(clara):
    page = text_of(clara.get("/people"))

    assert "5 people, by family name" in page
    for name in ("Łucka Ana", "Wójcik Bruno", "Ząbek Clara", "Ćwik Ewa"):
        assert name in page


def test_staff_of_a_guild_see_their_people_alone(darek):
    page = text_of(darek.get("/people"))

    assert "2 people, by family name" in page
    for name in ("Wójcik", "Clara", "Ćwik", "Stolarzy", "Izba"):
        assert name not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("search=lucka", ["Łucka"]),
        ("search=ZĄB+clara", ["Ząbek"]),
        ("search=%25", []),
        ("search=nobody", []),
        ("state=deactivated", ["Nowak"]),
        ("state=all&search=nowak", ["Nowak"]),
        ("state=nonsense&search=nowak", []),
        ("page=-1&search=lis", ["Lis"]),
    ],
)
def test_the_list_is_narrowed_by_name_and_state(school, clara, query, found):
    with school.database.writing() as session:
        make_person(session, family_name="Nowak", deactivated_at=NOW)

    page = text_of(clara.get(f"/people?{query}"))

    shown = page.split("Search", 1)[1]
    for name in ("Łucka", "Wójcik", "Ząbek", "Ćwik", "Nowak", "Lis"):
        assert (name in shown) == (name in found)
    if not found:
        assert "Nobody matches" in page


def test_an_organisation_stands_for_all_below_it(cast, clara):
    page = text_of(clara.get(f"/people?organisation={cast.bakers.id}"))

    assert "Łucka Ana" in page
    assert "Wójcik" not in page


@pytest.mark.parametrize("which", ["joiners", "chamber"])
def test_an_organisation_of_others_never_widens_the_list(cast, darek, which):
    foreign = getattr(cast, which).id

    assert darek.get(f"/people?organisation={foreign}").status_code == 404
    assert darek.get(f"/people?organisation={new_key()}").status_code == 404
    assert darek.get("/people?organisation=x'--").status_code == 404


def test_a_page_far_behind_the_end_is_empty(clara):
    assert "Nobody matches" in text_of(clara.get("/people?page=99"))


def test_pages_of_the_list_keep_what_was_asked_for(school, clara):
    with school.database.writing() as session:
        for _number in range(60):
            make_person(session, family_name="Nowak")

    page = clara.get("/people?search=nowak&state=all")

    assert "Page 1 of 2" in text_of(page)
    html = page.get_data(as_text=True)
    assert "/people?search=nowak&amp;state=all&amp;page=2" in html


def test_the_number_of_statements_does_not_grow_with_people(school, clara):
    counts = []
    for _round in range(2):
        with statements(school.database) as seen:
            assert clara.get("/people").status_code == 200
        counts.append(len(seen))
        with school.database.writing() as session:
            for _number in range(40):
                person = make_person(session)
                make_membership(session, person, school.cast.bakery)
                make_grant(session, person, school.cast.bakery, "trainer")
    assert counts[0] == counts[1]
