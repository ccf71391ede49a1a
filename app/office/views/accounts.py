"""What staff change about an account: name, organisation, roles, shut and open."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, render_template, url_for
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.accounts import grants, organisations, people, person_changes
from app.accounts.messages import ROLES
from app.accounts.rules import OutOfScope, Refused
from app.extensions import db
from app.office.blueprint import blueprint
from app.office.changes import changed
from app.office.forms import GrantForm, MembershipForm, NameForm, key_of
from app.web.access import Audience, audience
from app.web.clock import arrived
from app.web.identity import known_person, viewer
from app.web.words import gettext as _


@blueprint.route("/people/<uuid:person_id>/name", methods=["GET", "POST"])
@audience(Audience.STAFF)
def person_name(person_id: UUID) -> Response | str:
    """Correct somebody's name; certificates issued before keep theirs."""
    line = people.find(db.session, viewer().scope, person_id)
    form = NameForm(
        data={"given_name": line.given_name, "family_name": line.family_name}
    )
    if not form.validate_on_submit():
        return _page("person_name", form, person=line)
    given, family = form.given_name.data or "", form.family_name.data or ""

    def rename(session: Session) -> None:
        person_changes.handled(session, viewer().scope, person_id)
        person_changes.rename(
            session, person_id, given, family, by=known_person(), now=arrived()
        )

    changed(rename, _("The name is corrected."))
    return _to_person(person_id)


@blueprint.route("/people/<uuid:person_id>/membership", methods=["GET", "POST"])
@audience(Audience.STAFF)
def person_membership(person_id: UUID) -> Response | str:
    """Let somebody belong to another organisation from now on."""
    scope = viewer().scope
    line = people.find(db.session, scope, person_id)
    form = MembershipForm(data={"organisation": str(line.organisation_id or "")})
    form.offer(organisations.tree(db.session, scope), none=scope.everyone)
    if not form.validate_on_submit():
        return _page("person_membership", form, person=line)
    changed(
        lambda session: person_changes.set_membership(
            session,
            scope,
            person_id,
            key_of(form.organisation),
            by=known_person(),
            now=arrived(),
        ),
        _("The organisation is changed. Earlier enrolments keep theirs."),
    )
    return _to_person(person_id)


@blueprint.route("/people/<uuid:person_id>/grants", methods=["GET", "POST"])
@audience(Audience.STAFF)
def person_roles(person_id: UUID) -> Response | str:
    """Show and give roles, for organisations in the viewer's own scope alone."""
    scope = viewer().scope
    line = people.find(db.session, scope, person_id)
    form = GrantForm()
    form.offer(organisations.tree(db.session, scope))
    if not form.validate_on_submit():
        held = grants.of(db.session, person_id)
        mine = [one for one in held if scope.covers(one.path)]
        return _page("person_roles", form, person=line, grants=mine, roles=ROLES)
    where = key_of(form.organisation)

    def give(session: Session) -> None:
        if where is None:
            raise OutOfScope
        person_changes.handled(session, scope, person_id)
        grants.grant(
            session,
            scope,
            person_id,
            form.role.data,
            where,
            by=known_person(),
            now=arrived(),
        )

    changed(give, _("The role was granted. It counts from the next sign-in on."))
    return _to_roles(person_id)


@blueprint.post("/people/<uuid:person_id>/grants/<uuid:grant_id>/ending")
@audience(Audience.STAFF)
def person_role_ending(person_id: UUID, grant_id: UUID) -> Response:
    """End a role; from the next request on it is gone."""

    def end(session: Session) -> None:
        if person_id == known_person():
            raise Refused("oneself")
        people.find(session, viewer().scope, person_id)
        whose = grants.end(
            session, viewer().scope, grant_id, by=known_person(), now=arrived()
        )
        if whose != person_id:
            raise OutOfScope

    changed(end, _("The role is ended."))
    return _to_roles(person_id)


@blueprint.post("/people/<uuid:person_id>/deactivation")
@audience(Audience.STAFF)
def person_deactivation(person_id: UUID) -> Response:
    """Shut somebody out; everything on record stays."""
    changed(
        lambda session: person_changes.deactivate(
            session, viewer().scope, person_id, by=known_person(), now=arrived()
        ),
        _("The account is deactivated, and its owner signed out everywhere."),
    )
    return _to_person(person_id)


@blueprint.post("/people/<uuid:person_id>/reactivation")
@audience(Audience.STAFF)
def person_reactivation(person_id: UUID) -> Response:
    """Let somebody in again."""
    changed(
        lambda session: person_changes.reactivate(
            session, viewer().scope, person_id, by=known_person(), now=arrived()
        ),
        _("The account is active again."),
    )
    return _to_person(person_id)


def _page(template: str, form: FlaskForm, **facts: object) -> Response:
    page = render_template(f"office/{template}.html", form=form, **facts)
    return Response(page, status=422 if form.errors else 200, mimetype="text/html")


def _to_person(person_id: UUID) -> Response:
    return redirect(url_for("office.person", person_id=person_id), code=303)


def _to_roles(person_id: UUID) -> Response:
    return redirect(url_for("office.person_roles", person_id=person_id), code=303)
