"""Views that fail, and a site behind HTTPS."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Blueprint, abort

from app.engines import Busy
from app.web.access import Audience, audience

broken = Blueprint("broken", __name__)
SECRET = "select password_hash from person"


@broken.route("/broken/<int:status>", methods=["GET", "POST"])
@audience(Audience.ANYONE)
def with_status(status):
    """Fail as asked: 500 by an exception of which nobody may read, 503 by a lock."""
    if status == 500:
        raise RuntimeError(SECRET)
    if status == 503:
        raise Busy
    abort(status)


@broken.get("/broken/undeclared")
def undeclared():
    return "this route does not say who it is for"


@pytest.fixture
def app(app):
    """Return the app with views that fail."""
    app.register_blueprint(broken)
    return app


@pytest.fixture
def https_app(make_app, settings, database):
    """Return the application of a site that people reach by HTTPS."""
    app = make_app(replace(settings, public_url="https://kursy.example.pl"))
    app.extensions["database"] = database
    return app


@pytest.fixture
def https_client(https_app):
    # By these, Flask's client knows which address it asks.
    https_app.config.update(
        SERVER_NAME="kursy.example.pl", PREFERRED_URL_SCHEME="https"
    )
    return https_app.test_client()
