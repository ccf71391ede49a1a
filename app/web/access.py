"""Every route says who it is for; one that does not say is refused."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import ParamSpec, TypeVar

from flask import Flask, abort, current_app, request
from werkzeug.wrappers import Response

from app.web import unsent
from app.web.identity import viewer

P = ParamSpec("P")
R = TypeVar("R")


class Audience(Enum):
    """Who a route is for. Whose data it shows is checked where the data is loaded."""

    ANYONE = "anyone"
    SIGNED_IN = "signed in"
    STAFF = "staff"
    TRAINER = "trainer"


def audience(who: Audience) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare who a view is for; stands directly below the route."""

    def declare(view: Callable[P, R]) -> Callable[P, R]:
        view.audience = who  # type: ignore[attr-defined] # read by audience_of
        return view

    return declare


def audience_of(app: Flask, endpoint: str) -> Audience | None:
    """Return what a view declared, or None."""
    return getattr(app.view_functions[endpoint], "audience", None)


def init_app(app: Flask) -> None:
    """Check the audience before every view."""
    app.before_request(_check)


def _check() -> Response | None:
    if request.endpoint is None:
        return None  # no such address: the error page says so
    if "\0" in request.path:
        abort(404)  # no id holds it, and one of the databases cannot be asked for it
    who = audience_of(current_app, request.endpoint)
    if who is None:
        raise RuntimeError(f"{request.endpoint} does not say who it is for")
    if who is Audience.ANYONE:
        return None
    seen = viewer()
    if not seen.signed_in:
        return unsent.ask_to_sign_in()
    if who is Audience.STAFF and not seen.is_staff:
        abort(403)
    if who is Audience.TRAINER and not (seen.is_trainer or seen.is_staff):
        abort(403)
    return None
