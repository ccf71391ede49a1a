"""Signing in and out: one answer for all who may not, a new session for who may."""

from __future__ import annotations

import time
from datetime import timedelta
from statistics import median

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from app.accounts.models import Person, SignIn
from app.accounts.passwords import Passwords
from app.web.identity import hash_of
from tests.factories import NOW, PASSWORD, kept, make_grant
from tests.web import form_on, post, send, sign_in_by_form, submit, text_of, travel

WRONG = "nie-to-haslo-wcale"


@pytest.fixture(autouse=True)
def _nine_o_clock(app):
    travel(app, NOW)


def rows(database):
    with database.reading() as session:
        return session.scalars(sa.select(SignIn)).all()


def cookie(client):
    return client.get_cookie("signed-in")


def test_address_and_password_let_somebody_in(cast, client, database):
    response = sign_in_by_form(client, cast.ana)
    assert (response.status_code, response.location) == (303, "/learning")
    assert "Ana Łucka" in text_of(client.get("/account"))
    (row,) = rows(database)
    assert row.id_hash == hash_of(cookie(client).value)
    assert row.expires_at == NOW + timedelta(hours=12)


def test_case_and_spaces_of_an_address_do_not_matter(cast, client):
    response = submit(
        client,
        "/sign-in",
        {"email": f" {cast.ana.email.upper()} ", "password": PASSWORD},
        action="/sign-in",
    )
    assert response.status_code == 303


def test_the_cookie_is_for_this_site_alone_and_no_script(cast, client):
    response = sign_in_by_form(client, cast.ana)
    (line,) = [
        header
        for header in response.headers.getlist("Set-Cookie")
        if header.startswith("signed-in=")
    ]
    assert "HttpOnly" in line
    assert "SameSite=Lax" in line
    assert "Path=/" in line
    assert "Max-Age" not in line
    assert "Domain" not in line


def test_on_ones_own_device_one_stays_for_thirty_days(cast, client, database):
    sign_in_by_form(client, cast.ana, keep="y")
    assert cookie(client).max_age == 30 * 24 * 3600
    assert rows(database)[0].expires_at == NOW + timedelta(days=30)


def test_staff_are_never_kept_signed_in(cast, client, database):
    sign_in_by_form(client, cast.clara, keep="y")
    assert cookie(client).max_age is None
    assert rows(database)[0].expires_at == NOW + timedelta(hours=12)


def test_unknown_wrong_and_deactivated_get_the_same_page(cast, client, database):
    with database.writing() as session:
        session.get_one(Person, cast.bruno.id).deactivated_at = NOW
    pages = []
    for email, password in (
        ("nobody@example.pl", PASSWORD),
        (cast.ana.email, WRONG),
        (cast.bruno.email, PASSWORD),
    ):
        response = submit(
            client,
            "/sign-in",
            {"email": email, "password": password},
            action="/sign-in",
        )
        assert response.status_code == 401
        pages.append(response.get_data(as_text=True).replace(email, "").encode())
    assert pages[0] == pages[1] == pages[2]
    assert rows(database) == []


def test_they_take_about_the_same_time(cast, app, client, database):
    passwords = Passwords(PasswordHasher(memory_cost=8192, time_cost=2, parallelism=1))
    app.extensions["passwords"] = passwords
    with database.writing() as session:
        ana = session.get_one(Person, cast.ana.id)
        ana.password_hash = passwords.keep(PASSWORD)
    form = form_on(client.get("/sign-in"), "/sign-in")

    def takes(email):
        times = []
        for number in range(8):
            travel(app, NOW + timedelta(hours=number))
            begun = time.perf_counter()
            send(client, form, {"email": email, "password": WRONG}, page="/sign-in")
            times.append(time.perf_counter() - begun)
        return median(times)

    takes(cast.ana.email)
    known, unknown = takes(cast.ana.email), takes("nobody@example.pl")
    # Without the comparison that nobody's password gets, this would be a tenth.
    assert unknown == pytest.approx(known, rel=0.5)


def test_a_wrong_password_keeps_the_address_and_not_the_password(cast, client):
    response = sign_in_by_form(client, cast.ana, WRONG)
    html = response.get_data(as_text=True)
    assert cast.ana.email in html
    assert WRONG not in html


def test_ten_wrong_passwords_close_this_account_here_and_nothing_else(
    cast, app, client
):
    for _ in range(10):
        assert sign_in_by_form(client, cast.ana, WRONG).status_code == 401
    assert sign_in_by_form(client, cast.ana).status_code == 429
    assert sign_in_by_form(client, cast.bruno).status_code == 303
    elsewhere = app.test_client()
    response = submit(
        elsewhere,
        "/sign-in",
        {"email": cast.ana.email, "password": PASSWORD},
        action="/sign-in",
        environ_overrides={"REMOTE_ADDR": "192.0.2.7"},
    )
    assert response.status_code == 303


