"""Question statistics: what many answers say about questions and quizzes."""

from __future__ import annotations

from random import Random
from typing import Any
from uuid import UUID

from flask import Response, abort, current_app, render_template, request, url_for

from app.accounts import organisations
from app.audit import events
from app.classroom import texts
from app.content.course import Course
from app.extensions import db
from app.publishing import courses
from app.publishing.library import library
from app.reports import statistics
from app.reports.attempts import Wanted
from app.reports.blueprint import blueprint
from app.reports.findings import (
    WORDS,
    chosen,
    findings,
    full_marks,
    misconceptions,
    untold,
)
from app.reports.forms import StatisticsForm
from app.reports.psychometrics import FEWEST
from app.reports.question_columns import COLUMNS, QuestionReader, prompt_of
from app.reports.quiz_figures import figures
from app.reports.tallies import Asked, Counted
from app.reports.views.sending import Sheet, as_file
from app.web.access import Audience, audience
from app.web.clock import arrived
from app.web.identity import known_person, viewer
from app.web.locale import local
from app.web.words import gettext as _
from config import Settings


@blueprint.get("/reports/questions")
@audience(Audience.TRAINER)
def question_courses() -> str:
    """Ask for the course whose questions are wanted."""
    cards = courses.cards(db.session, withdrawn=True)
    gallery = next((one.id for one in cards if one.id == courses.GALLERY), None)
    return render_template(
        "reports/question_courses.html", cards=cards, gallery=gallery
    )


@blueprint.get("/reports/courses/<course_id>/questions")
@audience(Audience.TRAINER)
def questions(course_id: str) -> str:
    """Show how questions were answered, and how reliable the quizzes are."""
    course = _course(course_id)
    form = _form(course)
    wanted = _wanted(course, form)
    found = _counted(wanted)
    return render_template(
        "reports/questions.html",
        course=course,
        form=form,
        questions=[_Line(one) for one in statistics.newest(found)],
        quizzes=figures(found),
        fewest=FEWEST,
        here=_here,
    )


@blueprint.get("/reports/courses/<course_id>/questions/<question_id>")
@audience(Audience.TRAINER)
def question(course_id: str, question_id: str) -> str:
    """Show one question with its key, and everything counted about it."""
    course = _course(course_id)
    form = _form(course)
    found = _counted(_wanted(course, form))
    editions = statistics.editions_of(found, question_id)
    if not editions:
        abort(404)
    number = request.args.get("edition", "")
    shown = next(
        (one for one in editions if str(one.edition.number) == number), editions[0]
    )
    return render_template(
        "reports/question.html",
        course=course,
        asked=_Line(shown),
        editions=editions,
        shown=_shown(shown),
        chosen=chosen(shown, _),
        untold=untold(shown),
        full=full_marks(shown),
        tenths=statistics.tenths(shown),
        # Where choices are taken, the rule is the choice.
        rules=shown.rules.most_common() if any(shown.typed()) else [],
        misconceptions=misconceptions(shown).most_common(),
        took=statistics.spread(shown.seconds),
        fewest=FEWEST,
        here=_here,
    )


@blueprint.post("/reports/courses/<course_id>/questions.<kind>")
@audience(Audience.TRAINER)
def questions_file(course_id: str, kind: str) -> Response:
    """Send the table of questions as CSV or XLSX; that is written down."""
    if kind not in {"csv", "xlsx"}:
        abort(404)
    course = _course(course_id)
    wanted = _wanted(course, _form(course))
    reader = QuestionReader(_zone(), _)
    rows = [reader.cells(one) for one in statistics.newest(_counted(wanted))]
    headers = [_(column.header) for column in COLUMNS]
    name = f"{_('questions')}-{course_id}-{local(arrived()):%Y-%m-%d}.{kind}"
    response = as_file(Sheet(_("Questions"), COLUMNS, headers, rows), kind, name)
    with db.writing() as session:
        events.record(
            session,
            "exported",
            ("report", "questions"),
            by=known_person(),
            now=arrived(),
            format=kind,
            filters=wanted.to_json(),
        )
    return response


class _Line:
    """A question in the table: what was counted, and what there is to look at."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.marks = asked.marks
        self.question = asked.edition.question
        self.prompt = prompt_of(asked)
        self.sure = asked.marks.count >= FEWEST
        self.findings = [WORDS[one] for one in findings(asked)]


def _shown(asked: Asked) -> dict[str, Any]:
    """Return the question as learners see it, answered rightly."""
    edition = asked.edition
    found = texts.question(edition.course, edition.question_id)
    form = found.draw(Random(edition.question_id))  # noqa: S311 - an order, no secret
    solution = found.solution(form) if found.marked_by == "rule" else None
    verdict = found.judge(solution, form) if solution else None
    return {
        "widget": found.widget(form, solution, verdict),
        "explanation": found.worded(form, solution).explanation,
        "language": edition.course.language,
    }


def _counted(wanted: Wanted) -> Counted:
    return statistics.counted(
        db.session, wanted, viewer().teaching_scope, _zone(), library().course
    )


def _course(course_id: str) -> Course:
    digest = courses.current_digest(db.session, course_id)
    return library().course(digest or abort(404))


def _form(course: Course) -> StatisticsForm:
    form = StatisticsForm(request.args)
    branches = organisations.tree(db.session, viewer().teaching_scope, closed=True)
    form.offer(
        [(one.id, one.title) for one in course.quizzes.values()],
        [(str(one.id), f"{'– ' * one.depth}{one.name}") for one in branches],
    )
    return form


def _wanted(course: Course, form: StatisticsForm) -> Wanted:
    """Return what was asked for; a wish that is not offered narrows nothing."""
    form.validate()
    organisation = None if form.organisation.errors else form.organisation.data
    return Wanted(
        course.id,
        quiz_id=None if form.quiz.errors else form.quiz.data or None,
        organisation_id=UUID(organisation) if organisation else None,
        since=None if form.since.errors else form.since.data,
        until=None if form.until.errors else form.until.data,
        tries="all" if form.tries.data == "all" else "first",
    )


def _zone() -> str:
    settings: Settings = current_app.config["SETTINGS"]
    return settings.time_zone


def _here(endpoint: str, **changes: Any) -> str:
    """Return an address with the same filters."""
    kept = {name: value for name, value in request.args.items() if value}
    kept.pop("edition", None)
    return url_for(endpoint, **{**kept, **changes})
