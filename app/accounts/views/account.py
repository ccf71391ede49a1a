"""One's own account: what stands in it, and how it is changed."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from app.accounts import (
    credentials,
    grants,
    letters,
    links,
    people,
    person_changes,
    sessions,
)
from app.accounts.blueprint import blueprint
from app.accounts.forms import EmailForm, LanguageForm, NameForm, PasswordForm
from app.accounts.messages import REFUSALS
from app.accounts.models import Organisation
from app.accounts.passwords import passwords
from app.accounts.rules import Purpose, words_about
from app.accounts.views.entry import proves
from app.extensions import db
from app.mail import outbox
from app.web.access import Audience, audience
from app.web.clock import arrived
from app.web.headers import no_store
from app.web.identity import known_person, viewer
from app.web.locale import current_locale
from app.web.words import gettext as _

SHOWN = 16  # characters of a session's hash by which its button names it


@blueprint.get("/account")
@audience(Audience.SIGNED_IN)
def account() -> str:
    """Show what stands in the account, and where one is signed in."""
    no_store()
    belongs = people.organisation_of(db.session, known_person())
    return render_template(
        "accounts/account.html",
        person=people.get(db.session, known_person()),
        organisation=db.session.get(Organisation, belongs) if belongs else None,
        grants=grants.of(db.session, known_person()),
        sessions=sessions.of(db.session, known_person(), arrived()),
        shown=SHOWN,
        language_form=LanguageForm(formdata=None, data={"language": current_locale()}),
    )


@blueprint.route("/account/name", methods=["GET", "POST"])
@audience(Audience.SIGNED_IN)
def name() -> Response:
    """Change one's name; certificates keep the one they were issued with."""
    no_store()
    form = NameForm(obj=people.get(db.session, known_person()))
    if not form.validate_on_submit():
        return _page("name", form)
    with db.writing() as session:
        person_changes.rename(
            session,
            known_person(),
            form.given_name.data or "",
            form.family_name.data or "",
            by=known_person(),
            now=arrived(),
        )
    return _done(_("Your name was changed."))


@blueprint.route("/account/password", methods=["GET", "POST"])
@audience(Audience.SIGNED_IN)
def password() -> Response:
    """Choose another password; wherever else one is signed in, that ends."""
    no_store()
    form = PasswordForm()
    form.staff = bool(viewer().roles)
    form.known = words_about(viewer().given_name, viewer().family_name, viewer().email)
    if not form.validate_on_submit() or not proves(form):
        return _page("password", form)
    kept = passwords().keep(form.new_password.data or "")
    with db.writing() as session:
        person = credentials.set_password(
            session, known_person(), kept, arrived(), but=viewer().session_hash
        )
        if _has_mail() and person.email:
            letter = letters.password_changed(person.locale)
            outbox.write(session, person.email, letter.subject, letter.body, arrived())
    return _done(_("Your password was changed. Other devices were signed out."))


@blueprint.route("/account/email", methods=["GET", "POST"])
@audience(Audience.SIGNED_IN)
def email() -> Response:
    """Use another address: proved by mail where there is mail, else at once."""
    no_store()
    form = EmailForm()
    if not form.validate_on_submit() or not proves(form):
        return _page("email", form, with_mail=_has_mail())
    wanted = form.email.data or ""
    if _has_mail():
        _ask_by_mail(wanted)
        page = render_template("accounts/mail_sent.html", email=wanted)
        return Response(page, mimetype="text/html")
    try:
        with db.writing() as session:
            credentials.set_email(
                session, known_person(), wanted, arrived(), but=viewer().session_hash
            )
    except IntegrityError:
        taken = REFUSALS["email-taken"]
        form.email.errors = [_(taken)]
        return _page("email", form, with_mail=False)
    return _done(_("Your address was changed."))


@blueprint.post("/account/sessions")
@audience(Audience.SIGNED_IN)
def end_session() -> Response:
    """End one session, or all but this one."""
    wanted = request.form.get("session", "")
    with db.writing() as session:
        if wanted == "others":
            sessions.end_all(session, known_person(), but=viewer().session_hash)
        else:
            sessions.end_own(session, known_person(), wanted, length=SHOWN)
    return _done(_("Signed out there."))


def _ask_by_mail(wanted: str) -> None:
    """Write to both addresses; only the new one's link changes anything."""
    with db.writing() as session:
        person = people.get(session, known_person())
        if people.by_email(session, wanted) is None:
            token = links.write(
                session,
                Purpose.EMAIL_CHANGE,
                person_id=person.id,
                email=wanted,
                now=arrived(),
            )
            letter = letters.new_address(links.path_of(token), person.locale)
        else:
            letter = letters.already_registered(person.locale)
        outbox.write(session, wanted, letter.subject, letter.body, arrived())
        if person.email:
            notice = letters.address_changes(person.locale)
            outbox.write(session, person.email, notice.subject, notice.body, arrived())


def _has_mail() -> bool:
    return bool(current_app.config["SETTINGS"].smtp_host)


def _done(words: str) -> Response:
    flash(words, "success")
    return redirect(url_for("accounts.account"), 303)


def _page(template: str, form: FlaskForm, **facts: object) -> Response:
    page = render_template(f"accounts/{template}.html", form=form, **facts)
    return Response(page, 422 if form.errors else 200, mimetype="text/html")