def test_the_account_opens_again_after_a_quarter_of_an_hour(cast, app, client):
    for _ in range(11):
        sign_in_by_form(client, cast.ana, WRONG)
    travel(app, NOW + timedelta(minutes=15))
    assert sign_in_by_form(client, cast.ana).status_code == 303


def test_a_class_behind_one_address_can_sign_in(cast, app):
    for number in range(12):
        travel(app, NOW + timedelta(seconds=number))
        assert sign_in_by_form(app.test_client(), cast.ana).status_code == 303


def test_an_address_that_tries_everybody_is_stopped(cast, app, client):
    form = form_on(client.get("/sign-in"), "/sign-in")
    statuses = [
        send(
            client,
            form,
            {"email": f"x{number}@example.pl", "password": WRONG},
            page="/sign-in",
        ).status_code
        for number in range(101)
    ]
    assert statuses == [401] * 100 + [429]


def test_a_forged_forwarded_address_does_not_get_round_the_limit(cast, client):
    for number in range(11):
        response = submit(
            client,
            "/sign-in",
            {"email": cast.ana.email, "password": WRONG},
            action="/sign-in",
            headers={"X-Forwarded-For": f"192.0.2.{number}"},
        )
    assert response.status_code == 429


def test_staff_with_a_short_password_choose_a_longer_one_first(cast, client, database):
    short = "stolik okno 1"
    with database.writing() as session:
        session.get_one(Person, cast.bruno.id).password_hash = kept(short)
    assert sign_in_by_form(client, cast.bruno, short).location == "/learning"
    post(client, "/sign-out")
    with database.writing() as session:
        make_grant(session, cast.bruno, cast.joiners)
    response = sign_in_by_form(client, cast.bruno, short)
    assert response.location.startswith("/links/")
    assert rows(database) == []
    page = submit(client, response.location, {"new_password": short})
    assert page.status_code == 422
    page = submit(client, response.location, {"new_password": "dwa stoliki i okno"})
    assert page.status_code == 303
    assert len(rows(database)) == 1


def test_a_password_kept_with_older_costs_is_kept_anew(cast, app, client, database):
    app.extensions["passwords"] = Passwords(
        PasswordHasher(memory_cost=16, time_cost=1, parallelism=1)
    )
    sign_in_by_form(client, cast.ana)
    with database.reading() as session:
        found = session.get_one(Person, cast.ana.id).password_hash
    assert "m=16" in found
    assert app.extensions["passwords"].matches(found, PASSWORD)


@pytest.mark.parametrize(
    ("wanted", "goes"),
    [
        ("/courses/prawo-pracy", "/courses/prawo-pracy"),
        ("/account?x=1", "/account?x=1"),
        ("//evil.example", "/learning"),
        ("/\\evil.example", "/learning"),
        ("https:evil.example", "/learning"),
        ("https://evil.example", "/learning"),
        ("\t//evil.example", "/learning"),
        ("/\t/evil.example", "/learning"),
        ("javascript:alert(1)", "/learning"),
        ("/" + "a" * 600, "/learning"),
        ("", "/learning"),
    ],
)
def test_one_goes_on_where_one_was_going_on_this_site_alone(cast, client, wanted, goes):
    response = submit(
        client,
        "/sign-in",
        {"email": cast.ana.email, "password": PASSWORD},
        action="/sign-in",
        forged={"next": wanted},
    )
    assert response.location == goes


def test_a_page_for_members_asks_to_sign_in_and_comes_back(cast, client):
    response = client.get("/account?from=mail")
    assert response.status_code == 303
    response = submit(
        client,
        response.location,
        {"email": cast.ana.email, "password": PASSWORD},
        action="/sign-in",
    )
    assert response.location == "/account?from=mail"


def test_who_is_signed_in_needs_no_sign_in_page(cast, client):
    sign_in_by_form(client, cast.ana)
    assert client.get("/sign-in").location == "/learning"


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"email": "ana@example.pl"},
        {"password": PASSWORD},
        {"email": "x" * 300, "password": "y"},
        {"email": "a@b.pl", "password": "ż" * 600},
    ],
)
def test_half_a_form_is_sent_back_with_what_is_missing(client, fields):
    response = post(client, "/sign-in", fields)
    assert response.status_code == 422
    assert response.get_data(as_text=True).count("error-summary") == 1


def test_a_huge_password_is_refused_at_once(client):
    begun = time.perf_counter()
    response = post(
        client, "/sign-in", {"email": "a@b.pl", "password": "x" * 3_000_000}
    )
    assert response.status_code == 413
    assert time.perf_counter() - begun < 1
