"""Languages, dates and the one moment of a request."""

from __future__ import annotations

import json
import logging
from datetime import UTC, date, datetime

import pytest
from flask import session

from app.web import locale, log
from app.web.clock import arrived
from app.web.identity import Role, Scope, Viewer
from app.web.paging import Page, page_number
from tests.factories import NOW
from tests.web import post, sign_in, travel


def language_of(client, path="/privacy"):
    html = client.get(path).get_data(as_text=True)
    return html.partition('<html lang="')[2][:2]


def test_a_visitor_reads_polish_until_they_choose(client):
    assert language_of(client) == "pl"
    response = post(client, "/language", {"language": "en", "next": "/privacy"})
    assert (response.status_code, response.location) == (303, "/privacy")
    assert language_of(client) == "en"


def test_the_browsers_wish_does_not_override_the_house(client):
    html = client.get("/privacy", headers={"Accept-Language": "de"}).data
    assert b'<html lang="pl">' in html


def test_a_person_reads_their_own_language_wherever_they_sign_in(app, cast, client):
    sign_in(client, cast.ana)
    post(client, "/language", {"language": "de"})
    elsewhere = app.test_client()
    post(elsewhere, "/language", {"language": "en"})
    sign_in(elsewhere, cast.ana)
    assert language_of(elsewhere) == "de"


@pytest.mark.parametrize("wanted", ["fr", "", "../../etc", "pl\0", "PL", "x" * 9999])
def test_an_unknown_language_is_refused(client, wanted):
    assert post(client, "/language", {"language": wanted}).status_code == 422
    assert language_of(client) == "pl"


@pytest.mark.parametrize("onward", ["//evil.example", "https://evil.example", ""])
def test_a_choice_of_language_stays_on_the_site(client, onward):
    answers = {"language": "de", "next": onward}
    assert post(client, "/language", answers).location == "/"


def test_a_visit_cookie_that_was_tampered_with_is_no_visit(client):
    post(client, "/language", {"language": "de"})
    value = client.get_cookie("visit").value
    for broken in (value[:-1], value[1:], "x", "", value + "A", "a.b.c", "." * 3000):
        client.set_cookie("visit", broken)
        assert client.get("/privacy").status_code == 200


@pytest.mark.parametrize(
    ("language", "day", "moment"),
    [
        ("pl", "23 listopada 2026", "10:05"),
        ("de", "23. November 2026", "10:05"),
        ("en", "November 23, 2026", "10:05"),
    ],
)
def test_dates_are_written_as_the_reader_would(app, language, day, moment):
    at = datetime(2026, 11, 23, 9, 5, 59, tzinfo=UTC)
    with app.test_request_context():
        session["locale"] = language
        assert locale.day(at) == day
        assert locale.day(date(2026, 11, 23)) == day
        assert moment in locale.day_and_time(at)
        assert locale.day(None) == ""
        assert locale.day_and_time(None) == ""


def test_a_day_is_the_day_in_the_zone_of_the_house(app):
    with app.test_request_context():
        late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
        assert locale.day(late) == "24 listopada 2026"


def test_a_request_has_one_moment_from_its_first_step(app):
    moments = []
    travel(app, NOW)
    app.before_request(lambda: moments.append(arrived()))
    app.after_request(lambda response: moments.append(arrived()) or response)
    app.test_client().get("/health")
    assert moments == [NOW, NOW]


def test_a_request_is_logged_in_one_line_without_anybody_in_it(
    app, cast, client, caplog
):
    sign_in(client, cast.ana)
    with caplog.at_level(logging.INFO, logger="czeladnik.request"):
        client.get("/account/name?email=ana%40example.pl")
        client.get("/links/" + "x" * 43)
    lines = [log._JsonLines().format(record) for record in caplog.records]
    first = json.loads(lines[0])
    assert (first["route"], first["status"]) == ("/account/name", 200)
    assert json.loads(lines[1])["route"] == "/links/<token>"
    for line in lines:
        assert "\n" not in line
        for told in ("ana", "Łucka", "xxx", "127.0.0.1"):
            assert told not in line


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (None, 1),
        ("", 1),
        ("3", 3),
        ("0", 1),
        ("-1", 1),
        ("x", 1),
        ("٣", 1),
        ("9" * 30, 1),
        ("1.5", 1),
    ],
)
def test_a_page_number_is_a_sensible_number(text, number):
    assert page_number(text) == number


@pytest.mark.parametrize(
    ("total", "pages"), [(0, 1), (1, 1), (50, 1), (51, 2), (100, 2)]
)
def test_there_are_as_many_pages_as_rows_need(total, pages):
    assert Page([], 1, total).pages == pages


def test_a_scope_covers_what_lies_below_and_nothing_beside():
    scope = Scope(("/a/b/",))
    assert scope.covers("/a/b/")
    assert scope.covers("/a/b/c/")
    for outside in ("/a/", "/a/bc/", "/b/", None):
        assert not scope.covers(outside)
    assert not Scope().covers("/a/")
    assert Scope(everyone=True).covers(None)


def test_only_staff_of_the_top_sees_everyone():
    assert Viewer(roles=(Role("staff", "/a/"),)).scope.everyone
    assert not Viewer(roles=(Role("staff", "/a/b/"),)).scope.everyone
    trainer = Viewer(roles=(Role("trainer", "/a/"),))
    assert trainer.scope == Scope()
    assert (trainer.is_trainer, trainer.is_staff) == (True, False)
    assert not Viewer().signed_in
