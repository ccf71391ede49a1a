"""The account pages, and how this room is tied to an app."""

from __future__ import annotations

from uuid import UUID

from flask import Flask

from app.accounts import erasure, passwords, people, personal_data
from app.accounts.blueprint import blueprint
from app.accounts.forms import SignInForm
from app.accounts.views import (
    account,
    links,
    own_data,
    password_reset,
    registration,
    sign_in,
)
from app.extensions import db

__all__ = [
    "account",
    "blueprint",
    "init_app",
    "links",
    "own_data",
    "password_reset",
    "registration",
    "sign_in",
]


def init_app(app: Flask) -> None:
    """Give `app` its way of keeping passwords, and lists that other rooms add to."""
    passwords.init_app(app)
    personal_data.init_app(app)
    erasure.init_app(app)
    app.extensions["keep_locale"] = _keep_locale
    # The page that asks somebody to sign in again belongs to no view.
    app.jinja_env.globals["sign_in_form"] = lambda: SignInForm(formdata=None)


def _keep_locale(person_id: UUID, locale: str) -> None:
    with db.writing() as session:
        people.get(session, person_id).locale = locale
