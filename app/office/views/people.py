"""People: the list, and one person with everything on record in scope."""

from __future__ import annotations

from uuid import UUID

from flask import abort, render_template, request, url_for

from app.accounts import grants, organisations
from app.accounts import people as accounts
from app.accounts.messages import ROLES
from app.accounts.models import Organisation
from app.accounts.people import State
from app.accounts.rules import may_handle
from app.extensions import db
from app.learning import allowances
from app.office import records
from app.office.blueprint import blueprint
from app.office.course_titles import course_choices, quiz_title
from app.office.forms import LANGUAGES, EnrolmentForm, SearchForm
from app.quizzes.rules import is_over
from app.web.access import Audience, audience
from app.web.clock import arrived
from app.web.identity import viewer
from app.web.paging import page_number


@blueprint.get("/people")
@audience(Audience.STAFF)
def people() -> str:
    """List the people in scope, narrowed by what stands in the address."""
    scope = viewer().scope
    form = SearchForm(request.args)
    form.offer(organisations.tree(db.session, scope))
    page = accounts.listed(
        db.session,
        scope,
        search=form.search.data or "",
        organisation=_chosen_organisation(),
        state=_chosen_state(),
        number=page_number(request.args.get("page")),
    )
    return render_template(
        "office/people.html",
        form=form,
        page=page,
        roles=ROLES,
        narrowed=bool(form.search.data or form.organisation.data),
        mixed=_chosen_state() != "active",
        address_of=_address_of,
    )


@blueprint.get("/people/<uuid:person_id>")
@audience(Audience.STAFF)
def person(person_id: UUID) -> str:
    """Show who somebody is and what is on record about them."""
    scope, now = viewer().scope, arrived()
    line = accounts.find(db.session, scope, person_id)
    held = grants.of(db.session, person_id)
    enrolments = records.enrolments(db.session, scope, line.learner, now)
    keys = [one.id for one in enrolments]
    given = allowances.of_learner(db.session, line.learner)
    form = EnrolmentForm()
    form.offer(course_choices())
    return render_template(
        "office/person.html",
        person=line,
        account=records.account(db.session, person_id, now),
        languages=LANGUAGES,
        roles=ROLES,
        grants=[one for one in held if scope.covers(one.path)],
        handled=may_handle(scope, line.path, [one.path for one in held])
        and line.erased_at is None,
        oneself=person_id == viewer().person_id,
        enrolments=enrolments,
        attempts=records.attempts(db.session, line.learner, keys),
        events=records.events(db.session, line.learner, keys),
        allowances=[one for one in given if one.enrolment_id in keys],
        quiz_title=quiz_title,
        is_over=lambda attempt: is_over(attempt.due_at, now),
        form=form,
    )


def _chosen_organisation() -> Organisation | None:
    """Return the organisation asked for; 404 for one out of scope, or for nonsense."""
    text = request.args.get("organisation", "")
    if not text:
        return None
    try:
        key = UUID(text)
    except ValueError:
        abort(404)
    return organisations.find(db.session, viewer().scope, key)


def _chosen_state() -> State:
    wanted = request.args.get("state")
    if wanted == "deactivated":
        return "deactivated"
    return "all" if wanted == "all" else "active"


def _address_of(number: int) -> str:
    return url_for(
        "office.people",
        search=request.args.get("search"),
        organisation=request.args.get("organisation"),
        state=request.args.get("state"),
        page=number,
    )
