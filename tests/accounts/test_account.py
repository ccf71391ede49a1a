"""One's own account: seen and changed by oneself alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.accounts.models import Grant, Person, SignIn
from app.accounts.names import sort_key
from app.audit.models import Event
from tests.factories import NOW, PASSWORD
from tests.web import (
    form_on,
    post,
    send,
    sign_in,
    sign_in_by_form,
    submit,
    text_of,
    travel,
)

NEW = "nowy stolik w kuchni"


@pytest.fixture(autouse=True)
def _nine_o_clock(app):
    travel(app, NOW)


def fresh(database, person):
    with database.reading() as session:
        return session.get_one(Person, person.id)


def test_the_page_says_who_one_is_and_what_one_may(cast, client):
    sign_in(client, cast.darek)
    page = text_of(client.get("/account"))
    for words in ("Darek Lis", cast.darek.email, "Cech Piekarzy"):
        assert words in page


@pytest.mark.parametrize(
    "path", ["/account", "/account/name", "/account/password", "/account/email"]
)
def test_nothing_of_the_account_is_kept_by_a_browser(cast, client, path):
    sign_in(client, cast.ana)
    assert client.get(path).headers["Cache-Control"] == "no-store"


def test_a_name_is_changed_with_its_place_in_lists(cast, client, database):
    sign_in(client, cast.ana)
    answers = {"given_name": "Anna  Maria", "family_name": "Ówdzie"}
    assert submit(client, "/account/name", answers).status_code == 303
    ana = fresh(database, cast.ana)
    assert (ana.given_name, ana.family_name) == ("Anna Maria", "Ówdzie")
    assert ana.sort_key == sort_key("Ówdzie", "Anna Maria")
    with database.reading() as session:
        event = session.scalar(sa.select(Event).where(Event.action == "renamed"))
    assert event.actor == cast.ana.id
    assert "Anna" not in str(event.detail)


def test_no_name_is_no_name(cast, client, database):
    sign_in(client, cast.ana)
    assert submit(client, "/account/name", {"given_name": " "}).status_code == 422
    assert fresh(database, cast.ana).given_name == "Ana"


def test_another_password_ends_every_other_session(app, cast, client, database):
    elsewhere = app.test_client()
    for browser in (client, elsewhere):
        sign_in(browser, cast.ana)
    answers = {"password": PASSWORD, "new_password": NEW}
    assert submit(client, "/account/password", answers).status_code == 303
    assert client.get("/account").status_code == 200
    assert elsewhere.get("/account").status_code == 303
    assert sign_in_by_form(app.test_client(), cast.ana).status_code == 401
    assert sign_in_by_form(app.test_client(), cast.ana, NEW).status_code == 303


def test_the_present_password_is_asked_for_and_its_tries_are_counted(
    cast, client, database
):
    sign_in(client, cast.ana)
    before = fresh(database, cast.ana).password_hash
    form = form_on(client.get("/account/password"))
    for _ in range(10):
        answers = {"password": "to nie to hasło", "new_password": NEW}
        response = send(client, form, answers, page="/account/password")
        assert response.status_code == 422
    answers = {"password": PASSWORD, "new_password": NEW}
    response = send(client, form, answers, page="/account/password")
    assert response.status_code == 422
    assert fresh(database, cast.ana).password_hash == before


@pytest.mark.parametrize("password", ["krótkie", "Hasło12345678", "AnaŁucka1985"])
def test_a_weak_password_is_refused(cast, client, database, password):
    sign_in(client, cast.ana)
    answers = {"password": PASSWORD, "new_password": password}
    assert submit(client, "/account/password", answers).status_code == 422


def test_staff_choose_a_longer_one(cast, client):
    sign_in(client, cast.clara)
    answers = {"password": PASSWORD, "new_password": "stolik okno 1"}
    assert submit(client, "/account/password", answers).status_code == 422


def test_without_mail_an_address_is_changed_by_the_password(cast, client, database):
    sign_in(client, cast.ana)
    answers = {"email": "Nowa@Example.pl", "password": PASSWORD}
    assert submit(client, "/account/email", answers).status_code == 303
    assert fresh(database, cast.ana).email == "nowa@example.pl"
    assert client.get("/account").status_code == 200


@pytest.mark.parametrize(
    "answers",
    [
        {"email": "nowa@example.pl", "password": "to nie to hasło"},
        {"email": "nowa", "password": PASSWORD},
        {"email": "nowa@example.pl", "password": ""},
    ],
)
def test_no_address_is_changed_without_both(cast, client, database, answers):
    sign_in(client, cast.ana)
    assert submit(client, "/account/email", answers).status_code == 422
    assert fresh(database, cast.ana).email == cast.ana.email


def test_an_address_of_somebody_else_stays_theirs(cast, client, database):
    sign_in(client, cast.ana)
    answers = {"email": cast.bruno.email, "password": PASSWORD}
    assert submit(client, "/account/email", answers).status_code == 422
    assert fresh(database, cast.bruno).email == cast.bruno.email


def test_with_mail_a_new_address_is_confirmed_and_the_old_one_told(
    cast, mail_client, database, letters
):
    sign_in(mail_client, cast.ana)
    answers = {"email": "nowa@example.pl", "password": PASSWORD}
    assert submit(mail_client, "/account/email", answers).status_code == 200
    assert fresh(database, cast.ana).email == cast.ana.email
    assert len(letters.to(cast.ana.email)) == 1
    assert "/links/" not in letters.to(cast.ana.email)[0].body
    submit(mail_client, letters.link_to("nowa@example.pl"))
    assert fresh(database, cast.ana).email == "nowa@example.pl"


def test_with_mail_a_taken_address_gets_the_same_answer(
    cast, mail_client, database, letters
):
    sign_in(mail_client, cast.ana)
    answers = {"email": cast.bruno.email, "password": PASSWORD}
    assert submit(mail_client, "/account/email", answers).status_code == 200
    (letter,) = letters.to(cast.bruno.email)
    assert "/links/" not in letter.body


def test_with_mail_a_change_of_password_is_told(cast, mail_client, letters):
    sign_in(mail_client, cast.ana)
    answers = {"password": PASSWORD, "new_password": NEW}
    submit(mail_client, "/account/password", answers)
    (letter,) = letters.to(cast.ana.email)
    assert NEW not in letter.body


def test_ones_own_sessions_are_listed_and_ended_one_by_one(app, cast, client, database):
    phone = app.test_client()
    here, there = sign_in(client, cast.ana), sign_in(phone, cast.ana)
    assert there[:16] in client.get("/account").get_data(as_text=True)
    assert here[:16] not in client.get("/account").get_data(as_text=True)
    submit(client, "/account", action="/account/sessions")
    assert phone.get("/account").status_code == 303
    assert client.get("/account").status_code == 200


def test_all_other_sessions_end_with_one_button(app, cast, client, database):
    for _ in range(3):
        sign_in(app.test_client(), cast.ana)
    sign_in(client, cast.ana)
    sign_in(app.test_client(), cast.bruno)
    post(client, "/account/sessions", {"session": "others"})
    with database.reading() as session:
        left = session.scalars(sa.select(SignIn.person_id)).all()
    assert sorted(left, key=str) == sorted([cast.ana.id, cast.bruno.id], key=str)


@pytest.mark.parametrize("wanted", ["", "x", "%", "_" * 16, "0" * 16])
def test_nobody_ends_a_session_of_somebody_else(app, cast, client, database, wanted):
    other = sign_in(app.test_client(), cast.bruno)
    sign_in(client, cast.ana)
    for value in (wanted, other[:16], other):
        post(client, "/account/sessions", {"session": value})
    with database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(SignIn)) == 2


def test_an_expired_session_is_not_listed(app, cast, client):
    sign_in(app.test_client(), cast.ana)
    travel(app, NOW + timedelta(hours=13))
    sign_in(client, cast.ana)
    assert "/account/sessions" not in client.get("/account").get_data(as_text=True)


def test_a_language_is_kept_with_the_account(app, cast, client, database):
    sign_in(client, cast.ana)
    response = submit(client, "/account", {"language": "de"}, action="/language")
    assert response.status_code == 303
    elsewhere = app.test_client()
    sign_in(elsewhere, cast.ana)
    assert '<html lang="de">' in elsewhere.get("/account").get_data(as_text=True)
    assert fresh(database, cast.ana).locale == "de"


def test_a_role_that_ended_is_gone_with_the_next_request(cast, client, database):
    sign_in(client, cast.darek)
    assert client.get("/people").status_code == 200
    with database.writing() as session:
        session.execute(
            sa.update(Grant)
            .where(Grant.person_id == cast.darek.id)
            .values(ended_at=NOW)
        )
    assert client.get("/people").status_code == 403


def test_who_is_deactivated_is_out_with_the_next_request(cast, client, database):
    sign_in(client, cast.ana)
    with database.writing() as session:
        session.get_one(Person, cast.ana.id).deactivated_at = NOW
    assert client.get("/account").status_code == 303
