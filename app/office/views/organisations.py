"""The tree of organisations: shown, added to, renamed, moved, closed."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.accounts import organisation_changes as changes
from app.accounts import organisations as tree
from app.accounts.messages import KINDS, ROLES
from app.accounts.rules import Refused
from app.extensions import db
from app.office.blueprint import blueprint
from app.office.branches import nested
from app.office.changes import changed, refusal_of
from app.office.forms import OrganisationForm, PlaceForm, key_of
from app.office.organisation_people import holders, is_doubled
from app.web.access import Audience, audience
from app.web.clock import arrived
from app.web.identity import known_person, viewer
from app.web.words import gettext as _


@blueprint.get("/organisations")
@audience(Audience.STAFF)
def organisations() -> Response:
    """Show the tree in scope, with how many people belong to each."""
    return _tree_page(_offered(OrganisationForm()))


@blueprint.post("/organisations")
@audience(Audience.STAFF)
def organisation_creation() -> Response:
    """Make an organisation below another."""
    form = _offered(OrganisationForm())
    name = form.name.data or ""

    def create(session: Session) -> None:
        parent_id = key_of(form.parent)
        if parent_id is None:
            raise Refused("one-top")
        made = changes.create(
            session,
            viewer().scope,
            parent_id,
            name,
            form.kind.data,
            by=known_person(),
            now=arrived(),
        )
        session.flush()
        _stay_single(session, made.id)

    if not _sent(form, create, _("“%(name)s” is added.", name=name)):
        return _tree_page(form)
    return redirect(url_for("office.organisations"), code=303)


@blueprint.get("/organisations/<uuid:organisation_id>")
@audience(Audience.STAFF)
def organisation(organisation_id: UUID) -> Response:
    """Show one organisation, with what can be changed about it."""
    return _organisation_page(organisation_id)


@blueprint.post("/organisations/<uuid:organisation_id>/name")
@audience(Audience.STAFF)
def organisation_name(organisation_id: UUID) -> Response:
    """Give an organisation another name or kind."""
    form = _offered(OrganisationForm())
    del form.parent

    def rename(session: Session) -> None:
        changes.change(
            session,
            viewer().scope,
            organisation_id,
            form.name.data or "",
            form.kind.data,
            by=known_person(),
            now=arrived(),
        )
        session.flush()
        _stay_single(session, organisation_id)

    if not _sent(form, rename, _("The name is changed.")):
        return _organisation_page(organisation_id, form=form)
    return _to_organisation(organisation_id)


@blueprint.post("/organisations/<uuid:organisation_id>/place")
@audience(Audience.STAFF)
def organisation_place(organisation_id: UUID) -> Response:
    """Put an organisation, with all below it, below another one."""
    place = PlaceForm()
    place.offer(tree.tree(db.session, viewer().scope))

    def move(session: Session) -> None:
        parent_id = key_of(place.parent)
        if parent_id is None:
            raise Refused("inside-itself")
        changes.move(
            session,
            viewer().scope,
            organisation_id,
            parent_id,
            by=known_person(),
            now=arrived(),
        )
        session.flush()
        _stay_single(session, organisation_id)

    if not _sent(place, move, _("The organisation is moved.")):
        return _organisation_page(organisation_id, place=place)
    return _to_organisation(organisation_id)


@blueprint.post("/organisations/<uuid:organisation_id>/closure")
@audience(Audience.STAFF)
def organisation_closure(organisation_id: UUID) -> Response:
    """Close an organisation that nobody belongs to any more."""
    changed(
        lambda session: changes.close(
            session, viewer().scope, organisation_id, by=known_person(), now=arrived()
        ),
        _("The organisation is closed. Its records stay."),
    )
    return _to_organisation(organisation_id)


@blueprint.post("/organisations/<uuid:organisation_id>/reopening")
@audience(Audience.STAFF)
def organisation_reopening(organisation_id: UUID) -> Response:
    """Open a closed organisation again."""

    def reopen(session: Session) -> None:
        changes.reopen(
            session, viewer().scope, organisation_id, by=known_person(), now=arrived()
        )
        session.flush()
        _stay_single(session, organisation_id)

    changed(reopen, _("The organisation is open again."))
    return _to_organisation(organisation_id)


def _offered(form: OrganisationForm) -> OrganisationForm:
    form.offer(tree.tree(db.session, viewer().scope))
    return form


def _stay_single(session: Session, organisation_id: UUID) -> None:
    if is_doubled(session, organisation_id):
        raise Refused("name-taken")


def _sent(
    form: OrganisationForm | PlaceForm, change: Callable[[Session], object], done: str
) -> bool:
    """Carry out what a form asks for; what is wrong with it is told in the form."""
    if not form.validate_on_submit():
        return False
    why_not = refusal_of(change)
    if why_not is not None:
        form.form_errors.append(why_not)
        return False
    flash(done, "success")
    return True


def _tree_page(form: OrganisationForm) -> Response:
    closed = request.args.get("closed") == "1"
    page = render_template(
        "office/organisations.html",
        form=form,
        nodes=nested(tree.tree(db.session, viewer().scope, closed=closed)),
        closed=closed,
        kinds=KINDS,
    )
    return Response(page, status=422 if form.errors else 200, mimetype="text/html")


def _organisation_page(
    organisation_id: UUID,
    *,
    form: OrganisationForm | None = None,
    place: PlaceForm | None = None,
) -> Response:
    scope = viewer().scope
    found = tree.find(db.session, scope, organisation_id)
    branches = tree.tree(db.session, scope, closed=True)
    wrong = (form is not None and form.errors) or (place is not None and place.errors)
    if form is None:
        form = OrganisationForm(formdata=None, name=found.name, kind=found.kind)
        form.offer(branches)
        del form.parent
    if place is None:
        place = PlaceForm(formdata=None, parent=str(found.parent_id or ""))
        place.offer(branches)
    above = [one for one in tree.above(db.session, found) if scope.covers(one.path)]
    page = render_template(
        "office/organisation.html",
        organisation=found,
        above=above,
        below=[one for one in branches if one.parent_id == found.id],
        people=next(one.people for one in branches if one.id == found.id),
        holders=holders(db.session, scope, organisation_id),
        may_leave=bool(above),
        form=form,
        place=place,
        kinds=KINDS,
        roles=ROLES,
    )
    return Response(page, status=422 if wrong else 200, mimetype="text/html")


def _to_organisation(organisation_id: UUID) -> Response:
    return redirect(
        url_for("office.organisation", organisation_id=organisation_id), code=303
    )
