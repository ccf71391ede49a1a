"""The blueprint that the staff's pages hang on, and what out of scope means there."""

from __future__ import annotations

from flask import Blueprint, current_app
from werkzeug.exceptions import NotFound
from werkzeug.sansio.response import Response

from app.accounts.rules import OutOfScope

blueprint = Blueprint("office", __name__)


@blueprint.errorhandler(OutOfScope)
def _no_such_page(_error: OutOfScope) -> Response:
    """Answer exactly as for what does not exist."""
    return current_app.make_response(current_app.handle_http_exception(NotFound()))
