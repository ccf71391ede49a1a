"""Accounts for others: somebody new, an invitation, a link for a new password."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from flask import current_app, flash, redirect, render_template, url_for
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.accounts import letters, links, organisations, people, person_changes
from app.accounts.messages import REFUSALS
from app.accounts.people import PersonLine
from app.accounts.rules import LASTING, Purpose, Refused
from app.extensions import db
from app.mail import outbox
from app.office.blueprint import blueprint
from app.office.changes import words_of
from app.office.forms import PersonForm, key_of
from app.web.access import Audience, audience
from app.web.clock import arrived
from app.web.headers import no_store
from app.web.identity import known_person, viewer
from app.web.locale import current_locale
from app.web.words import gettext as _
from config import Settings


@blueprint.get("/people/invitation")
@audience(Audience.STAFF)
def new_person() -> str:
    """Ask who is to get an account."""
    form = _form()
    form.language.data = current_locale()
    return render_template("office/new_person.html", form=form, known=None)


@blueprint.post("/people")
@audience(Audience.STAFF)
def person_registration() -> Response:
    """Make an account without password, and invite its owner."""
    form = _form()
    if not form.validate_on_submit():
        return _refused(form, None)
    try:
        with db.writing() as session:
            made = _register(session, form)
            path = links.invite(
                session, viewer().scope, made, by=known_person(), now=arrived()
            )
            _mail(session, form.email.data or "", path, form.language.data)
    except IntegrityError:
        taken = REFUSALS["email-taken"]
        form.email.errors = [_(taken)]
        return _refused(form, _known_in_scope(form.email.data or ""))
    return _handed_over(made, path, Purpose.INVITATION)


@blueprint.post("/people/<uuid:person_id>/invitation")
@audience(Audience.STAFF)
def person_invitation(person_id: UUID) -> Response:
    """Invite somebody again who never chose a password; the old link ends."""
    try:
        with db.writing() as session:
            line = people.find(session, viewer().scope, person_id)
            _check_is_new(session, person_id)
            path = links.invite(
                session, viewer().scope, person_id, by=known_person(), now=arrived()
            )
            _mail(session, line.email or "", path, line.locale)
    except Refused as refused:
        return _not_possible(person_id, refused)
    return _handed_over(person_id, path, Purpose.INVITATION)


@blueprint.post("/people/<uuid:person_id>/reset-link")
@audience(Audience.STAFF)
def person_reset_link(person_id: UUID) -> Response:
    """Make a link for a new password, shown once, to be handed over."""
    try:
        with db.writing() as session:
            path = links.reset_by_staff(
                session, viewer().scope, person_id, by=known_person(), now=arrived()
            )
    except Refused as refused:
        return _not_possible(person_id, refused)
    return _shown_once(person_id, path, Purpose.RESET)


def _form() -> PersonForm:
    scope = viewer().scope
    form = PersonForm()
    form.offer(organisations.tree(db.session, scope), none=scope.everyone)
    return form


def _register(session: Session, form: PersonForm) -> UUID:
    place = key_of(form.organisation)
    if place is not None:
        # It may have been closed or moved away since the form was checked.
        where = organisations.find(session, viewer().scope, place)
        place = where.id
    made = person_changes.register(
        session,
        given_name=form.given_name.data or "",
        family_name=form.family_name.data or "",
        email=form.email.data,
        password_hash=None,
        locale=form.language.data,
        now=arrived(),
        by=known_person(),
    )
    person_changes.join(session, made.id, place, now=arrived())
    session.flush()
    return made.id


def _check_is_new(session: Session, person_id: UUID) -> None:
    """Refuse who has a password: links for another one last an hour, not two weeks."""
    if people.get(session, person_id).password_hash is not None:
        raise Refused("has-password")


def _mail(session: Session, address: str, path: str, locale: str) -> None:
    """Mail an invitation in the commit that makes it, where there is mail."""
    if _settings().smtp_host:
        letter = letters.invitation(path, locale)
        outbox.write(session, address, letter.subject, letter.body, arrived())


def _handed_over(person_id: UUID, path: str, purpose: Purpose) -> Response:
    """Say that the invitation was mailed, else show it."""
    if not _settings().smtp_host:
        return _shown_once(person_id, path, purpose)
    flash(_("The invitation is on its way by mail."), "success")
    return _to_person(person_id)


def _shown_once(person_id: UUID, path: str, purpose: Purpose) -> Response:
    """Show a link that is kept nowhere, so this page is the only one to have it."""
    no_store()
    lasting: timedelta = LASTING[purpose]
    page = render_template(
        "office/one_time_link.html",
        person=people.find(db.session, viewer().scope, person_id),
        url=_settings().public_url + path,
        until=arrived() + lasting,
        invited=purpose is Purpose.INVITATION,
    )
    return Response(page, mimetype="text/html")


def _refused(form: PersonForm, known: PersonLine | None) -> Response:
    page = render_template("office/new_person.html", form=form, known=known)
    return Response(page, status=422, mimetype="text/html")


def _not_possible(person_id: UUID, refused: Refused) -> Response:
    flash(words_of(refused), "warning")
    return _to_person(person_id)


def _known_in_scope(email: str) -> PersonLine | None:
    """Return whose address it is, if staff may see that person."""
    line = people.by_emails(db.session, [email]).get(email)
    return line if line and viewer().scope.covers(line.path) else None


def _to_person(person_id: UUID) -> Response:
    return redirect(url_for("office.person", person_id=person_id), code=303)


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings
