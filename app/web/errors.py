"""What people see when something does not work: what happened, and what to do."""

from __future__ import annotations

import logging
from typing import Final

from flask import Flask, current_app, g, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DataError, OperationalError
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.wrappers import Response

from app.engines import Busy, Full, is_no_room, raise_what_passes
from app.web import unsent
from app.web.access import Audience, audience_of
from app.web.identity import viewer

log = logging.getLogger(__name__)
RETRY_SECONDS: Final = 2
FULL_RETRY_SECONDS: Final = 300  # until somebody may have made room


def init_app(app: Flask) -> None:
    """Show our own page for every error."""
    app.register_error_handler(CSRFError, _stale_form)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Busy, _busy)
    app.register_error_handler(Full, _full)
    app.register_error_handler(OperationalError, _of_reading)
    app.register_error_handler(DataError, _unkeepable)
    app.register_error_handler(Exception, _unexpected)


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    if error.response is not None or status < 400:
        return Response.force_type(error.get_response(request.environ))
    response = _page(status)
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After", "Location"}:
            response.headers[name] = value
    return response


def _stale_form(error: CSRFError) -> Response:
    log.info("form refused: %s", error.description)
    return _to_be_sent_again() or _page(400, stale=True)


def _to_be_sent_again() -> Response | None:
    """Show what was typed once more, if one of our own pages sent it.

    That happens to a page that stayed open while somebody signed in again beside it.
    """
    if request.method != "POST" or not request.endpoint or not unsent.from_our_page():
        return None
    if audience_of(current_app, request.endpoint) in {None, Audience.ANYONE}:
        return None
    if not viewer().signed_in:
        return unsent.ask_to_sign_in()
    page = render_template("accounts/unsent.html", unsent=unsent.as_it_came())
    return Response(page, status=400, mimetype="text/html")


def _busy(_error: Busy) -> Response:
    response = _page(503)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def _full(error: BaseException) -> Response:
    log.error("request %s: no room to write: %s", g.get("request_id"), type(error))
    response = page(503, *_words_when_full())
    response.headers["Retry-After"] = str(FULL_RETRY_SECONDS)
    return response


def _of_reading(error: OperationalError) -> Response:
    """Answer for a database that could not be read; writing says so by itself."""
    try:
        raise_what_passes(error)
    except Full:
        return _full(error)
    except Busy as busy:
        return _busy(busy)
    return _unexpected(error)


def _unkeepable(error: DataError) -> Response:
    """Answer a text that the database cannot keep, such as one with a NUL in it."""
    log.info("request %s refused: %s", g.get("request_id"), type(error.orig).__name__)
    return _page(400)


def _unexpected(error: Exception) -> Response:
    if is_no_room(error):
        return _full(error)
    log.error("request %s failed", g.get("request_id"), exc_info=error)
    return _page(500)


def page(status: int, title: str, advice: str) -> Response:
    """Return a page that says what happened and what to do about it."""
    plain = f"{status}: {title}. {advice}"
    if isinstance(request.routing_exception, SecurityError):
        # Asked for by another host's name: nothing can be linked to from here.
        return Response(plain, status=status, mimetype="text/plain")
    try:
        html = render_template(
            "web/error.html", status=status, title=title, advice=advice
        )
    except Exception:
        log.exception("the error page failed")
        html = plain
    return Response(html, status=status, mimetype="text/html")


def _page(status: int, *, stale: bool = False) -> Response:
    return page(status, *_words(status, stale=stale))


def _words_when_full() -> tuple[str, str]:
    return (
        _("Nothing can be saved right now"),
        _(
            "The storage of this site is full. Nothing was changed, and what was saved "
            "before is safe. Keep this page, tell the staff of your chamber or guild, "
            "and try again later."
        ),
    )


def _words(status: int, *, stale: bool) -> tuple[str, str]:
    if stale:
        return _("This form has expired"), _(
            "Nothing was changed. Go back, reload the page and send it again; "
            "what you typed is still on the page before."
        )
    words = {
        400: (
            _("We could not read this request"),
            _("Nothing was changed. Go back and try again."),
        ),
        403: (
            _("This page is not for your account"),
            _("If you think it should be, ask the staff of your chamber or guild."),
        ),
        404: (
            _("There is no such page"),
            _("Check the address, or start again from the list of courses."),
        ),
        405: (
            _("That does not work this way"),
            _("Nothing was changed. Go back and use the buttons of the page."),
        ),
        409: (
            _("That is no longer possible"),
            _("Things changed in the meantime. Reload the page to see how they are."),
        ),
        413: (
            _("That is too large"),
            _("Nothing was changed. Send less text or a smaller file."),
        ),
        422: (
            _("This answer does not fit the question"),
            _("Nothing was changed. Reload the page and answer again."),
        ),
        429: (
            _("Too many tries"),
            _("Wait a little and try again."),
        ),
        503: (
            _("Not saved yet, many people are writing right now"),
            _("Keep this page and try again in a few seconds."),
        ),
    }
    return words.get(
        status,
        (
            _("Something went wrong on our side"),
            _("It was written down. Try again; if it stays, tell us the number below."),
        ),
    )
