"""The outline of a course, the next step and the missing things, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for

from app.classroom.seats import Seat
from app.content.course import Course, Lesson
from app.learning.rules import QuizFact, Requirement, State
from app.questions.score import Score
from app.web.locale import current_locale
from app.web.words import gettext as _
from app.web.words import ngettext


@dataclass(frozen=True)
class Step:
    """An activity to go to; `lang` is the language of its title."""

    id: str
    title: str
    url: str
    lang: str


def address(course: Course, activity_id: str) -> str:
    """Return where an activity is."""
    if activity_id in course.lessons:
        return url_for("classroom.lesson", course_id=course.id, lesson_id=activity_id)
    return url_for("classroom.quiz", course_id=course.id, quiz_id=activity_id)


def step(course: Course, activity_id: str | None) -> Step | None:
    """Return an activity as something to go to."""
    if activity_id is None:
        return None
    title = course.activity(activity_id).title
    return Step(activity_id, title, address(course, activity_id), course.language)


def next_step(seat: Seat) -> Step | None:
    """Return what to do next: the first thing not done, from where one was last."""
    return step(seat.course, seat.progress.next_after(seat.standing.place))


def modules(seat: Seat, current: str | None = None) -> list[dict[str, Any]]:
    """Return the outline as the macro `course.outline` takes it."""
    return [
        {
            "title": title,
            "lang": lang,
            "activities": [_line(seat, one, current) for one in module.activities],
        }
        for module in seat.course.modules
        for title, lang in [module.title.best(current_locale(), seat.course.language)]
    ]


def _line(seat: Seat, activity_id: str, current: str | None) -> dict[str, Any]:
    course = seat.course
    activity = course.activity(activity_id)
    is_lesson = isinstance(activity, Lesson)
    reachable = seat.enrolled or (isinstance(activity, Lesson) and activity.open)
    return {
        "title": activity.title,
        "lang": course.language,
        "url": address(course, activity_id) if reachable else None,
        "kind": "lesson" if is_lesson else "quiz",
        "minutes": activity.minutes,
        "note": _note(seat, activity_id, reachable=reachable),
        "state": "current" if activity_id == current else _look(seat, activity_id),
    }


def _look(seat: Seat, activity_id: str) -> str:
    state = seat.progress.states[activity_id]
    fact = seat.standing.facts.quizzes.get(activity_id)
    if state is State.BEGUN:
        return "failed"
    if fact is not None and fact.passed:
        return "passed"
    return "done" if state is State.DONE else "open"


def _note(seat: Seat, activity_id: str, *, reachable: bool) -> str:
    fact = seat.standing.facts.quizzes.get(activity_id)
    if fact is not None and fact.maximum:
        mark = seat.course.quizzes[activity_id].pass_mark
        return f"{Score(fact.points, fact.maximum).percent(mark)} %"
    if reachable and not seat.enrolled:
        return _("free to read")
    return ""


def requirements(seat: Seat) -> list[dict[str, Any]]:
    """Return each requirement with one sentence, as `course.requirements` takes it."""
    return [
        {"done": one.met, "text": _sentence(seat, one)}
        for one in seat.progress.requirements
    ]


def _sentence(seat: Seat, wanted: Requirement) -> str:
    if wanted.kind == "quiz":
        return _quiz_sentence(seat, wanted)
    if wanted.met:
        return (
            _("All lessons are read.")
            if wanted.kind == "lessons"
            else _("All practice questions are answered.")
        )
    return _missing_sentence(seat, wanted)


def _missing_sentence(seat: Seat, wanted: Requirement) -> str:
    count = len(wanted.missing)
    first = seat.course.activity(wanted.missing[0]).title
    if wanted.kind == "lessons":
        return ngettext(
            "One lesson is still to be read: “%(title)s”.",
            "%(num)s lessons are still to be read, the next is “%(title)s”.",
            count,
            title=first,
        )
    return ngettext(
        "The practice questions of one lesson are still to be answered: “%(title)s”.",
        "The practice questions of %(num)s lessons are still to be answered, "
        "the next is “%(title)s”.",
        count,
        title=first,
    )


def _quiz_sentence(seat: Seat, wanted: Requirement) -> str:
    quiz = seat.course.quizzes[wanted.wanted[0]]
    if wanted.met:
        return _("The quiz “%(title)s” is done.", title=quiz.title)
    if quiz.pass_mark is None:
        return _("The quiz “%(title)s” is still to be taken.", title=quiz.title)
    return _to_pass(quiz.title, quiz.pass_mark, wanted.best)


def _to_pass(title: str, pass_mark: int, best: QuizFact | None) -> str:
    if best is None:
        return _(
            "The quiz “%(title)s” is still to be passed with %(percent)s %%.",
            title=title,
            percent=pass_mark // 10_000,
        )
    return _(
        "The quiz “%(title)s” is still to be passed with %(percent)s %%; "
        "your best result is %(best)s %%.",
        title=title,
        percent=pass_mark // 10_000,
        best=Score(best.points, best.maximum).percent(pass_mark),
    )
