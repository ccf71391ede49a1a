"""Names are tidied, ordered the Polish way on both databases, and searched."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.models import Person
from app.accounts.names import LONGEST_KEY, search_patterns, sort_key, tidy
from tests.factories import make_person

ORDERED = [
    "Cyryl", "Ćwik", "Leon", "Luiza", "Łukasz", "Marek", "Müller", "Nowak",
    "Nowak-Kowalska", "Nowakowski", "Oz", "Óscar", "Strauß", "Ściana", "Zenon",
    "Źrebak", "Żaneta", "Іван",
]  # fmt: skip


def test_a_key_orders_names_as_a_polish_reader_would():
    by_code_point = sorted(ORDERED)
    assert by_code_point != ORDERED
    assert sorted(by_code_point, key=sort_key) == ORDERED


def test_both_databases_order_names_alike(database):
    with database.writing() as session:
        for name in reversed(ORDERED):
            make_person(session, family_name=name)
    with database.reading() as session:
        query = sa.select(Person.family_name).order_by(Person.sort_key)
        assert session.scalars(query).all() == ORDERED


def test_the_given_name_decides_between_equal_family_names():
    names = [("Nowak", "Łucja"), ("Nowak", "Ludwik"), ("Nowak Bis", "Ada")]
    assert sorted(names, key=lambda name: sort_key(*name)) == [
        ("Nowak", "Ludwik"),
        ("Nowak", "Łucja"),
        ("Nowak Bis", "Ada"),
    ]


@pytest.mark.parametrize(
    ("one", "other"), [("MÜLLER", "müller"), ("Strauß", "Strauss"), ("é", "e")]
)
def test_case_and_foreign_marks_make_no_difference(one, other):
    assert sort_key(one) == sort_key(other)


@given(st.text(max_size=300), st.text(max_size=300))
def test_a_key_fits_its_column_and_needs_no_collation(one, other):
    key = sort_key(one, other)
    assert len(key) <= LONGEST_KEY
    assert set(key) <= set("abcdefghijklmnopqrstuvwxyz0123456789")


@pytest.mark.parametrize(
    ("typed", "tidied"),
    [
        ("  Anna   Maria ", "Anna Maria"),
        ("Anna\r\nBcc: x@y.pl", "Anna Bcc: x@y.pl"),
        ("Anna\x00\x1b[31m", "Anna[31m"),
        ("Łukasz", "Łukasz"),
        ("o\u0301", "ó"),
        ("\u202eannA", "annA"),
    ],
)
def test_a_name_is_one_line_without_control_characters(typed, tidied):
    assert tidy(typed) == tidied


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("lukasz", True),
        ("ŁUKASZ", True),
        ("ukas", True),
        ("łukasz nowak", True),
        ("nowak-kow", True),
        ("lukas", True),
        ("nówak", False),
        ("marek", False),
        ("%", False),
        ("_", False),
        ("l_kasz", False),
    ],
)
def test_a_search_finds_by_plain_letters_and_takes_wildcards_literally(
    database, typed, found
):
    with database.writing() as session:
        make_person(session, given_name="Łukasz", family_name="Nowak-Kowalski")
    with database.reading() as session:
        conditions = [
            Person.sort_key.like(pattern) if pattern else sa.false()
            for pattern, _word in search_patterns(typed)
        ]
        rows = session.scalars(sa.select(Person).where(*conditions)).all()
    assert bool(rows) == found
