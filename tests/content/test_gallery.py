"""The question gallery: every type and every key, with the source it is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, get_args

import pytest
import yaml
from markdown_it import MarkdownIt
from pydantic import BaseModel

from app.content.check import check_sources
from app.content.course import Course
from app.content.problems import Problems
from app.content.reader import read_package
from app.questions.base import Question
from app.questions.media import MediaUse
from app.questions.register import REGISTER
from app.questions.voiding import Void
from config import ROOT

PACKAGE = ROOT / "courses" / "galeria-pytan"
LESSONS = sorted((PACKAGE / "lessons").glob("*.md"))
# What compiling adds to a file that an author names.
FILLED_IN = {"address", "width", "height"}
LARGEST = 60_000  # bytes of a picture or a recording


@cache
def gallery() -> Course:
    found = check_sources(read_package(PACKAGE, Problems()))
    assert found.course is not None
    return found.course


def fences(text: str) -> list[tuple[str, str]]:
    tokens = MarkdownIt("commonmark").parse(text)
    return [(one.info, one.content) for one in tokens if one.type == "fence"]


@cache
def written() -> tuple[Mapping[str, Any], ...]:
    """Return the questions of all lessons as their author wrote them."""
    found = []
    for path in LESSONS:
        for info, content in fences(path.read_text(encoding="utf-8")):
            if info == "question":
                # Days are texts to authors, and texts are all that is looked for here.
                loaded = yaml.load(content, yaml.BaseLoader)  # noqa: S506 - no objects
                found += [loaded, *loaded.get("questions", ())]
    return tuple(found)


def keys_in(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield key
            yield from keys_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_in(inner)


def keys_of(model: type[BaseModel]) -> Iterator[str]:
    """Yield the keys of a model and of all models inside it."""
    for name, info in model.model_fields.items():
        yield name
        for inner in models_in(info.annotation):
            yield from keys_of(inner)


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from models_in(inner)


@pytest.mark.parametrize("kind", REGISTER)
def test_every_key_of_every_type_is_in_the_gallery(kind: str):
    shown = {key for one in written() if one["type"] == kind for key in keys_in(one)}
    # What every question may have, and how files are named, is shown once for all.
    shared = {*Question.model_fields, *MediaUse.model_fields, *Void.model_fields}
    anywhere = {key for one in written() for key in keys_in(one)} & shared
    assert shown
    assert set(keys_of(REGISTER[kind])) - FILLED_IN - shown - anywhere == set()


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_the_source_beside_a_question_is_its_source(path):
    found = fences(path.read_text(encoding="utf-8"))
    asked = [content for info, content in found if info == "question"]
    assert [info for info, _ in found] == ["question", "yaml"] * len(asked)
    assert [content for info, content in found if info == "yaml"] == asked != []


def test_its_quiz_asks_one_of_each_type_out_of_a_pool():
    (quiz,) = gallery().quizzes.values()
    drawn, last = quiz.parts
    marked = {kind for kind, one in REGISTER.items() if one.marked_by != "nobody"}
    assert quiz.behaviour == "test"
    assert set(drawn.cover) == marked
    assert drawn.draw == len(marked) < len(drawn.units)
    kinds = {gallery().questions[one].kind for one in quiz.questions}
    assert kinds == set(REGISTER)
    assert last.draw is None


def test_it_is_light_open_and_not_in_the_catalogue():
    course = gallery()
    assert not course.listed
    assert course.certificate is None
    assert all(lesson.open for lesson in course.lessons.values())
    assert all(0 < one.size <= LARGEST for one in course.media.values())


@pytest.mark.parametrize("kind", REGISTER)
def test_the_guide_leads_from_each_type_to_its_place_in_the_gallery(kind: str):
    pages = (ROOT / "courses").glob("*.md")
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    flags = re.MULTILINE | re.DOTALL
    section = re.search(rf"^### {kind} — .*?(?=^###? |\Z)", text, flags)
    assert section is not None
    link = re.search(r"\]\(galeria-pytan/(lessons/[a-z0-9-]+\.md)\)", section[0])
    assert link is not None, f"{kind} has no link"
    lesson = (PACKAGE / link[1]).read_text(encoding="utf-8")
    assert re.search(rf"^type: {kind}$", lesson, re.MULTILINE)
