"""The list of people and the page of one person."""

from __future__ import annotations

from tests.web import text_of


def test_staff_of_the_chamber_see_everyone(clara):
    page = text_of(clara.get("/people"))

    assert "5 osób" in page or "5 people" in page
    for name in ("Łucka Ana", "Wójcik Bruno", "Ząbek Clara", "Ćwik Ewa"):
        assert name in page


def test_staff_of_a_guild_see_their_people_alone(darek):
    page = text_of(darek.get("/people"))

    assert "Łucka Ana" in page
    assert "Lis Darek" in page
    for name in ("Wójcik", "Ząbek", "Ćwik", "Stolarzy"):
        assert name not in page
