"""A visitor's cookie is what we signed, however often it was read before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import flash, session
from itsdangerous import URLSafeTimedSerializer

from app.web.visits import LONGEST


@pytest.fixture
def read(app):
    """Return a reader of a cookie: what the visit of that request holds."""

    def read(text, change=lambda: None):
        with app.test_request_context(headers={"Cookie": f"visit={text}"}):
            found = dict(session)
            change()
        return found

    return read


@pytest.fixture
def signed(app):
    """Return a maker of cookies as a visit would be given."""
    serializer = app.session_interface.get_signing_serializer(app)
    assert isinstance(serializer, URLSafeTimedSerializer)
    return serializer.dumps


def test_a_cookie_is_checked_once_and_read_each_time(app, read, signed, monkeypatch):
    cookie = signed({"locale": "de"})
    first = read(cookie)
    monkeypatch.setattr(app.session_interface, "get_signing_serializer", lambda _app: 0)

    assert read(cookie) == first == {"locale": "de"}


def test_what_one_request_changes_the_next_one_does_not_find(read, signed):
    cookie = signed({"locale": "de"})

    def change():
        session["locale"] = "en"
        flash("only for me")

    read(cookie, change)

    assert read(cookie) == {"locale": "de"}


def test_a_message_is_never_added_to_that_of_another_request(read, signed):
    cookie = signed({"_flashes": [("success", "first")]})
    read(cookie, lambda: flash("second"))

    assert len(read(cookie)["_flashes"]) == 1


@pytest.mark.parametrize("times", [1, 2])
def test_a_cookie_grows_old_whether_or_not_it_is_known(app, read, signed, times):
    cookie = signed({"locale": "de"})
    for _ in range(times - 1):
        read(cookie)
    app.permanent_session_lifetime = timedelta(seconds=-1)

    assert read(cookie) == {}


@pytest.mark.parametrize("length", [10, LONGEST])
def test_a_cookie_that_we_did_not_sign_says_nothing(read, signed, length):
    good = signed({"locale": "x" * length})
    for broken in (good[:-1], good[1:], good.swapcase(), "", "."):
        assert read(broken) == read(broken) == {}
    assert read(good) == {"locale": "x" * length}
