"""One-time links: looking at one changes nothing, its form uses it up."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.accounts import (
    credentials,
    first_staff,
    grants,
    links,
    notices,
    organisations,
    people,
    registrations,
)
from app.accounts.blueprint import blueprint
from app.accounts.forms import BareForm, FirstStaffForm, NewPasswordForm
from app.accounts.messages import REFUSALS
from app.accounts.models import Link, Person
from app.accounts.passwords import passwords
from app.accounts.registrations import Asked
from app.accounts.rules import Purpose, words_about
from app.accounts.views.entry import enter, new_password_page, unsent_page
from app.extensions import db
from app.web.access import Audience, audience
from app.web.clock import arrived
from app.web.headers import secret_address
from app.web.identity import viewer
from app.web.locale import current_locale
from app.web.words import gettext as _


class Over(Exception):
    """The link was used or ended while somebody looked at its page."""


@blueprint.route("/links/<token>", methods=["GET", "POST"])
@audience(Audience.ANYONE)
def link(token: str) -> Response:
    """Show what a link is for, and do it when its form is sent."""
    secret_address()
    found = links.find(db.session, token)
    if found is None:
        abort(404)
    try:
        return _opened(found)
    except Over:
        page = render_template("accounts/link_over.html", purpose=found.purpose)
        return Response(page, 410, mimetype="text/html")


def _opened(link: Link) -> Response:
    if not links.is_open(link, arrived()):
        raise Over
    return _PAGES[Purpose(link.purpose)](link)


def _use(session: Session, link: Link) -> None:
    if not links.use(session, link, arrived()):
        raise Over


def _first_staff(link: Link) -> Response:
    if grants.there_is_staff(db.session):
        raise Over
    form = FirstStaffForm()
    top = organisations.top(db.session)
    if top is not None:
        del form.organisation
    if form.validate_on_submit():
        asked = Asked(
            form.given_name.data or "",
            form.family_name.data or "",
            form.email.data or "",
            passwords().keep(form.new_password.data or ""),
            current_locale(),
        )
        chamber = "" if top else form.organisation.data or ""
        try:
            with db.writing() as session:
                _use(session, link)
                person = first_staff.make(session, asked, chamber, arrived())
        except IntegrityError:
            taken = REFUSALS["email-taken"]
            form.email.errors = [_(taken)]
        else:
            words = _("Welcome. This is the first account of staff.")
            return _let_in(person, words, "office.people")
    return _page("first_staff", form, top=top)


def _new_password(link: Link) -> Response:
    person = _person_of(link)
    form = NewPasswordForm()
    form.staff = bool(grants.of(db.session, person.id))
    form.known = words_about(person.given_name, person.family_name, person.email or "")
    if not form.validate_on_submit():
        return new_password_page(form, person, Purpose(link.purpose))
    kept = passwords().keep(form.new_password.data or "")
    with db.writing() as session:
        _use(session, link)
        person = credentials.set_password(session, person.id, kept, arrived())
        if link.purpose == Purpose.INVITATION:
            notices.note(session, person.id, person.locale, arrived())
    return _let_in(person, _("This is your password now."), "classroom.desk")


def _new_address(link: Link) -> Response:
    person = _person_of(link)
    form = BareForm()
    if form.validate_on_submit():
        own = viewer().session_hash if viewer().person_id == person.id else ""
        try:
            with db.writing() as session:
                _use(session, link)
                credentials.set_email(
                    session, person.id, link.email or "", arrived(), but=own
                )
        except IntegrityError:
            form.form_errors.append(_(REFUSALS["email-taken"]))
        else:
            flash(_("This is your address now."), "success")
            return redirect(url_for("accounts.account"), 303)
    return _page("new_address", form, email=link.email)


def _registration(link: Link) -> Response:
    form = BareForm()
    if form.validate_on_submit():
        try:
            with db.writing() as session:
                _use(session, link)
                person = registrations.confirm(session, link, arrived())
        except IntegrityError:
            form.form_errors.append(_(REFUSALS["email-taken"]))
        else:
            words = _("Welcome. Your account is ready.")
            return _let_in(person, words, "classroom.desk")
    return _page("confirmation", form, email=link.email)


_PAGES: dict[Purpose, Callable[[Link], Response]] = {
    Purpose.FIRST_STAFF: _first_staff,
    Purpose.RESET: _new_password,
    Purpose.INVITATION: _new_password,
    Purpose.EMAIL_CHANGE: _new_address,
    Purpose.REGISTRATION: _registration,
}


def _person_of(link: Link) -> Person:
    """Return whose link it is; the link is over when the account is."""
    person_id: UUID | None = link.person_id
    if person_id is None:
        raise Over
    person = people.get(db.session, person_id)
    if person.deactivated_at is not None:
        raise Over
    return person


def _let_in(person: Person, words: str, endpoint: str) -> Response:
    entered = enter(person)
    if entered is None:
        raise Over
    flash(words, "success")
    return entered.tell(unsent_page() or redirect(url_for(endpoint), 303))


def _page(template: str, form: BareForm, **facts: object) -> Response:
    page = render_template(f"accounts/{template}.html", form=form, **facts)
    return Response(page, 422 if form.errors else 200, mimetype="text/html")
