"""The account pages."""

from __future__ import annotations

from flask import Blueprint

from app.web.access import Audience, audience

blueprint = Blueprint("accounts", __name__)


@blueprint.get("/account")
@audience(Audience.ANYONE)
def account() -> str:
    return ""


@blueprint.get("/privacy")
@audience(Audience.ANYONE)
def privacy() -> str:
    return ""


@blueprint.get("/sign-in")
@audience(Audience.ANYONE)
def sign_in() -> str:
    return ""


@blueprint.get("/sign-out")
@audience(Audience.ANYONE)
def sign_out() -> str:
    return ""


@blueprint.get("/registration")
@audience(Audience.ANYONE)
def registration() -> str:
    return ""
