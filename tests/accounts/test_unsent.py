"""What was typed while a session ended is kept, shown, and sent with one button."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.accounts.models import NoticeShown, Person, SignIn
from app.web import unsent
from tests.factories import NOW, PASSWORD, kept, make_grant
from tests.forms import forms_of
from tests.web import form_on, post, send, sign_in, text_of, travel

TYPED = "Ana Łucja <b>z domu</b>"
OURS = {"Origin": "http://localhost"}


@pytest.fixture(autouse=True)
def _noon(app):
    travel(app, NOW)


def end_sessions(database):
    with database.writing() as session:
        session.execute(sa.delete(SignIn))


def open_form(client, person):
    sign_in(client, person)
    return form_on(client.get("/account/name"))


def name_of(database, person):
    with database.reading() as session:
        return session.get_one(Person, person.id).given_name


def sign_in_again(client, page, person, **answers):
    form = form_on(page, "/sign-in")
    return send(
        client,
        form,
        {"email": person.email, "password": PASSWORD, **answers},
        page="/sign-in",
    )


def test_a_form_sent_after_the_session_ended_arrives_in_the_end(cast, client, database):
    form = open_form(client, cast.ana)
    end_sessions(database)
    refused = send(client, form, {"given_name": TYPED}, page="/account/name")
    assert refused.status_code == 401
    assert name_of(database, cast.ana) == "Ana"
    page = sign_in_again(client, refused, cast.ana)
    assert page.status_code == 200
    assert TYPED in text_of(page)
    assert "Ana Łucka" in text_of(page)
    done = send(client, form_on(page, "/account/name"))
    assert done.status_code == 303
    assert name_of(database, cast.ana) == TYPED


def test_a_wrong_password_in_between_loses_nothing(cast, client, database):
    form = open_form(client, cast.ana)
    end_sessions(database)
    refused = send(client, form, {"given_name": TYPED}, page="/account/name")
    again = sign_in_again(client, refused, cast.ana, password="nie-to-haslo-wcale")
    assert again.status_code == 401
    page = sign_in_again(client, again, cast.ana)
    send(client, form_on(page, "/account/name"))
    assert name_of(database, cast.ana) == TYPED


def test_staff_who_have_to_choose_a_longer_password_lose_nothing(
    cast, client, database
):
    form = open_form(client, cast.bruno)
    end_sessions(database)
    refused = send(client, form, {"given_name": TYPED}, page="/account/name")
    short = "stolik okno 1"
    with database.writing() as session:
        session.get_one(Person, cast.bruno.id).password_hash = kept(short)
        make_grant(session, cast.bruno, cast.joiners)

    asked = sign_in_again(client, refused, cast.bruno, password=short)
    assert asked.status_code == 200
    link = form_on(asked, "/links/").action
    again = send(client, form_on(asked, link), {"new_password": short}, page=link)
    assert again.status_code == 422
    longer = {"new_password": "dwa stoliki i okno"}
    page = send(client, form_on(again), longer, page=link)
    assert TYPED in text_of(page)
    send(client, form_on(page, "/account/name"))

    assert name_of(database, cast.bruno) == TYPED


def test_a_form_open_for_three_hours_is_sent_as_any_other(cast, app, client, database):
    form = open_form(client, cast.ana)
    travel(app, NOW + timedelta(hours=3))
    done = send(client, form, {"given_name": TYPED}, page="/account/name")
    assert done.status_code == 303
    assert name_of(database, cast.ana) == TYPED


def test_a_form_of_before_is_shown_again_to_who_signed_in_anew(cast, client, database):
    form = open_form(client, cast.ana)
    post(client, "/sign-in", {"email": cast.ana.email, "password": PASSWORD})
    stale = send(
        client, form, {"given_name": TYPED}, page="/account/name", headers=OURS
    )
    assert stale.status_code == 400
    assert TYPED in text_of(stale)
    send(client, form_on(stale, "/account/name"))
    assert name_of(database, cast.ana) == TYPED


def test_another_site_cannot_have_its_form_shown(cast, client, database):
    form = open_form(client, cast.ana)
    for headers in ({}, {"Origin": "https://evil.example"}, {"Origin": "null"}):
        form.fields = [("csrf_token", "forged"), ("given_name", "planted words")]
        form.names = {"given_name"}
        page = send(client, form, page="/account/name", headers=headers)
        assert page.status_code == 400
        assert "planted" not in page.get_data(as_text=True)
    assert name_of(database, cast.ana) == "Ana"


def test_a_form_that_somebody_else_made_is_not_taken_over(cast, client):
    page = client.get("/sign-in")
    form = form_on(page, "/sign-in")
    answers = {"email": cast.ana.email, "password": PASSWORD}
    done = send(
        client,
        form,
        answers,
        page="/sign-in",
        forged={unsent.FIELD: "eyJhY3Rpb24iOiIvIn0.x.y"},
    )
    assert done.status_code == 303


def test_no_password_is_carried_on_a_page(cast, client, database):
    sign_in(client, cast.ana)
    form = form_on(client.get("/account/password"))
    end_sessions(database)
    refused = send(
        client,
        form,
        {"password": PASSWORD, "new_password": "inny-stolik-w-sieni"},
        page="/account/password",
    )
    page = sign_in_again(client, refused, cast.ana)
    html = page.get_data(as_text=True)
    assert "inny-stolik" not in html
    assert PASSWORD not in html


def test_what_is_too_long_to_carry_is_said_to_be_on_the_page_before(
    cast, client, database
):
    form = open_form(client, cast.ana)
    end_sessions(database)
    refused = send(client, form, {"given_name": "x" * 250_000}, page="/account/name")
    assert refused.status_code == 401
    assert unsent.FIELD not in form_on(refused, "/sign-in").names


def test_a_carried_form_is_kept_for_a_day(cast, app, client, database, monkeypatch):
    form = open_form(client, cast.ana)
    end_sessions(database)
    refused = send(client, form, {"given_name": TYPED}, page="/account/name")
    monkeypatch.setattr(unsent, "KEPT_SECONDS", -1)
    page = sign_in_again(client, refused, cast.ana)
    assert page.status_code == 303


def test_several_values_of_one_field_are_carried(cast, client, database):
    open_form(client, cast.ana)
    end_sessions(database)
    refused = post(
        client, "/account/name", {"q.a": ["1", "2", "3"], "q.b": "two words"}
    )
    page = sign_in_again(client, refused, cast.ana)
    (form,) = [f for f in forms_of(page.get_data(as_text=True)) if "q.a" in f.names]
    assert [value for name, value in form.fields if name == "q.a"] == ["1", "2", "3"]


def test_a_form_that_is_open_to_all_is_simply_too_old(client):
    form = form_on(client.get("/registration"))
    client.delete_cookie("visit")
    page = send(client, form, page="/registration", headers=OURS)
    assert page.status_code == 400


def test_the_notice_does_not_come_between(cast, client, database):
    with database.writing() as session:
        session.execute(sa.delete(NoticeShown))
    form = open_form(client, cast.ana)
    end_sessions(database)
    refused = send(client, form, {"given_name": TYPED}, page="/account/name")
    assert sign_in_again(client, refused, cast.ana).status_code == 200
