"""Compare two states of a course, and say how deep the difference goes."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher
from enum import IntEnum
from itertools import chain
from typing import Any

from pydantic import BaseModel

from app.content.course import Course, Lesson, Static
from app.questions.fields import MarkdownField

# Of the words of a lesson; what differs less is a correction and not news.
_CORRECTED = 0.9


class Level(IntEnum):
    """How deep an update goes; each level includes the risks of those below it."""

    NONE = 0
    EDITORIAL = 1  # a correction of wording; nobody has to know
    CONTENT = 2  # lessons say something else than before
    ASSESSMENT = 3  # an answer may be worth another mark, or a quiz have other rules
    STRUCTURAL = 4  # other activities, another order, another completion


def level(old: Course, new: Course) -> Level:
    """Return the level of the update from `old` to `new`, the deepest one that fits."""
    if old.digest == new.digest:
        return Level.NONE
    if _structure(old) != _structure(new):
        return Level.STRUCTURAL
    if _assessment(old) != _assessment(new):
        return Level.ASSESSMENT
    if any(
        _says_something_else(one, new.lessons[one.id]) for one in old.lessons.values()
    ):
        return Level.CONTENT
    return Level.EDITORIAL


def _structure(course: Course) -> object:
    return (
        [(module.id, module.activities) for module in course.modules],
        course.completion,
        course.certificate,
        course.hours,
        course.language,
        sorted(course.questions),
        {one.id: one.practice for one in course.lessons.values()},
        {one.id: one.open for one in course.lessons.values()},
    )


def _assessment(course: Course) -> object:
    keys = {one.id: _judged_by(one) for one in course.questions.values()}
    rules = {
        quiz.id: (
            quiz.behaviour,
            quiz.pass_mark,
            quiz.tries,
            quiz.time_limit,
            quiz.feedback,
            quiz.solutions,
            quiz.order,
            quiz.questions,
        )
        for quiz in course.quizzes.values()
    }
    return keys, rules


def _judged_by(value: Any) -> Any:
    """Return what of a question an answer's worth depends on: all but its prose."""
    if isinstance(value, BaseModel):
        return {
            name: _judged_by(getattr(value, name))
            for name, info in type(value).model_fields.items()
            if not any(isinstance(one, MarkdownField) for one in info.metadata)
        }
    if isinstance(value, tuple):
        return [_judged_by(one) for one in value]
    if isinstance(value, Mapping):
        return {key: _judged_by(one) for key, one in value.items()}
    return value


def _says_something_else(old: Lesson, new: Lesson) -> bool:
    before, after = _words(old), _words(new)
    if before == after:
        return False
    return SequenceMatcher(None, before, after, autojunk=False).ratio() < _CORRECTED


def _words(lesson: Lesson) -> list[str]:
    return list(
        chain.from_iterable(
            part.html.split() for part in lesson.segments if isinstance(part, Static)
        )
    )
