"""The blueprint that the learner's pages hang on."""

from __future__ import annotations

from flask import Blueprint

from app.classroom.entries import fresh_key

blueprint = Blueprint("classroom", __name__)


@blueprint.app_context_processor
def _names() -> dict[str, object]:
    """Let templates make a key for each form that records an answer."""
    return {"fresh_key": fresh_key}
