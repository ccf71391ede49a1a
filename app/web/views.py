"""Pages that belong to no subject: language, health, the developers' components."""

from __future__ import annotations

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    session,
)
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response as BaseResponse

from app.extensions import db
from app.web.access import Audience, audience
from app.web.addresses import local_path
from app.web.identity import known_person, viewer
from config import LOCALES

blueprint = Blueprint("web", __name__)


@blueprint.post("/language")
@audience(Audience.ANYONE)
def language() -> BaseResponse:
    """Show the pages in another language from now on."""
    wanted = request.form.get("language")
    if wanted not in LOCALES:
        abort(422)
    session["locale"] = wanted
    if viewer().signed_in:
        # Kept with the account, which this layer does not know.
        current_app.extensions["keep_locale"](known_person(), wanted)
    return redirect(local_path(request.form.get("next"), "/"), code=303)


@blueprint.get("/health")
@audience(Audience.ANYONE)
def health() -> Response:
    """Say ok or not ok, and nothing else about us."""
    try:
        db.session.execute(text("SELECT 1")).one()
    except SQLAlchemyError:
        return Response("not ok\n", status=503, mimetype="text/plain")
    return Response("ok\n", mimetype="text/plain")


@blueprint.get("/components")
@audience(Audience.ANYONE)
def components() -> str:
    """Show every component once, for those who build pages."""
    return render_template("components/components.html")
