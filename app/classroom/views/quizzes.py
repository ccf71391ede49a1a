"""The first page of a quiz: its conditions, the tries made, and the way in."""

from __future__ import annotations

from datetime import datetime

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.classroom import conditions, outline, texts
from app.classroom.blueprint import blueprint
from app.classroom.seats import note_place, quiz_of, taken_seat
from app.content.course import Quiz
from app.extensions import db
from app.publishing.library import library
from app.quizzes import attempts, rules, submissions
from app.web import limits
from app.web.access import Audience, audience
from app.web.clock import arrived
from app.web.identity import known_learner


@blueprint.get("/courses/<course_id>/quizzes/<quiz_id>")
@audience(Audience.SIGNED_IN)
def quiz(course_id: str, quiz_id: str) -> str:
    """Say what the quiz asks for and what was done in it so far."""
    found = taken_seat(course_id)
    wanted = quiz_of(found.course, quiz_id)
    tries = attempts.tries(db.session, known_learner(), found.enrolment_id, wanted)
    note_place(found, quiz_id)
    now = arrived()
    before, after = found.course.neighbours(quiz_id)
    return render_template(
        "classroom/quiz.html",
        seat=found,
        course=found.course,
        quiz=wanted,
        intro=texts.with_addresses(found.course, wanted.intro_html),
        tries=tries,
        refusal=tries.refusal(now),
        if_begun=rules.due_at(now, tries.criterion),
        conditions=conditions.conditions(found.course, wanted, tries.criterion),
        parts=conditions.parts(found.course, wanted),
        results=[attempts.outcome(one) for one in tries.made],
        over=tries.open is not None and rules.is_over(tries.open.due_at, now),
        outline=outline.modules,
        current=quiz_id,
        previous=outline.step(found.course, before),
        next=outline.step(found.course, after),
    )


@blueprint.post("/courses/<course_id>/quizzes/<quiz_id>/attempts")
@audience(Audience.SIGNED_IN)
def attempts_of_quiz(course_id: str, quiz_id: str) -> Response:
    """Begin an attempt, or go on with the one under way."""
    found = taken_seat(course_id)
    wanted = quiz_of(found.course, quiz_id)
    now = arrived()
    attempt, code_fits = None, True
    with db.writing() as session:
        allowed = limits.count(
            session, limits.START, str(known_learner()), quiz_id, now=now
        )
        if allowed:
            before = submissions.close_if_over(
                session, found.place, wanted, library().course, now
            )
            if wanted.access_code and before.open is None:
                allowed, code_fits = _code(session, wanted, now)
            if allowed and code_fits:
                attempt = attempts.begin(session, found.place, wanted, now, before)
    if not allowed:
        abort(429)
    if not code_fits:
        flash(_("This is not the access code of this quiz."), "error")
        return redirect(
            url_for("classroom.quiz", course_id=course_id, quiz_id=quiz_id), code=303
        )
    if attempt is None:
        flash(_("No try can be begun in this quiz now."), "warning")
        return redirect(
            url_for("classroom.quiz", course_id=course_id, quiz_id=quiz_id), code=303
        )
    return redirect(url_for("classroom.attempt", attempt_id=attempt.id), code=303)


def _code(session: Session, wanted: Quiz, now: datetime) -> tuple[bool, bool]:
    """Return whether a code may still be tried, and whether the one sent fits."""
    parts = str(known_learner()), wanted.id
    if not limits.count(session, limits.ACCESS_CODE, *parts, now=now):
        return False, False
    fits = rules.opens_with(wanted.access_code, request.form.get("code", ""))
    if fits:
        limits.take_back(session, limits.ACCESS_CODE, *parts, now=now)
    return True, fits
