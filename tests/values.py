"""Courses as values, for tests that need no package: what differs is given by keyword.

course(lesson("l1"), quiz("egzamin", pass_mark=700_000, questions=("q1",)))
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from app.content.conditions import shown_by
from app.content.course import (
    CompletionRule,
    Course,
    Lesson,
    LocalText,
    Module,
    Part,
    Quiz,
    Static,
    Unit,
)
from app.questions.base import Question
from app.questions.register import parse

WORDS = LocalText({"pl": "Słowa", "de": "Wörter", "en": "Words"})


def lesson(lesson_id: str, **facts: Any) -> Lesson:
    """Return a closed lesson of ten minutes without practice."""
    defaults = {
        "id": lesson_id,
        "title": f"Lekcja {lesson_id}",
        "minutes": 10,
        "open": False,
        "segments": (Static("<p>Treść.</p>"),),
    }
    return Lesson(**{**defaults, **facts})


def quiz(quiz_id: str, **facts: Any) -> Quiz:
    """Return a test with a pass mark of 60 %, three tries and one question, `q1`.

    `questions` and their `order` stand for a single fixed part, `feedback` and
    `solutions` for what they show as the short forms of a package do.
    """
    order = facts.pop("order", "fixed")
    shows = shown_by(facts.pop("feedback", "end"), facts.pop("solutions", "end"))
    units = [Unit(one, (one,)) for one in facts.pop("questions", ("q1",))]
    defaults = {
        "id": quiz_id,
        "title": f"Test {quiz_id}",
        "intro_html": "",
        "behaviour": "test",
        "pass_mark": 600_000,
        "tries": 3,
        "time_limit": None,
        "shows": shows,
        "per_page": None,
        "minutes": None,
        "parts": (Part(tuple(units), order),),
    }
    return Quiz(**{**defaults, **facts})


def question(question_id: str, **facts: Any) -> Question:
    """Return a question to which the right answer is {"choices": ["a"]}."""
    defaults = {
        "id": question_id,
        "type": "single-choice",
        "prompt": f"Pytanie {question_id}?",
        "right": [{"id": "a", "text": "tak"}],
        "wrong": [{"id": "b", "text": "nie"}, {"id": "c", "text": "może"}],
    }
    return parse({**defaults, **facts}, language="pl")


RIGHT = {"choices": ["a"]}
WRONG = {"choices": ["b"]}


def course(
    *activities: Lesson | Quiz,
    questions: Iterable[Question] = (),
    wanted: CompletionRule | None = None,
    **facts: Any,
) -> Course:
    """Return a course of one module; all lessons and quizzes are asked for.

    Questions that nobody gave, but quizzes or lessons name, are made.
    """
    lessons = {one.id: one for one in activities if isinstance(one, Lesson)}
    quizzes = {one.id: one for one in activities if isinstance(one, Quiz)}
    known = {one.id: one for one in questions}
    named = [one for found in quizzes.values() for one in found.questions]
    named += [one for found in lessons.values() for one in found.practice]
    defaults = {
        "id": "kurs",
        "digest": "1" * 64,
        "language": "pl",
        "teaches": None,
        "title": WORDS,
        "summary": WORDS,
        "audience": WORDS,
        "goals": (),
        "level": LocalText({}),
        "hours": 4.0,
        "authors": ("Ewa Ćwik",),
        "licence": "CC-BY-SA-4.0",
        "version": "",
        "modules": (Module("m", WORDS, tuple(one.id for one in activities)),),
        "lessons": lessons,
        "quizzes": quizzes,
        "questions": {one: known.get(one) or question(one) for one in [*known, *named]},
        "completion": wanted or CompletionRule(tuple(lessons), tuple(quizzes), ()),
        "certificate": None,
        "media": {},
    }
    return Course(**{**defaults, **facts})
