"""Signing in, with what was typed before it kept; signing out."""

from __future__ import annotations

import flask
from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts import credentials, grants, links, notices, sessions
from app.accounts.blueprint import blueprint
from app.accounts.forms import NewPasswordForm, SignInForm
from app.accounts.models import Person
from app.accounts.passwords import passwords
from app.accounts.rules import Purpose, is_too_short
from app.accounts.views.entry import (
    TooManyTries,
    enter,
    new_password_page,
    proved,
    unsent_page,
)
from app.extensions import db
from app.web import unsent
from app.web.access import Audience, audience
from app.web.addresses import local_path
from app.web.clock import arrived
from app.web.identity import take_cookie_back, viewer
from app.web.words import gettext as _


@blueprint.route("/sign-in", methods=["GET", "POST"])
@audience(Audience.ANYONE)
def sign_in() -> Response:
    """Ask for address and password; then go where somebody was going."""
    form = SignInForm()
    if not form.is_submitted():
        return redirect(_onward(), 303) if viewer().signed_in else _page(form)
    if not form.validate():
        return _page(form, 422)
    try:
        person = proved(form.email.data or "", form.password.data or "")
    except TooManyTries:
        form.form_errors.append(
            _("There were too many tries. Wait a quarter of an hour and try again.")
        )
        return _page(form, 429)
    if person is None:
        form.form_errors.append(
            _("This address and this password do not belong together.")
        )
        return _page(form, 401)
    return _let_in(person, form)


@blueprint.post("/sign-out")
@audience(Audience.ANYONE)
def sign_out() -> Response:
    """End this session; the row is deleted, so the cookie is worth nothing."""
    if viewer().session_hash:
        with db.writing() as session:
            sessions.end(session, viewer().session_hash)
    flask.session.clear()
    flash(_("You are signed out."), "success")
    response = redirect(url_for("classroom.catalogue"), 303)
    take_cookie_back(response)
    # What the browser kept of pages goes too, for the next one at this desk.
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _let_in(person: Person, form: SignInForm) -> Response:
    password = form.password.data or ""
    if is_too_short(password, staff=True) and grants.of(db.session, person.id):
        return _ask_for_longer_password(person)
    _keep_with_todays_costs(person, password)
    entered = enter(person, keep=bool(form.keep.data))
    if entered is None:
        return _page(form, 401)
    return entered.tell(unsent_page() or redirect(_welcome(), 303))


def _ask_for_longer_password(person: Person) -> Response:
    """Who got a role after choosing a short password chooses a longer one first."""
    with db.writing() as session:
        token = links.write(session, Purpose.RESET, person_id=person.id, now=arrived())
    flash(_("Staff need a longer password. Choose one to go on."), "info")
    address = url_for("accounts.link", token=token)
    if not unsent.carried_again():
        return redirect(address, 303)
    # A redirect would lose the form that came with this one; its page carries it on.
    form = NewPasswordForm(formdata=None)
    form.staff = True
    return new_password_page(form, person, Purpose.RESET, action=address)


def _keep_with_todays_costs(person: Person, password: str) -> None:
    if person.password_hash and passwords().outdated(person.password_hash):
        kept = passwords().keep(password)
        with db.writing() as session:
            if credentials.keep_anew(session, person.id, person.password_hash, kept):
                person.password_hash = kept


def _welcome() -> str:
    """Return where to go; past the information notice if it was not shown yet."""
    person_id = viewer().person_id
    if person_id is None or notices.was_shown(db.session, person_id):
        return _onward()
    return url_for("accounts.notice", next=_onward())


def _onward() -> str:
    wanted = request.values.get("next")
    return local_path(wanted, url_for("classroom.desk"))


def _page(form: SignInForm, status: int = 200) -> Response:
    page = render_template(
        "accounts/sign_in.html",
        form=form,
        next=local_path(request.values.get("next"), ""),
        unsent=unsent.carried_again(),
        unsent_field=unsent.FIELD,
    )
    return Response(page, status, mimetype="text/html")
