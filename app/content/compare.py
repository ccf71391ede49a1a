"""Compare two states of a course, and say how deep the difference goes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from enum import IntEnum
from itertools import chain
from typing import Any

from pydantic import BaseModel

from app.content.course import Course, Hole, Lesson, Static
from app.questions.base import Question
from app.questions.fields import Prose

# Of the words of a lesson, or the letters of a text of a question; what differs less
# is a correction and not news.
_CORRECTED = 0.9
_NUMBER = re.compile(r"\d+")


class Level(IntEnum):
    """How deep an update goes; each level includes the risks of those below it."""

    NONE = 0
    EDITORIAL = 1  # a correction of wording; nobody has to know
    CONTENT = 2  # lessons or questions say something else than before
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
    return Level.CONTENT if _says_news(old, new) else Level.EDITORIAL


def asks_the_same(old: Question, new: Question) -> bool:
    """Tell whether two states of a question differ in corrections of wording at most.

    Then answers to the one and to the other can be counted together.
    """
    if type(old) is not type(new) or _judged_by(old) != _judged_by(new):
        return False
    return not _asks_something_else(old, new)


def _structure(course: Course) -> object:
    return (
        [(module.id, module.activities) for module in course.modules],
        course.completion,
        course.certificate,
        course.hours,
        course.language,
        sorted(course.questions),
        {one.id: _practised(course, one) for one in course.lessons.values()},
        {one.id: one.open for one in course.lessons.values()},
        {one.id: one.questions for one in course.scenarios.values()},
    )


def _practised(course: Course, lesson: Lesson) -> list[str]:
    """Return what a lesson asks, and what it would ask were it not void."""
    void = [
        one
        for hole in lesson.segments
        if isinstance(hole, Hole)
        for one in _questions_in(course, hole)
        if course.questions[one].void is not None
    ]
    return sorted({*lesson.practice, *void})


def _questions_in(course: Course, hole: Hole) -> Sequence[str]:
    if hole.kind == "scenario":
        return course.scenarios[hole.ref].questions
    return (hole.ref,) if hole.kind == "question" else ()


def _assessment(course: Course) -> object:
    keys = {one.id: _judged_by(one) for one in course.questions.values()}
    rules = {
        quiz.id: (
            quiz.behaviour,
            quiz.pass_mark,
            quiz.tries,
            quiz.time_limit,
            quiz.shows,
            quiz.going_back,
            quiz.wait,
            quiz.counts,
            quiz.window,
            quiz.access_code,
            [replace(part, title="") for part in quiz.parts],
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
            if not any(isinstance(one, Prose) for one in info.metadata)
        }
    if isinstance(value, tuple):
        return [_judged_by(one) for one in value]
    if isinstance(value, Mapping):
        return {key: _judged_by(one) for key, one in value.items()}
    return value


def _says_news(old: Course, new: Course) -> bool:
    """Tell whether texts of two courses of one structure say something else."""
    return (
        any(_is_another(one, new.lessons[one.id]) for one in old.lessons.values())
        or any(
            _asks_something_else(one, new.questions[one.id])
            for one in old.questions.values()
        )
        or any(
            _says_something_else(one.html.split(), new.scenarios[one.id].html.split())
            for one in old.scenarios.values()
        )
    )


def _is_another(old: Lesson, new: Lesson) -> bool:
    return _says_something_else(_words(old), _words(new))


def _asks_something_else(old: Question, new: Question) -> bool:
    before, after = list(_prose(old)), list(_prose(new))
    return len(before) != len(after) or any(
        _says_something_else(*pair) for pair in zip(before, after, strict=True)
    )


def _says_something_else(old: Sequence[str], new: Sequence[str]) -> bool:
    """Tell whether words (or the letters of one text) are more than corrected.

    Another number is never a correction of wording: a term, a sum, a year.
    """
    if old == new:
        return False
    if _numbers(old) != _numbers(new):
        return True
    return SequenceMatcher(None, old, new, autojunk=False).ratio() < _CORRECTED


def _numbers(text: Sequence[str]) -> list[str]:
    return _NUMBER.findall(text if isinstance(text, str) else " ".join(text))


def _prose(value: Any) -> Iterator[str]:
    """Yield the texts that learners read of a question, in a fixed order."""
    if isinstance(value, BaseModel):
        for name, info in type(value).model_fields.items():
            found = getattr(value, name)
            if any(isinstance(one, Prose) for one in info.metadata):
                yield found
            else:
                yield from _prose(found)
    elif isinstance(value, tuple):
        yield from chain.from_iterable(map(_prose, value))
    elif isinstance(value, Mapping):
        yield from chain.from_iterable(map(_prose, value.values()))


def _words(lesson: Lesson) -> list[str]:
    return list(
        chain.from_iterable(
            part.html.split() for part in lesson.segments if isinstance(part, Static)
        )
    )
