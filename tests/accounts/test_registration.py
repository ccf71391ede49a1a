"""Registering oneself: a learner, never more; and nobody learns who is registered."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.accounts import links, notices
from app.accounts.models import (
    Grant,
    Link,
    NoticeShown,
    Organisation,
    Person,
    Registration,
    SignIn,
)
from tests.factories import NOW
from tests.web import form_on, post, send, sign_in, submit, text_of, travel

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


def count(database, table):
    with database.reading() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(table))


def test_the_page_shows_the_notice_with_its_controller(client, settings):
    page = text_of(client.get("/registration"))
    assert settings.issuer in page
    assert "RODO" in page or "GDPR" in page


def test_who_registers_can_sign_in_and_was_shown_the_notice(client, database):
    response = register(client)
    assert (response.status_code, response.location) == (303, "/sign-in")
    (person,) = people(database)
    assert (person.given_name, person.family_name) == ("Łucja", "Świątek-Żak")
    assert (person.email, person.locale) == ("lucja@example.pl", "de")
    with database.reading() as session:
        (shown,) = session.scalars(sa.select(NoticeShown)).all()
    assert (shown.version, shown.locale) == (notices.VERSION, "de")
    entered = submit(
        client,
        "/sign-in",
        {"email": person.email, "password": ANSWERS["new_password"]},
        action="/sign-in",
    )
    assert entered.location == "/learning"


def test_the_password_is_kept_as_a_hash_alone(client, database):
    register(client)
    (person,) = people(database)
    assert person.password_hash.startswith("$argon2id$")
    assert ANSWERS["new_password"] not in person.password_hash


def test_nobody_registers_a_role_an_organisation_or_a_key(client, cast, database):
    before = count(database, Grant)
    submit(
        client,
        "/registration",
        ANSWERS,
        forged={
            "role": "staff",
            "roles": ["staff", "trainer"],
            "is_staff": "1",
            "organisation": str(cast.chamber.id),
            "organisation_id": str(cast.chamber.id),
            "id": str(cast.clara.id),
            "learner": str(cast.clara.learner),
            "deactivated_at": "",
        },
    )
    assert count(database, Grant) == before
    (person,) = [p for p in people(database) if p.given_name == "Łucja"]
    assert person.id != cast.clara.id
    assert person.learner != cast.clara.learner


def answer_of(response, client):
    page = client.get(response.location) if response.location else response
    html = page.get_data(as_text=True)
    return response.status_code, response.location, re.sub(r'value="[^"]+"', "", html)


def test_a_known_address_gets_the_same_answer(app, database):
    first, second = app.test_client(), app.test_client()
    new = answer_of(register(first), first)
    known = answer_of(register(second, given_name="Kto Inny"), second)
    assert new == known
    (person,) = people(database)
    assert person.given_name == "Łucja"


def test_a_known_address_keeps_its_password(client, database):
    register(client)
    register(client, new_password="zupełnie inne hasło 7")
    response = submit(
        client,
        "/sign-in",
        {"email": "lucja@example.pl", "password": ANSWERS["new_password"]},
        action="/sign-in",
    )
    assert response.status_code == 303


def test_with_mail_a_new_address_is_proved_first(mail_client, database, letters):
    page = register(mail_client)
    assert page.status_code == 200
    assert people(database) == []
    path = letters.link_to("lucja@example.pl")
    assert mail_client.get(path).status_code == 200
    assert people(database) == []
    entered = submit(mail_client, path)
    assert entered.location == "/learning"
    (person,) = people(database)
    assert (person.email, person.locale) == ("lucja@example.pl", "de")
    assert count(database, Registration) == 0
    assert "Łucja" in text_of(mail_client.get("/account"))


def test_with_mail_a_known_address_is_told_so_by_mail_alone(
    mail_client, mail_app, cast, database, letters
):
    new = answer_of(register(mail_client), mail_client)
    other = mail_app.test_client()
    known = answer_of(register(other, email=cast.ana.email), other)
    assert new[:2] == known[:2]
    assert new[2].replace("lucja@example.pl", cast.ana.email) == known[2]
    (letter,) = letters.to(cast.ana.email)
    assert "/sign-in" in letter.body
    assert "/links/" not in letter.body
    assert count(database, Registration) == 1


def test_letters_are_in_the_language_that_was_chosen(mail_client, letters):
    register(mail_client, language="en")
    (letter,) = letters.to("lucja@example.pl")
    assert letter.subject.startswith("Confirm your account")


def test_a_registration_is_confirmed_once(mail_client, database, letters):
    register(mail_client)
    path = letters.link_to("lucja@example.pl")
    submit(mail_client, path)
    assert mail_client.get(path).status_code == 410
    assert post(mail_client, path).status_code == 410
    assert len(people(database)) == 1


def test_of_two_registrations_of_one_address_one_becomes_an_account(
    mail_client, mail_app, database, letters
):
    register(mail_client)
    first = letters.link_to("lucja@example.pl")
    register(mail_client, given_name="Lucyna")
    second = letters.link_to("lucja@example.pl")
    submit(mail_client, second)
    page = submit(mail_app.test_client(), first)
    assert page.status_code == 422
    (person,) = people(database)
    assert person.given_name == "Lucyna"


def test_a_registration_that_nobody_confirms_is_forgotten(
    mail_client, mail_app, database, letters
):
    register(mail_client)
    path = letters.link_to("lucja@example.pl")
    later = NOW + timedelta(hours=25)
    travel(mail_app, later)
    assert mail_client.get(path).status_code == 410
    with database.writing() as session:
        links.forget_old(session, later)
    assert count(database, Registration) == 0
    with database.writing() as session:
        links.forget_old(session, later + timedelta(days=31))
    assert count(database, Link) == 0


def test_one_address_registers_thirty_people_an_hour(app, client, database):
    form = form_on(client.get("/registration"))
    statuses = [
        send(
            client,
            form,
            {**ANSWERS, "email": f"u{number}@example.pl"},
            page="/registration",
        ).status_code
        for number in range(31)
    ]
    assert statuses == [303] * 30 + [429]
    travel(app, NOW + timedelta(hours=1))
    assert register(client).status_code == 303


def test_who_is_signed_in_does_not_register(client, cast, database):
    sign_in(client, cast.ana)
    assert client.get("/registration").location == "/learning"
    assert post(client, "/registration", ANSWERS).status_code == 303
    assert len(people(database)) == 5


def test_where_one_was_going_is_not_forgotten(client):
    page = client.get("/sign-in?next=/courses/prawo-pracy")
    assert "/registration?next=/courses/prawo-pracy" in page.get_data(as_text=True)
    response = submit(client, "/registration?next=/courses/prawo-pracy", ANSWERS)
    assert response.location == "/sign-in?next=/courses/prawo-pracy"
    response = submit(
        client,
        "/registration",
        {**ANSWERS, "email": "b@example.pl"},
        forged={"next": "//evil.example"},
    )
    assert response.location == "/sign-in"


def test_registering_signs_nobody_in_and_makes_no_organisation(client, database):
    register(client)
    assert count(database, SignIn) == 0
    assert count(database, Organisation) == 0
