"""The blueprint that the pages of reports hang on."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("reports", __name__)
