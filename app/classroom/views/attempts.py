"""An attempt: its pages, saving, submitting, and the result."""

from __future__ import annotations

from uuid import UUID

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.classroom import saving, sittings
from app.classroom.blueprint import blueprint
from app.classroom.entries import client_key
from app.classroom.saving import Kept
from app.classroom.sittings import Sitting
from app.classroom.stretches import stretches
from app.extensions import db
from app.publishing.library import library
from app.quizzes import attempts, rules, submissions
from app.quizzes.models import Attempt
from app.web.access import Audience, audience
from app.web.clock import arrived
from app.web.identity import known_learner


@blueprint.get("/attempts/<uuid:attempt_id>")
@audience(Audience.SIGNED_IN)
def attempt(attempt_id: UUID) -> Response | str:
    """Show one page of the questions, with every answer given so far."""
    found = _sitting(attempt_id)
    if found.attempt.submitted_at is not None:
        return _to_result(attempt_id)
    if found.over(arrived()):
        return render_template("classroom/time_up.html", sitting=found)
    return _page(found, found.page_number(request.args.get("page")))


@blueprint.post("/attempts/<uuid:attempt_id>/responses")
@audience(Audience.SIGNED_IN)
def attempt_responses(attempt_id: UUID) -> Response:
    """Save the answers of a page; then go where the button says."""
    found = _sitting(attempt_id)
    number = saving.page_of(found, request.form)
    sent = saving.read(found, number, request.form, key=client_key())
    kept = _keep(found, sent)
    if request.accept_mimetypes.best == "application/json":
        return _receipt(found, sent, in_time=kept is Kept.KEPT)
    if kept is not Kept.KEPT:
        flash(
            _("This answer came too late: it is kept, but it does not count."),
            "warning",
        )
    if kept is Kept.LATE:
        return _to_result(attempt_id)
    if sent.checked in sent.answers and not sent.answers[sent.checked]:
        flash(_("Answer first, then check."), "warning")
    if sent.faults and not found.is_locked(number):
        page = _page(_sitting(attempt_id), number, sent)
        return Response(page, status=422, mimetype="text/html")
    return redirect(_target(found, number), code=303)


@blueprint.get("/attempts/<uuid:attempt_id>/submission")
@audience(Audience.SIGNED_IN)
def submission_question(attempt_id: UUID) -> Response | str:
    """Ask whether one really wants to finish, and say what is not answered yet."""
    found = _sitting(attempt_id)
    if found.attempt.submitted_at is not None:
        return _to_result(attempt_id)
    return render_template(
        "classroom/submission.html", sitting=found, over=found.over(arrived())
    )


@blueprint.post("/attempts/<uuid:attempt_id>/submission")
@audience(Audience.SIGNED_IN)
def submission(attempt_id: UUID) -> Response:
    """Finish an attempt: once, however often the button is pressed."""
    found = _sitting(attempt_id)
    now = arrived()
    with db.writing() as session:
        held = _held(session, attempt_id)
        by, at = submissions.LEARNER, now
        if held.due_at is not None and rules.is_over(held.due_at, now):
            by, at = submissions.RULE, held.due_at
        submissions.finish(
            session,
            held,
            revision=found.course,
            current=library().course(submissions.current_digest(session, held)),
            by=by,
            now=at,
        )
    return _to_result(attempt_id)


@blueprint.get("/attempts/<uuid:attempt_id>/result")
@audience(Audience.SIGNED_IN)
def result(attempt_id: UUID) -> Response | str:
    """Show what an attempt was worth, question by question."""
    found = _sitting(attempt_id)
    if found.attempt.submitted_at is None:
        return redirect(url_for("classroom.attempt", attempt_id=attempt_id), code=303)
    # What the quiz says today decides whether more can be tried: it may close later.
    current = library().course(submissions.current_digest(db.session, found.attempt))
    quiz = current.quizzes.get(found.quiz.id, found.quiz)
    tries = attempts.tries(
        db.session, known_learner(), found.attempt.enrolment_id, quiz
    )
    last_word = tries.is_last_word(arrived(), quiz.window.end)
    review = sittings.review(found, last_word=last_word)
    return render_template(
        "classroom/result.html",
        sitting=found,
        outcome=attempts.outcome(found.attempt),
        last_word=last_word,
        closes=quiz.window.end,
        review=review,
        stretches=stretches(found, review, level=3),
        step=sittings.step_after(found),
        # An attempt keeps what it was begun with; what became void did so later.
        voids={one.id: one.void for one in current.questions.values() if one.void},
    )


def _sitting(attempt_id: UUID) -> Sitting:
    attempt = attempts.find(db.session, known_learner(), attempt_id)
    if attempt is None or not attempt.form:
        abort(404)  # the practice of a lesson has no pages of its own
    course = library().course(attempt.digest)
    return sittings.sitting(db.session, attempt, course)


def _keep(found: Sitting, sent: sittings.Sent) -> Kept:
    """Save what was sent, and that its page was left where the button leads on."""
    with db.writing() as session:
        held = _held(session, found.attempt.id)
        kept = saving.keep(session, held, found, sent, arrived())
        if kept is Kept.KEPT and request.form.get("go") == "next":
            saving.leave(held, found, sent)
        return kept


def _held(session: Session, attempt_id: UUID) -> Attempt:
    held = attempts.locked(session, known_learner(), attempt_id)
    if held is None:
        abort(404)
    return held


def _page(found: Sitting, number: int, sent: sittings.Sent | None = None) -> str:
    questions = sittings.shown(found, number, sent)
    return render_template(
        "classroom/attempt.html",
        sitting=found,
        number=number,
        total=len(found.pages),
        seen=found.seen(number),
        questions=questions,
        stretches=stretches(found, questions, level=2),
        seconds_left=found.seconds_left(arrived()),
    )


def _receipt(found: Sitting, sent: sittings.Sent, *, in_time: bool) -> Response:
    """Tell the page's script what was saved; the same words a page would show."""
    body = {
        "saved": in_time and not sent.faults,
        "faults": {
            question_id: _(fault.message, **fault.params)
            for question_id, fault in sent.faults.items()
        },
        "seconds_left": found.seconds_left(arrived()),
    }
    response = jsonify(body)
    response.status_code = 200 if in_time else 409
    return response


def _target(found: Sitting, number: int) -> str:
    """Return where a button leads: another page, the end, or the same page."""
    page = number
    wanted = request.form.get("go", "")
    if wanted == "finish":
        return url_for("classroom.submission_question", attempt_id=found.attempt.id)
    if wanted == "next":
        page = min(number + 1, len(found.pages))
    elif wanted == "previous":
        page = max(number - 1, 1)
    elif wanted.isascii() and wanted.isdigit() and len(wanted) < 5:
        page = found.page_number(wanted)
    anchor = request.form.get("check")
    return url_for(
        "classroom.attempt",
        attempt_id=found.attempt.id,
        page=page,
        _anchor=anchor if anchor in found.course.questions else None,
    )


def _to_result(attempt_id: UUID) -> Response:
    return redirect(url_for("classroom.result", attempt_id=attempt_id), code=303)
