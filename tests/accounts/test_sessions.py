"""Signed-in sessions: rows that end when they should, and stay ended."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.accounts import sessions
from app.accounts.models import SignIn
from tests.factories import NOW, PASSWORD
from tests.web import form_on, post, send, sign_in, sign_in_by_form, travel

WRONG = "nie-to-haslo-wcale"


@pytest.fixture(autouse=True)
def _nine_o_clock(app):
    travel(app, NOW)


def rows(database):
    with database.reading() as session:
        return session.scalars(sa.select(SignIn)).all()


def cookie(client):
    return client.get_cookie("signed-in")


def test_nothing_of_before_is_left_after_signing_in(cast, client, database):
    old = sign_in(client, cast.bruno)
    form = form_on(client.get("/account/name"))
    response = post(client, "/sign-in", {"email": cast.ana.email, "password": PASSWORD})
    assert response.status_code == 303
    assert old not in {row.id_hash for row in rows(database)}
    assert client.get_cookie("visit") is None
    answer = send(client, form, {"given_name": "Zmiana"}, page="/account/name")
    assert answer.status_code == 400


def test_signing_out_ends_the_session_for_good(cast, client, database):
    sign_in_by_form(client, cast.ana)
    stolen = cookie(client).value
    response = post(client, "/sign-out")
    assert response.status_code == 303
    assert response.headers["Clear-Site-Data"] == '"cache"'
    assert cookie(client) is None
    assert rows(database) == []
    client.set_cookie("signed-in", stolen)
    assert client.get("/account").status_code == 303


def test_signing_out_needs_a_form_of_ours(cast, client, database):
    sign_in_by_form(client, cast.ana)
    assert client.post("/sign-out").status_code == 400
    assert client.get("/sign-out").status_code == 405
    assert len(rows(database)) == 1


def test_signing_out_twice_is_no_error(client):
    assert post(client, "/sign-out").status_code == 303


@pytest.mark.parametrize(
    "value", ["", "x", "x" * 5000, "ł", "a\x01b", "../../etc/passwd", "' OR 1=1--"]
)
def test_a_broken_cookie_is_nobody(client, value):
    response = client.get("/account", headers={"Cookie": f"signed-in={value}"})
    assert response.status_code == 303
    assert response.location.startswith("/sign-in")


def test_a_session_is_over_after_its_hours(cast, app, client):
    sign_in_by_form(client, cast.ana)
    travel(app, NOW + timedelta(hours=11, minutes=59))
    assert client.get("/account").status_code == 200
    travel(app, NOW + timedelta(hours=12))
    assert client.get("/account").status_code == 303


def test_the_desk_of_staff_closes_after_an_idle_hour(cast, app, client):
    sign_in_by_form(client, cast.clara)
    for minutes in (50, 100, 150):
        travel(app, NOW + timedelta(minutes=minutes))
        assert client.get("/account").status_code == 200
    travel(app, NOW + timedelta(minutes=211))
    assert client.get("/account").status_code == 303


def test_a_session_whose_row_was_deleted_is_not_brought_back(
    cast, app, client, database
):
    sign_in_by_form(client, cast.ana)
    with database.writing() as session:
        session.execute(sa.delete(SignIn))
    travel(app, NOW + timedelta(minutes=10))
    assert client.get("/account").status_code == 303
    assert rows(database) == []


def test_use_is_noted_at_most_every_five_minutes(cast, app, client, database):
    sign_in_by_form(client, cast.ana)
    for minutes, noted in ((4, 0), (6, 6), (10, 6), (12, 12)):
        travel(app, NOW + timedelta(minutes=minutes))
        client.get("/account")
        assert rows(database)[0].used_at == NOW + timedelta(minutes=noted)


def test_rows_of_sessions_that_are_over_are_swept_and_no_others(cast, app, database):
    clients = [app.test_client(), app.test_client()]
    sign_in(clients[0], cast.ana)
    sign_in(clients[1], cast.bruno, keep=True)
    later = NOW + timedelta(days=5)
    with database.writing() as session:
        sessions.forget_old(session, later)
    assert [row.person_id for row in rows(database)] == [cast.bruno.id]
    travel(app, later)
    assert clients[1].get("/account").status_code == 200
