"""The blueprint that the learner's pages hang on."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("classroom", __name__)
