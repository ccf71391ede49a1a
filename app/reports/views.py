"""The reports."""

from __future__ import annotations

from flask import Blueprint

from app.web.access import Audience, audience

blueprint = Blueprint("reports", __name__)


@blueprint.get("/reports/completion")
@audience(Audience.ANYONE)
def completion() -> str:
    return ""
