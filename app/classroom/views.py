"""The learner's pages."""

from __future__ import annotations

from flask import Blueprint

from app.web.access import Audience, audience

blueprint = Blueprint("classroom", __name__)


@blueprint.get("/")
@audience(Audience.ANYONE)
def catalogue() -> str:
    return ""


@blueprint.get("/learning")
@audience(Audience.ANYONE)
def desk() -> str:
    return ""
