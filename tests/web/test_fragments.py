"""Another language is another look at the same page, and at no other."""

from __future__ import annotations

import pytest

from tests.web import form_on, post, send, sign_in

REFUSED = "/sign-in"


@pytest.fixture
def clara(app, cast):
    """Return a browser of somebody on the staff of the chamber."""
    client = app.test_client()
    sign_in(client, cast.clara)
    return client


def change_language(client, page, came_from):
    """Press "Deutsch" on a page that is shown, and return where that leads."""
    form = form_on(page, "/language")
    answer = send(client, form, {"language": "de"}, page=came_from)
    assert answer.status_code == 303
    return answer.location


@pytest.mark.parametrize(
    "address",
    [
        "/privacy",
        "/people?q=%C5%82ucka&page=2",
        "/people?q=a%26b%3Dc",
        "/people?q=%22%3E%3Cscript%3E",
        "/reports/completion?course=kurs&since=2026-11-01&state=completed",
    ],
)
def test_another_language_shows_the_same_page_with_its_filters(clara, address):
    page = clara.get(address)
    assert page.status_code == 200
    assert "<script>" not in form_on(page, "/language").filled({})[1][1]

    assert change_language(clara, page, address) == address
    assert '<html lang="de">' in clara.get(address).get_data(as_text=True)


def test_a_page_that_is_not_there_says_so_in_another_language(client):
    address = "/no-such-page?x=1&next=//evil.example"
    page = client.get(address)

    assert page.status_code == 404
    assert change_language(client, page, address) == address


@pytest.mark.parametrize("path", ["//evil.example/x", "/\\evil.example", "/a b"])
def test_no_address_that_was_asked_for_leads_off_the_site(client, path):
    # As it comes over the wire; the client would take the first for another host.
    page = client.get("/", environ_overrides={"PATH_INFO": path})
    if page.status_code == 308:
        page = client.get(page.location)

    onward = change_language(client, page, "/")
    assert onward in {"/", "/evil.example/x"}


@pytest.mark.parametrize(
    ("referrer", "onward"),
    [
        ("http://localhost/sign-in?next=/learning", "/sign-in?next=/learning"),
        ("http://localhost/", "/"),
        (None, "/"),
        ("", "/"),
        ("http://localhost", "/"),
        ("https://evil.example/sign-in", "/"),
        ("http://localhost.evil.example/sign-in", "/"),
        ("http://localhost@evil.example/sign-in", "/"),
        ("http://localhost:81/sign-in", "/"),
        ("http://localhost//evil.example", "/"),
        ("http://localhost/\\evil.example", "/"),
        ("http://localhost/a b", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_after_a_refused_form_the_language_leads_to_the_page_it_came_from(
    client, referrer, onward
):
    headers = {} if referrer is None else {"Referer": referrer}
    page = post(client, REFUSED, {"email": "x"}, headers=headers)
    assert page.status_code == 422

    assert change_language(client, page, REFUSED) == onward
