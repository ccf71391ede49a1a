"""A list of people to enrol: asked for, and checked before anything is written."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, render_template

from app.accounts import organisations
from app.extensions import db
from app.office import lists, parcels
from app.office.blueprint import blueprint
from app.office.course_titles import course_choices
from app.office.forms import CarriedForm, ListForm, key_of
from app.office.lists import PeopleList, Problem, Unreadable
from app.office.messages import COLUMNS, PROBLEMS, UNREADABLE
from app.office.parcels import Parcel
from app.office.plans import Deed, Plan, plan
from app.web.access import Audience, audience
from app.web.identity import known_person, viewer
from app.web.locale import current_locale
from app.web.words import gettext as _

SHOWN = 200  # lines of a list on a page
LARGEST_SHOWN = 400_000  # characters of a list that is shown again to be corrected


@blueprint.get("/people/import")
@audience(Audience.STAFF)
def people_import() -> Response:
    """Ask for the list."""
    form = _form()
    form.language.data = current_locale()
    return _form_page(form)


@blueprint.post("/people/import")
@audience(Audience.STAFF)
def people_import_check() -> Response:
    """Say what the list would do, line by line; nothing is written yet."""
    form = _form()
    if not form.validate_on_submit():
        return _form_page(form)
    try:
        text, guessed = _text_of(form)
        found = lists.read(text)
        todo = _plan(form, found)
        problems = sorted((*found.problems, *todo.problems), key=lambda one: one.line)
        if problems:
            form.text.data = text if len(text) <= LARGEST_SHOWN else ""
            return _form_page(form, problems)
        return _plan_page(form, found, todo, guessed=guessed)
    except Unreadable as error:
        form.text.errors = [_unreadable(error)]
        return _form_page(form)


def _form() -> ListForm:
    scope = viewer().scope
    form = ListForm()
    form.offer(organisations.tree(db.session, scope), none=scope.everyone)
    form.offer_courses(course_choices())
    return form


def _text_of(form: ListForm) -> tuple[str, bool]:
    """Return the list as text, and whether its encoding was a guess."""
    pasted = form.text.data or ""
    file = form.file.data
    if not file:
        return pasted, False
    if pasted.strip():
        raise Unreadable("both")
    return lists.decoded(file.read())


def _plan(form: ListForm, found: PeopleList) -> Plan:
    return plan(
        db.session,
        viewer().scope,
        found.entries,
        form.course.data,
        key_of(form.organisation),
    )


def _form_page(form: ListForm, problems: Sequence[Problem] = ()) -> Response:
    page = render_template(
        "office/people_import.html",
        form=form,
        problems=[
            (problem.line, _(PROBLEMS[problem.code], **problem.params))
            for problem in problems[:SHOWN]
        ],
        total=len(problems),
        most=lists.LONGEST,
    )
    wrong = form.errors or problems
    return Response(page, status=422 if wrong else 200, mimetype="text/html")


def _plan_page(
    form: ListForm, found: PeopleList, todo: Plan, *, guessed: bool
) -> Response:
    parcel = Parcel(
        found.entries,
        form.course.data,
        key_of(form.organisation),
        form.language.data,
    )
    carried = parcels.packed(parcel, known_person())
    page = render_template(
        "office/people_import_check.html",
        course=dict(course_choices())[form.course.data],
        steps=todo.steps[:SHOWN],
        total=len(todo.steps),
        counts={deed.value: len(todo.of(deed)) for deed in Deed},
        ignored=found.ignored,
        guessed=guessed,
        form=CarriedForm(formdata=None, list=carried),
    )
    return Response(page, mimetype="text/html")


def _unreadable(error: Unreadable) -> str:
    params = dict(error.params)
    if error.code == "columns":
        params["missing"] = _(COLUMNS[str(params["missing"])])
    return _(UNREADABLE[error.code], **params)
