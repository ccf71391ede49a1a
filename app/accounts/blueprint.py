"""The blueprint of the account pages, which their views hang on."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("accounts", __name__)
