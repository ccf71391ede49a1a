"""Enrolments of one person: opened, withdrawn, eased by more tries or minutes."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.accounts import people
from app.accounts.people import PersonLine
from app.accounts.rules import Refused
from app.audit.events import record
from app.content.course import Quiz
from app.extensions import db
from app.learning import allowances, enrolments
from app.learning.allowances import Extra
from app.learning.models import Enrolment
from app.office import records
from app.office.blueprint import blueprint
from app.office.changes import changed
from app.office.course_titles import course_choices, course_of, quiz_title
from app.office.forms import AllowanceForm, EnrolmentForm, WithdrawalForm
from app.office.messages import NEEDLESS, REFUSALS
from app.office.records import EnrolmentLine
from app.office.rules import limited, needless
from app.publishing.library import library
from app.web.access import Audience, audience
from app.web.clock import arrived
from app.web.identity import known_person, viewer
from app.web.words import gettext as _


@blueprint.post("/people/<uuid:person_id>/enrolments")
@audience(Audience.STAFF)
def person_enrolments(person_id: UUID) -> Response:
    """Enrol somebody in a course; enrolling twice is enrolling once."""
    line = people.find(db.session, viewer().scope, person_id)
    form = EnrolmentForm()
    form.offer(course_choices())
    if not form.validate_on_submit():
        flash(_("Choose a course that is on offer."), "warning")
        return _to_person(person_id)
    if enrolments.open_id(db.session, line.learner, form.course.data):
        flash(_("%(name)s takes this course already.", name=line.name), "info")
        return _to_person(person_id)
    changed(
        lambda session: _enrol(session, person_id, form.course.data),
        _("%(name)s is enrolled.", name=line.name),
    )
    return _to_person(person_id)


@blueprint.route(
    "/people/<uuid:person_id>/enrolments/<uuid:enrolment_id>/withdrawal",
    methods=["GET", "POST"],
)
@audience(Audience.STAFF)
def person_withdrawal(person_id: UUID, enrolment_id: UUID) -> Response:
    """Withdraw somebody from a course, with a reason that is kept."""
    line, enrolment = _found(person_id, enrolment_id)
    if enrolment.closed_at is not None:
        return _closed(person_id)
    form = WithdrawalForm()
    if not form.validate_on_submit():
        return _page("person_withdrawal", form, person=line, enrolment=enrolment)
    changed(
        lambda session: _withdraw(session, enrolment, form.reason.data or ""),
        _("%(name)s is withdrawn. What was earned is kept.", name=line.name),
    )
    return _to_person(person_id)


@blueprint.route(
    "/people/<uuid:person_id>/enrolments/<uuid:enrolment_id>/allowances",
    methods=["GET", "POST"],
)
@audience(Audience.STAFF)
def person_allowances(person_id: UUID, enrolment_id: UUID) -> Response:
    """Give more tries or minutes for one quiz, with a reason that is kept."""
    line, enrolment = _found(person_id, enrolment_id)
    if enrolment.closed_at is not None:
        return _closed(person_id)
    quizzes = _limited_quizzes(enrolment)
    form = AllowanceForm()
    form.offer([(quiz.id, quiz.title) for quiz in quizzes.values()])
    if not form.validate_on_submit() or not _makes_sense(form, quizzes):
        given = allowances.of_enrolment(db.session, line.learner, enrolment_id)
        return _page(
            "person_allowances",
            form,
            person=line,
            enrolment=enrolment,
            quizzes=quizzes,
            allowances=given,
            quiz_title=quiz_title,
        )
    changed(
        lambda session: _give(session, enrolment, form),
        _("The allowance counts from the next try on."),
    )
    return _to_person(person_id)


def _found(person_id: UUID, enrolment_id: UUID) -> tuple[PersonLine, EnrolmentLine]:
    """Return a person and one of their enrolments, both in scope."""
    scope = viewer().scope
    line = people.find(db.session, scope, person_id)
    found = records.enrolment(db.session, scope, line.learner, enrolment_id, arrived())
    return line, found


def _closed(person_id: UUID) -> Response:
    closed = REFUSALS["enrolment-closed"]
    flash(_(closed), "info")
    return _to_person(person_id)


def _enrol(session: Session, person_id: UUID, course_id: str) -> None:
    line = people.find(session, viewer().scope, person_id)
    people.hold(session, person_id)  # of many clicks one enrols, and is audited
    if line.erased_at is not None or line.deactivated_at is not None:
        raise Refused("erased" if line.erased_at else "deactivated")
    standing = enrolments.standing(session, line.learner, course_id)
    if standing is None or standing.withdrawn:
        raise Refused("course-closed")
    if standing.enrolled:
        return
    key = enrolments.enrol(
        session,
        line.learner,
        course_id,
        digest=standing.digest,
        activities=len(library().course(standing.digest).order),
        organisation_id=line.organisation_id,
        by=known_person(),
        now=arrived(),
    )
    _audit(session, "enrolled", key, course_id)


def _withdraw(session: Session, enrolment: EnrolmentLine, reason: str) -> None:
    left = enrolments.withdraw(
        session,
        enrolment.learner,
        enrolment.id,
        by=known_person(),
        reason=reason,
        now=arrived(),
    )
    if left:
        _audit(session, "withdrawn", enrolment.id, enrolment.course.id)


def _give(session: Session, enrolment: EnrolmentLine, form: AllowanceForm) -> None:
    held = _still_open(session, enrolment)
    extra = Extra(
        form.quiz.data,
        form.tries.data or 0,
        form.minutes.data or 0,
        form.reason.data or "",
        form.anytime.data,
        form.no_wait.data,
    )
    allowances.give(
        session,
        held,
        extra,
        key=UUID(hex=form.key.data),
        by=known_person(),
        now=arrived(),
    )


def _still_open(session: Session, enrolment: EnrolmentLine) -> Enrolment:
    found = enrolments.find(session, enrolment.id)
    if found is None or found.closed_at is not None:
        raise Refused("enrolment-closed")
    return found


def _limited_quizzes(enrolment: EnrolmentLine) -> dict[str, Quiz]:
    course = course_of(enrolment.digest)
    quizzes = course.quizzes.values() if course else ()
    return {quiz.id: quiz for quiz in limited(quizzes)}


def _makes_sense(form: AllowanceForm, quizzes: dict[str, Quiz]) -> bool:
    code = needless(
        quizzes[form.quiz.data],
        form.tries.data or 0,
        form.minutes.data or 0,
        anytime=form.anytime.data,
        no_wait=form.no_wait.data,
    )
    if code is None:
        return True
    field = form.tries if code == "nothing" else form[code]
    field.errors = [*field.errors, _(NEEDLESS[code])]
    return False


def _audit(session: Session, action: str, enrolment_id: UUID, course_id: str) -> None:
    subject = ("enrolment", enrolment_id)
    record(session, action, subject, by=known_person(), now=arrived(), course=course_id)


def _page(template: str, form: FlaskForm, **facts: object) -> Response:
    page = render_template(f"office/{template}.html", form=form, **facts)
    return Response(page, status=422 if form.errors else 200, mimetype="text/html")


def _to_person(person_id: UUID) -> Response:
    return redirect(url_for("office.person", person_id=person_id), code=303)
