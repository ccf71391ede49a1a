"""A lesson: read, practised in, marked as done."""

from __future__ import annotations

from functools import partial

from flask import abort, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.classroom import outline, practice, texts
from app.classroom.blueprint import blueprint
from app.classroom.entries import client_key, entered
from app.classroom.practice import Instead
from app.classroom.seats import Seat, lesson_of, note_place, seat, taken_seat
from app.content.course import Lesson
from app.extensions import db
from app.learning import results
from app.learning.rules import Earned, ResultKind
from app.questions.base import BadResponse
from app.quizzes import drawing, responses, rules
from app.quizzes.responses import Given
from app.web import unsent
from app.web.access import Audience, audience
from app.web.clock import arrived
from app.web.conditional import tag_of, tagged, unchanged
from app.web.identity import known_learner, viewer


@blueprint.get("/courses/<course_id>/lessons/<lesson_id>")
@audience(Audience.ANYONE)
def lesson(course_id: str, lesson_id: str) -> Response:
    """Show a lesson; to visitors only where the package says it is open."""
    found = seat(course_id)
    wanted = lesson_of(found.course, lesson_id)
    if not (found.enrolled or wanted.open):
        return _closed()
    note_place(found, wanted.id)
    given = _given(found, wanted)
    tag = _tag(found, wanted, given)
    same = unchanged(tag)
    if same is not None:
        return same
    shows_message = "_flashes" in session
    page = _page(found, wanted, given)
    return Response(page, mimetype="text/html") if shows_message else tagged(page, tag)


@blueprint.post("/courses/<course_id>/lessons/<lesson_id>/completion")
@audience(Audience.SIGNED_IN)
def lesson_completion(course_id: str, lesson_id: str) -> Response:
    """Mark a lesson as read and go on to the next activity."""
    found = taken_seat(course_id)
    wanted = lesson_of(found.course, lesson_id)
    with db.writing() as writing:
        results.record(
            writing,
            found.place,
            Earned(wanted.id, ResultKind.LESSON, 0, 0, None),
            source=f"lesson:{wanted.id}",
            digest=found.course.digest,
            now=arrived(),
        )
    _before, after = found.course.neighbours(wanted.id)
    if after is None:
        flash(_("You read the last lesson."), "success")
        return redirect(url_for("classroom.course", course_id=course_id), code=303)
    return redirect(outline.address(found.course, after), code=303)


@blueprint.post(
    "/courses/<course_id>/lessons/<lesson_id>/questions/<question_id>/responses"
)
@audience(Audience.ANYONE)
def practice_response(course_id: str, lesson_id: str, question_id: str) -> Response:
    """Judge one practice answer at once; keep it for those who take the course."""
    found = seat(course_id)
    wanted = lesson_of(found.course, lesson_id)
    if question_id not in wanted.practice:
        abort(404)
    if not found.enrolled:
        return _tried(found, wanted, question_id)
    form = drawing.question_form(found.course, question_id, _seed(found, wanted))
    answer, fault = entered(found.course.questions[question_id], form, request.form)
    if not answer:
        return _again(found, wanted, question_id, fault)
    with db.writing() as writing:
        practice.keep(
            writing,
            found.place,
            found.standing.facts,
            wanted,
            question_id,
            answer,
            form=form,
            client_key=client_key(),
            now=arrived(),
        )
    return redirect(f"{outline.address(found.course, wanted.id)}#{question_id}", 303)


def _closed() -> Response:
    """Send a visitor to the sign-in page, and nobody else further."""
    if viewer().signed_in:
        abort(404)
    return unsent.ask_to_sign_in()


def _tried(found: Seat, wanted: Lesson, question_id: str) -> Response:
    """Answer somebody who reads an open lesson: a verdict, and nothing is kept."""
    if not wanted.open:
        return _closed()
    seed = _seed(found, wanted)
    form = drawing.question_form(found.course, question_id, seed)
    answer, fault = entered(found.course.questions[question_id], form, request.form)
    if not answer:
        return _again(found, wanted, question_id, fault)
    shown = practice.tried(found.course, question_id, seed, answer)
    return Response(
        _page(found, wanted, {}, {question_id: shown}), mimetype="text/html"
    )


def _again(
    found: Seat, wanted: Lesson, question_id: str, fault: BadResponse | None
) -> Response:
    """Show the lesson again with what is wrong, and what was entered still there."""
    given = _given(found, wanted)
    shown = practice.refused(found.course, question_id, _seed(found, wanted), fault)
    page = _page(found, wanted, given, {question_id: shown})
    return Response(page, status=422, mimetype="text/html")


def _given(found: Seat, wanted: Lesson) -> dict[str, Given]:
    if not (found.enrolled and wanted.practice):
        return {}
    return responses.practised(
        db.session, known_learner(), found.enrolment_id, wanted.id
    )


def _tag(found: Seat, wanted: Lesson, given: dict[str, Given]) -> str:
    last = max((one.id for one in given.values()), default=None)
    standing = found.standing
    return tag_of(
        found.course.digest, wanted.id, standing.enrolment_id, standing.version, last
    )


def _seed(found: Seat, wanted: Lesson) -> int:
    learner = viewer().learner
    return rules.practice_seed(learner, wanted.id) if found.enrolled and learner else 0


def _page(
    found: Seat,
    wanted: Lesson,
    given: dict[str, Given],
    shown: dict[str, Instead] | None = None,
) -> str:
    before, after = found.course.neighbours(wanted.id)
    questions = practice.questions(found.course, wanted, _seed(found, wanted), given)
    return render_template(
        "classroom/lesson.html",
        seat=found,
        course=found.course,
        lesson=wanted,
        done=wanted.id in found.standing.facts.lessons,
        segments=texts.segments(found.course, wanted),
        case_of=partial(texts.case, found.course),
        questions=questions | (shown or {}),
        outline=outline.modules,
        current=wanted.id,
        step=outline.step,
        before=before,
        after=after,
    )
