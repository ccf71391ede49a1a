"""What every answer tells the browser, errors included; and the flags of cookies."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace

import pytest

from tests.factories import PASSWORD
from tests.web import form_on, post, send, sign_in

PAGES = ["/", "/privacy", "/sign-in", "/registration", "/nowhere", "/broken/500",
         "/broken/429", "/health", "/account", "/learning"]  # fmt: skip
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_is_safe_to_show(client, path):
    headers = client.get(path).headers
    assert headers.getlist("X-Content-Type-Options") == ["nosniff"]
    assert headers.getlist("X-Frame-Options") == ["DENY"]
    assert headers.getlist("Referrer-Policy") == ["same-origin"]
    assert headers.getlist("Cross-Origin-Opener-Policy") == ["same-origin"]
    assert headers.getlist("Cross-Origin-Resource-Policy") == ["same-origin"]
    assert "Strict-Transport-Security" not in headers
    (policy,) = headers.getlist("Content-Security-Policy")
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert POLICY.items() <= rules.items()
    assert "unsafe" not in policy
    assert "*" not in policy


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_anything_inline(client, cast, path):
    for person in (None, cast.ana, cast.clara):
        if person:
            sign_in(client, person)
        html = client.get(path).get_data(as_text=True)
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", html)
        assert not re.search(r"<script(?![^>]*\ssrc=)", html)


def test_pages_of_learners_are_asked_for_again_and_of_staff_never_kept(client, cast):
    assert client.get("/privacy").headers["Cache-Control"] == "private, no-cache"
    sign_in(client, cast.ana)
    assert client.get("/privacy").headers["Cache-Control"] == "private, no-cache"
    sign_in(client, cast.clara)
    for path in ("/privacy", "/", "/nowhere", "/people"):
        assert client.get(path).headers["Cache-Control"] == "no-store"
    sign_in(client, cast.ewa)
    assert client.get("/privacy").headers["Cache-Control"] == "no-store"


def test_html_is_compressed_for_browsers_that_can(client):
    response = client.get("/privacy", headers={"Accept-Encoding": "gzip, br"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert b"<!DOCTYPE html>" in gzip.decompress(response.data)
    assert "Accept-Encoding" in ",".join(response.headers.getlist("Vary"))
    for wanted in ("", "br", "gzip;q=0"):
        plain = client.get("/privacy", headers={"Accept-Encoding": wanted})
        assert "Content-Encoding" not in plain.headers


def test_health_says_ok_and_nothing_else(client):
    response = client.get("/health")
    assert response.get_data(as_text=True) == "ok\n"


def test_health_says_not_ok_and_nothing_else_without_a_database(make_app, settings):
    nowhere = "postgresql+psycopg://nobody@127.0.0.1:1/nothing"
    app = make_app(replace(settings, database_url=nowhere))
    response = app.test_client().get("/health")
    assert response.status_code == 503
    assert response.get_data(as_text=True) == "not ok\n"


def test_cookies_of_a_site_on_https_are_bound_to_it(https_client, cast):
    page = https_client.get("/sign-in")
    assert page.headers["Strict-Transport-Security"].startswith("max-age=")
    form = form_on(page, "/sign-in")
    response = send(
        https_client,
        form,
        {"email": cast.ana.email, "password": PASSWORD},
        page="/sign-in",
        headers={"Referer": "https://kursy.example.pl/sign-in"},
    )
    assert response.status_code == 303
    cookies = [
        *page.headers.getlist("Set-Cookie"),
        *response.headers.getlist("Set-Cookie"),
    ]
    kept = [cookie for cookie in cookies if "=;" not in cookie]
    assert {cookie.partition("=")[0] for cookie in kept} == {
        "__Host-visit",
        "__Host-signed-in",
    }
    for cookie in kept:
        for flag in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
            assert flag in cookie
        assert "Domain" not in cookie


def test_a_form_on_https_needs_to_come_from_this_site(https_client, cast):
    form = form_on(https_client.get("/sign-in"), "/sign-in")
    answers = {"email": cast.ana.email, "password": PASSWORD}
    for referer in ("https://evil.example/", "http://kursy.example.pl/", ""):
        response = send(
            https_client,
            form,
            answers,
            page="/sign-in",
            headers={"Referer": referer} if referer else {},
        )
        assert response.status_code == 400


def test_on_https_a_page_that_hides_its_path_can_still_send_its_form(https_client):
    form = form_on(https_client.get("/registration"))
    response = send(
        https_client,
        form,
        page="/registration",
        headers={"Referer": "https://kursy.example.pl/"},
    )
    assert response.status_code == 422


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "evil.example:80", "localhost@evil", ""],
)
def test_a_request_for_another_host_is_refused(client, host):
    response = client.get("/sign-in", headers={"Host": host})
    assert response.status_code == 400


def test_another_host_in_a_forwarded_header_changes_nothing(client):
    response = client.get("/account", headers={"X-Forwarded-Host": "evil.example"})
    assert response.location.startswith("/sign-in")


def test_a_token_of_another_session_is_no_token(app, cast):
    ana, bruno = app.test_client(), app.test_client()
    sign_in(ana, cast.ana)
    sign_in(bruno, cast.bruno)
    form = form_on(ana.get("/account/name"))
    response = send(bruno, form, {"given_name": "X"}, page="/account/name")
    assert response.status_code == 400
    assert post(bruno, "/account/name", {"given_name": "Y"}).status_code == 303
