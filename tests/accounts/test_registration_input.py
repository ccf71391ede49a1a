"""What people type to register: bad input is sent back, odd input is accepted."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.accounts.models import (
    Person,
)
from tests.factories import NOW
from tests.web import form_on, submit, travel

ANSWERS = {
    "given_name": " Łucja ",
    "family_name": "Świątek-Żak",
    "email": "Lucja@Example.pl",
    "new_password": "ciepły chleb o świcie",
    "language": "de",
}


@pytest.fixture(autouse=True)
def _noon(app):
    travel(app, NOW)


def register(client, **answers):
    return submit(client, "/registration", {**ANSWERS, **answers})


def people(database):
    with database.reading() as session:
        return session.scalars(sa.select(Person)).all()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("given_name", ""),
        ("given_name", "   "),
        ("given_name", "\u200b\u0000"),
        ("given_name", "x" * 101),
        ("family_name", ""),
        ("email", ""),
        ("email", "lucja"),
        ("email", "lucja@example"),
        ("email", "a@b.pl\r\nBcc: c@d.pl"),
        ("email", "x" * 250 + "@b.pl"),
        ("new_password", ""),
        ("new_password", "krótkie"),
        ("new_password", "Hasło12345678"),
        ("new_password", "lucja@example.pl"),
        ("new_password", "ŁucjaŚwiątek-Żak"),
        ("new_password", "x" * 2000),
        ("language", "fr"),
        ("language", ""),
    ],
)
def test_bad_input_is_sent_back_with_the_rest_of_the_form(
    client, database, field, value
):
    response = register(client, **{field: value})
    assert response.status_code == 422
    assert people(database) == []
    form = form_on(response)
    if field != "family_name":
        assert ("family_name", "Świątek-Żak") in form.fields
    assert ANSWERS["new_password"] not in response.get_data(as_text=True)


def test_letters_signs_and_length_of_a_password_are_free(client, database):
    long = "Zażółć gęślą jaźń " * 8
    assert register(client, new_password=long).status_code == 303
    response = submit(
        client,
        "/sign-in",
        {"email": "lucja@example.pl", "password": long},
        action="/sign-in",
    )
    assert response.status_code == 303


def test_markup_in_a_name_is_text(client, database):
    name = '"><img src=x onerror=1>'
    register(client, given_name=name)
    submit(
        client,
        "/sign-in",
        {"email": "lucja@example.pl", "password": ANSWERS["new_password"]},
        action="/sign-in",
    )
    for page in ("/account", "/account/name", "/learning"):
        assert "<img" not in client.get(page).get_data(as_text=True)
