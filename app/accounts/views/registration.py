"""Registering oneself: the answer is the same whether an address is known or not."""

from __future__ import annotations

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from app.accounts import letters, links, people, registrations
from app.accounts.blueprint import blueprint
from app.accounts.forms import RegistrationForm
from app.accounts.letters import Letter
from app.accounts.passwords import passwords
from app.accounts.registrations import Asked
from app.extensions import db
from app.mail import outbox
from app.web import limits
from app.web.access import Audience, audience
from app.web.addresses import local_path
from app.web.clock import arrived
from app.web.identity import viewer
from app.web.locale import current_locale
from app.web.words import gettext as _


@blueprint.route("/registration", methods=["GET", "POST"])
@audience(Audience.ANYONE)
def registration() -> Response:
    """Make an account for oneself, after the information notice was shown."""
    if viewer().signed_in:
        return redirect(url_for("classroom.desk"), 303)
    form = RegistrationForm(data={"language": current_locale()})
    if not form.validate_on_submit():
        return _page(form, 422 if form.errors else 200)
    _count_try()
    asked = Asked(
        given_name=form.given_name.data or "",
        family_name=form.family_name.data or "",
        email=form.email.data or "",
        # Kept before the transaction, since it is slow; and for known addresses, too,
        # since the time an answer takes would tell.
        password_hash=passwords().keep(form.new_password.data or ""),
        locale=form.language.data,
    )
    if current_app.config["SETTINGS"].smtp_host:
        return _by_mail(asked)
    return _at_once(asked)


def _by_mail(asked: Asked) -> Response:
    """Send a link to the address, or tell its owner that there is an account."""
    with db.writing() as session:
        owner = people.by_email(session, asked.email)
        if owner is None:
            token = registrations.keep(session, asked, arrived())
            letter: Letter = letters.confirmation(links.path_of(token), asked.locale)
        else:
            letter = letters.already_registered(owner.locale)
        outbox.write(session, asked.email, letter.subject, letter.body, arrived())
    page = render_template("accounts/mail_sent.html", email=asked.email)
    return Response(page, mimetype="text/html")


def _at_once(asked: Asked) -> Response:
    """Make the account if the address has none; signing in shows which it was."""
    try:
        with db.writing() as session:
            registrations.open_if_new(session, asked, arrived())
    except IntegrityError:
        # Somebody else registered the address at this very moment: same answer.
        current_app.logger.info("a registration came second")
    flash(
        _(
            "Thank you. Sign in now with your address and the password you chose. If "
            "that does not work, the address had an account before: its password is "
            "still the old one."
        ),
        "success",
    )
    onward = local_path(request.values.get("next"), "")
    return redirect(url_for("accounts.sign_in", next=onward or None), 303)


def _count_try() -> None:
    address = request.remote_addr or ""
    with db.writing() as session:
        allowed = limits.count(session, limits.REGISTRATION, address, now=arrived())
    if not allowed:
        abort(429)


def _page(form: RegistrationForm, status: int) -> Response:
    page = render_template(
        "accounts/registration.html",
        form=form,
        next=local_path(request.values.get("next"), ""),
    )
    return Response(page, status, mimetype="text/html")
