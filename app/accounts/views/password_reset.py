"""A forgotten password: by mail where there is mail, else by the hands of staff."""

from __future__ import annotations

from flask import abort, current_app, render_template, request
from werkzeug.wrappers import Response

from app.accounts import letters, links, people
from app.accounts.blueprint import blueprint
from app.accounts.forms import ResetForm
from app.accounts.rules import Purpose
from app.extensions import db
from app.mail import outbox
from app.web import limits
from app.web.access import Audience, audience
from app.web.clock import arrived


@blueprint.route("/password-reset", methods=["GET", "POST"])
@audience(Audience.ANYONE)
def password_reset() -> Response:
    """Send a one-time link; the answer does not say whether there is an account."""
    with_mail = bool(current_app.config["SETTINGS"].smtp_host)
    form = ResetForm()
    if not with_mail or not form.validate_on_submit():
        page = render_template(
            "accounts/password_reset.html", form=form, with_mail=with_mail
        )
        return Response(page, 422 if form.errors else 200, mimetype="text/html")
    email = form.email.data or ""
    _count_try(email)
    _write_to(email)
    page = render_template("accounts/mail_sent.html", email=email)
    return Response(page, mimetype="text/html")


def _count_try(email: str) -> None:
    with db.writing() as session:
        of_account = limits.count(session, limits.RESET, email, now=arrived())
        of_address = limits.count(
            session, limits.SIGN_IN_ADDRESS, request.remote_addr or "", now=arrived()
        )
    if not (of_account and of_address):
        abort(429)


def _write_to(email: str) -> None:
    with db.writing() as session:
        person = people.by_email(session, email)
        if person is None or person.deactivated_at is not None:
            return
        token = links.write(session, Purpose.RESET, person_id=person.id, now=arrived())
        letter = letters.reset(links.path_of(token), person.locale)
        outbox.write(session, email, letter.subject, letter.body, arrived())
