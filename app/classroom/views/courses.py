"""Catalogue, the page of a course, my courses, joining and leaving."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts import people
from app.certificates import certificates
from app.classroom import outline
from app.classroom.blueprint import blueprint
from app.classroom.seats import Seat, seat, taken_seat
from app.extensions import db
from app.learning import enrolments
from app.learning.enrolments import Standing
from app.learning.rules import progress
from app.publishing import courses
from app.publishing.library import Unavailable, library
from app.web.access import Audience, audience
from app.web.clock import arrived
from app.web.identity import known_learner, known_person, viewer

LONGEST_REASON = 500  # characters


@blueprint.get("/")
@audience(Audience.ANYONE)
def catalogue() -> str:
    """List the courses on offer, but for those their authors do not want listed."""
    taken: dict[str, Standing] = {}
    if viewer().signed_in:
        standings = enrolments.standings(db.session, viewer().learner)
        taken = {one.course_id: one for one in standings if one.enrolled}
    cards = [card for card in courses.cards(db.session) if card.listed]
    return render_template("classroom/catalogue.html", cards=cards, taken=taken)


@blueprint.get("/courses/<course_id>")
@audience(Audience.ANYONE)
def course(course_id: str) -> str:
    """Show what a course is, what it takes, and how far one is."""
    found = seat(course_id)
    certificate = None
    if found.enrolled and found.course.certificate:
        certificate = certificates.current(db.session, found.enrolment_id)
    return render_template(
        "classroom/course.html",
        seat=found,
        course=found.course,
        modules=outline.modules(found),
        requirements=outline.requirements(found),
        next_step=outline.next_step(found) if found.enrolled else None,
        certificate=certificate,
    )


@blueprint.post("/courses/<course_id>/enrolment")
@audience(Audience.SIGNED_IN)
def enrolment(course_id: str) -> Response:
    """Join a course; joining twice is joining once."""
    found = seat(course_id)
    if found.standing.withdrawn:
        abort(404)
    now = arrived()
    with db.writing() as session:
        enrolments.enrol(
            session,
            known_learner(),
            course_id,
            digest=found.course.digest,
            activities=len(found.course.order),
            organisation_id=people.organisation_of(session, known_person()),
            by=known_person(),
            now=now,
        )
    flash(_("You joined the course. Good luck!"), "success")
    first = found.course.order[0]
    return redirect(outline.address(found.course, first), code=303)


@blueprint.get("/courses/<course_id>/withdrawal")
@audience(Audience.SIGNED_IN)
def withdrawal_question(course_id: str) -> str:
    """Ask whether one really wants to leave, and say what stays."""
    found = taken_seat(course_id)
    return render_template("classroom/withdrawal.html", seat=found, course=found.course)


@blueprint.post("/courses/<course_id>/withdrawal")
@audience(Audience.SIGNED_IN)
def withdrawal(course_id: str) -> Response:
    """Leave a course; what was earned stays on record."""
    found = taken_seat(course_id)
    with db.writing() as session:
        enrolments.withdraw(
            session,
            known_learner(),
            found.enrolment_id,
            by=known_person(),
            reason=_reason(request.form.get("reason", "")),
            now=arrived(),
        )
    flash(_("You left the course. What you earned in it is kept."), "success")
    return redirect(url_for("classroom.desk"), code=303)


def _reason(text: str) -> str:
    return text.replace("\0", "").strip()[:LONGEST_REASON]


@blueprint.get("/learning")
@audience(Audience.SIGNED_IN)
def desk() -> str:
    """Show my courses: how far each is and what is next in it."""
    mine = enrolments.standings(db.session, known_learner())
    rows = [_desk_row(one) for one in mine if one.enrolled]
    return render_template("classroom/desk.html", rows=rows)


def _desk_row(standing: Standing) -> dict[str, Any]:
    try:
        found = Seat(library().course(standing.digest), standing)
    except Unavailable:
        return {"course": None, "id": standing.course_id}
    return {
        "course": found.course,
        "progress": progress(found.course, standing.facts),
        "completed_at": standing.completed_at,
        "next_step": outline.next_step(found),
    }
