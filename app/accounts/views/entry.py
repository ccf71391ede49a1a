"""Ways into an account: a password proved, a session begun."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import flask
from flask import current_app, g, render_template, request
from flask_babel import refresh
from werkzeug.wrappers import Response
from werkzeug.wrappers import Response as BaseResponse
from wtforms import PasswordField

from app.accounts import grants, people, sessions
from app.accounts.forms import NewPasswordForm
from app.accounts.models import Person
from app.accounts.passwords import passwords
from app.accounts.rules import Purpose
from app.extensions import db
from app.web import limits, unsent
from app.web.clock import arrived
from app.web.identity import give_cookie, hash_of, viewer
from app.web.words import gettext as _


class TooManyTries(Exception):
    """No further password is looked at for a while."""


def proved(email: str, password: str) -> Person | None:
    """Return whose address and password these are. Raises TooManyTries.

    None for unknown, wrong and deactivated alike, after about the same time. Tries are
    counted before, so many at once get no further than many in a row; a good one is
    taken back, so that a class behind one address can sign in.
    """
    address = request.remote_addr or ""
    with db.writing() as session:
        of_account = limits.count(
            session, limits.SIGN_IN, email, address, now=arrived()
        )
        of_address = limits.count(
            session, limits.SIGN_IN_ADDRESS, address, now=arrived()
        )
    if not (of_account and of_address):
        raise TooManyTries
    person = people.by_email(db.session, email)
    kept = person.password_hash if person and person.deactivated_at is None else None
    if not passwords().matches(kept, password):
        return None
    with db.writing() as session:
        limits.take_back(session, limits.SIGN_IN, email, address, now=arrived())
        limits.take_back(session, limits.SIGN_IN_ADDRESS, address, now=arrived())
    return person


class _FormWithPassword(Protocol):
    password: PasswordField


def proves(form: _FormWithPassword) -> bool:
    """Tell whether the password in a form is the viewer's; say so in it if not."""
    try:
        if proved(viewer().email, form.password.data or "") is not None:
            return True
        error = _("This is not your password.")
    except TooManyTries:
        error = _("There were too many tries. Wait a quarter of an hour and try again.")
    form.password.errors = [error]
    return False


@dataclass(frozen=True, slots=True)
class Entered:
    """A session that was begun: the id for its cookie, and how long that is kept."""

    session_id: str
    seconds: int | None

    def tell(self, response: BaseResponse) -> BaseResponse:
        """Give the browser the cookie with a response."""
        give_cookie(response, self.session_id, self.seconds)
        return response


def enter(person: Person, *, keep: bool = False) -> Entered | None:
    """End the browser's session and begin one of `person`.

    A page made after this is the person's, with a CSRF token of its own. None when the
    account was deactivated, or its password changed, just now. Who holds a role is
    signed in for a working day at most.
    """
    with db.writing() as session:
        fresh = people.hold(session, person.id)
        if fresh.deactivated_at or fresh.password_hash != person.password_hash:
            return None
        if viewer().session_hash:
            sessions.end(session, viewer().session_hash)
        keep = keep and not grants.of(session, person.id)
        session_id = sessions.begin(session, person.id, arrived(), keep=keep)
    _start_afresh(session_id)
    return Entered(session_id, sessions.KEPT_DAYS * 24 * 3600 if keep else None)


def _start_afresh(session_id: str) -> None:
    """Let the rest of this request see who came in; nothing of before is left."""
    flask.session.clear()
    g.pop(current_app.config["WTF_CSRF_FIELD_NAME"], None)
    g.viewer = sessions.viewer_of(hash_of(session_id), arrived())
    refresh()


def new_password_page(
    form: NewPasswordForm, person: Person, purpose: Purpose, *, action: str = ""
) -> Response:
    """Ask for a password, with a carried form in the page; `action` is the link's."""
    page = render_template(
        "accounts/new_password.html",
        form=form,
        person=person,
        purpose=purpose,
        action=action,
        unsent=unsent.carried_again(),
        unsent_field=unsent.FIELD,
    )
    return Response(page, 422 if form.errors else 200, mimetype="text/html")


def unsent_page() -> Response | None:
    """Show a form that came while nobody was signed in, to be sent with one button."""
    carried = unsent.read()
    if carried is None:
        return None
    page = render_template("accounts/unsent.html", unsent=carried)
    return Response(page, mimetype="text/html")
