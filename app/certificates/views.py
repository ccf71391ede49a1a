"""The certificate pages."""

from __future__ import annotations

from flask import Blueprint

from app.web.access import Audience, audience

blueprint = Blueprint("certificates", __name__)


@blueprint.get("/certificates")
@audience(Audience.ANYONE)
def verification() -> str:
    return ""
