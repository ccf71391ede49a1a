"""The staff's pages."""

from __future__ import annotations

from flask import Blueprint

from app.web.access import Audience, audience

blueprint = Blueprint("office", __name__)


@blueprint.get("/people")
@audience(Audience.ANYONE)
def people() -> str:
    return ""


@blueprint.get("/organisations")
@audience(Audience.ANYONE)
def organisations() -> str:
    return ""
