"""Tags: a page that has not changed is not sent again."""

from __future__ import annotations

import hashlib

from flask import current_app, make_response, request, session
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response

from app.web.identity import viewer
from app.web.locale import current_locale


def tag_of(*parts: object) -> str:
    """Return a tag for a page made from `parts`, for this viewer and language.

    The viewer is part of it, whose name stands in the page, and the form token: a page
    kept by a browser must not come back with the token of a session that is over. So
    is the state of the style sheets, whose address stands in the page.
    """
    if "csrf_token" not in session:
        generate_csrf()
    state = (
        current_app.config["ASSET_PREFIX"],
        current_locale(),
        viewer().state,
        session["csrf_token"],
        *parts,
    )
    return hashlib.sha256(repr(state).encode()).hexdigest()[:24]


def unchanged(tag: str) -> Response | None:
    """Return a 304 if the browser has the page with this tag and nothing to add."""
    if "_flashes" in session or not request.if_none_match.contains_weak(tag):
        return None
    return _with(tag, make_response("", 304))


def tagged(page: str, tag: str) -> Response:
    """Return the page with its tag, unless it shows a message that is shown once."""
    return _with(tag, make_response(page))


def _with(tag: str, response: Response) -> Response:
    # Added: Werkzeug's own way quotes it and looks for an older one first.
    response.headers.add("ETag", f'W/"{tag}"')
    return response
