"""Read one quiz: which questions are asked, and under which conditions."""

from dataclasses import dataclass
from typing import Any, Literal

from app.content import markdown
from app.content.conditions import Shows, Window, shown_by
from app.content.course import Part, Quiz
from app.content.digest import text_hash
from app.content.marks import Marks, Origin
from app.content.page import Page
from app.content.problems import Place
from app.content.quiz_schema import PartSource, QuizSource
from app.content.texts import decode
from app.content.units import Bench, Links, Named, QuizUnit
from app.content.validation import check_any_of, validated
from app.content.yaml_reader import Document, read_yaml
from app.questions.fields import is_id


@dataclass(frozen=True, slots=True)
class Behaviour:
    """The conditions that one word stands for; a quiz may override each of them."""

    pass_mark: int | None
    tries: int | None
    time_limit: int | None
    feedback: Literal["now", "end", "none"]
    solutions: Literal["end", "none"]
    order: Literal["drawn", "fixed"]
    per_page: int | None


BEHAVIOURS = {
    "practice": Behaviour(None, None, None, "now", "end", "fixed", None),
    "test": Behaviour(600_000, 3, None, "end", "end", "drawn", 5),
    "exam": Behaviour(700_000, 1, 30, "end", "none", "drawn", 5),
}


def read_quiz(path: str, data: bytes, bench: Bench) -> QuizUnit:
    """Return what a quiz's file comes to, after noting all that is wrong in it."""
    text = decode(data, path, bench.problems)
    document = None if text is None else read_yaml(text, Origin(path), bench.problems)
    if document is None:
        return QuizUnit(None, None)
    source = validated(QuizSource, document, bench.problems)
    check_any_of(("questions", "parts"), QuizSource, document, bench.problems)
    named = _named(document, data)
    if source is None:
        return QuizUnit(named, None)
    intro, links = _intro(source.intro, document.marks, bench)
    return QuizUnit(named, _quiz(source, intro), links, source, document.marks)


def _named(document: Document, data: bytes) -> Named | None:
    quiz_id = document.value.get("id") if isinstance(document.value, dict) else None
    if not isinstance(quiz_id, str) or not is_id(quiz_id):
        return None
    place = document.marks.value(("id",))
    return Named(quiz_id, "quiz", place, text_hash(data)[:32])


def _intro(text: str | None, marks: Marks, bench: Bench) -> tuple[str, Links]:
    if text is None:
        return "", ()

    def locate(line: int, column: int) -> Place:
        return marks.text(("intro",), line, column)

    page = Page(bench.surroundings, bench.problems, locate, text.split("\n"))
    return markdown.block(text, lambda: page, headings=True), tuple(page.links)


def _quiz(source: QuizSource, intro_html: str) -> Quiz:
    preset = BEHAVIOURS[source.behaviour]

    def chosen(key: str) -> Any:
        # What is written counts even where it means None: `tries: unlimited`.
        origin = source if key in source.model_fields_set else preset
        return getattr(origin, key)

    def given(key: str) -> Any:
        # Here a key without a value says no more than no key at all.
        value = getattr(source, key)
        return getattr(preset, key) if value is None else value

    return Quiz(
        id=source.id,
        title=source.title,
        intro_html=intro_html,
        behaviour=source.behaviour,
        pass_mark=given("pass_mark"),
        tries=chosen("tries"),
        time_limit=chosen("time_limit"),
        shows=_shows(source, shown_by(given("feedback"), given("solutions"))),
        per_page=chosen("per_page"),
        minutes=source.minutes,
        parts=tuple(_part(one, given("order")) for one in parts_of(source)),
        going_back=source.going_back is not False,
        wait=source.wait,
        counts=source.counts or "best",
        window=Window(source.opens, source.closes),
        access_code=source.access_code or "",
    )


def _shows(source: QuizSource, usual: Shows) -> Shows:
    """Return what is shown when; moments that are not written are as usual."""
    written = source.shows
    if written is None:
        return usual
    return Shows(
        during=usual.during if written.during is None else tuple(written.during),
        after=usual.after if written.after is None else tuple(written.after),
        at_last=usual.at_last if written.at_last is None else tuple(written.at_last),
    )


def parts_of(source: QuizSource) -> list[PartSource]:
    """Return the parts of a quiz; a plain list of questions is the only one."""
    if source.questions is None:
        return source.parts or []
    return [PartSource(questions=source.questions)]


def _part(source: PartSource, order: Literal["drawn", "fixed"]) -> Part:
    """Return a part without its units, which stand in other files."""
    return Part(
        units=(),
        order=source.order or order,
        draw=source.draw,
        prefer=source.prefer,
        cover=tuple(source.cover) if isinstance(source.cover, list) else (),
        points=source.points,
        title=source.title or "",
    )
