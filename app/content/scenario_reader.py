"""Read a scenario: the text of a case, and the questions that share it."""

from collections.abc import Mapping
from typing import Any

from app.content import markdown
from app.content.bank_schema import ScenarioSource
from app.content.course import Scenario
from app.content.marks import Marks, Step
from app.content.page import Page
from app.content.problems import Place
from app.content.question_reader import ID_MISSING, QuestionReader, source_digest
from app.content.units import Asked, AskedScenario, Named
from app.content.validation import validated
from app.content.yaml_reader import Document
from app.questions.fields import is_id

KIND = "scenario"
Path = tuple[Step, ...]


def read_asked(
    reader: QuestionReader, document: Document, at: Path = ()
) -> Asked | AskedScenario | None:
    """Return the question or scenario at a path, after noting what is wrong with it."""
    value: Any = document.value
    for step in at:
        value = value[step]
    if isinstance(value, Mapping) and value.get("type") == KIND:
        return _scenario(reader, value, document, at)
    return reader.read(value, document.marks, at)


def questions_in(value: Any) -> list[tuple[Path, Any]]:
    """Return the questions that a scenario was written with, each with its path."""
    found = value.get("questions") if isinstance(value, Mapping) else None
    listed = found if isinstance(found, list) else []
    return [(("questions", index), one) for index, one in enumerate(listed)]


def _scenario(
    reader: QuestionReader,
    value: Mapping[str, Any],
    document: Document,
    at: Path,
) -> AskedScenario:
    source = validated(ScenarioSource, document, reader.bench.problems, at)
    found = [
        reader.read(question, document.marks, (*at, *path))
        for path, question in questions_in(value)
    ]
    asked = tuple(one for one in found if one is not None)
    if value.get("id") is None:
        reader.bench.problems.add(ID_MISSING, document.marks.value(at))
    named = _named(value, document.marks, at)
    if named is None:
        reader.whole = False
    if source is None or named is None:
        return AskedScenario(named, None, asked)
    html = _html(source.text, reader, document.marks, (*at, "text"))
    ids = tuple(one.named.id for one in asked)
    scenario = Scenario(named.id, source.title or "", html, ids, tuple(source.tags))
    return AskedScenario(named, scenario, asked)


def _named(value: Mapping[str, Any], marks: Marks, at: Path) -> Named | None:
    """Name it even if something else is wrong with it, for others to refer to."""
    name = value.get("id")
    if not isinstance(name, str) or not is_id(name):
        return None
    return Named(name, KIND, marks.value((*at, "id")), source_digest(value))


def _html(text: str, reader: QuestionReader, marks: Marks, at: Path) -> str:
    def locate(line: int, column: int) -> Place:
        return marks.text(at, line, column)

    bench = reader.bench
    lines = text.split("\n")
    page = Page(bench.surroundings, bench.problems, locate, lines, reader.links)
    return markdown.block(text, lambda: page)
