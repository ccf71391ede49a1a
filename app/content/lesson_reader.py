"""Read one lesson: its keys, its text, and the practice questions in it."""

from app.content import frontmatter, markdown
from app.content.bank_reader import all_asked, scenarios_of
from app.content.course import Hole, Lesson, Segment, Source, Static
from app.content.digest import text_hash
from app.content.marks import Origin
from app.content.page import Page
from app.content.question_reader import QuestionReader
from app.content.scenario_reader import read_asked
from app.content.schema import LessonSource
from app.content.texts import decode
from app.content.units import Asked, AskedScenario, Bench, LessonUnit, Named
from app.content.validation import validated
from app.content.yaml_reader import Document, read_yaml
from app.questions.fields import is_id


def read_lesson(path: str, data: bytes, bench: Bench) -> LessonUnit:
    """Return what a lesson's file comes to, after noting all that is wrong in it."""
    text = decode(data, path, bench.problems)
    parts = None if text is None else frontmatter.split(text, path, bench.problems)
    if parts is None:
        return LessonUnit(None, None)
    keys = (
        validated(LessonSource, parts.document, bench.problems)
        if parts.document is not None
        else None
    )
    reader = QuestionReader(bench)
    segments, found = _body(path, parts, reader)
    asked = all_asked(found)
    return LessonUnit(
        _named(parts.document, data),
        None if keys is None else _lesson(keys, segments, asked),
        asked,
        reader.whole,
        tuple(reader.links),
        scenarios_of(found),
    )


def _body(
    path: str, parts: frontmatter.Parts, reader: QuestionReader
) -> tuple[tuple[Segment, ...], list[Asked | AskedScenario | None]]:
    origin = Origin(path, parts.first_line)
    page = Page(
        reader.bench.surroundings,
        reader.bench.problems,
        origin.place,
        parts.body.split("\n"),
        reader.links,
    )
    segments: list[Segment] = []
    found: list[Asked | AskedScenario | None] = []
    for piece in markdown.lesson(parts.body, page):
        if isinstance(piece, markdown.Html):
            segments.append(Static(piece.html))
            continue
        asked = _asked(piece, origin, reader)
        found.append(asked)
        segments += _holes(asked)
    return tuple(segments), found


def _asked(
    fence: markdown.Fence, origin: Origin, reader: QuestionReader
) -> Asked | AskedScenario | None:
    begin = Origin(origin.file, origin.line + fence.line, fence.column)
    document = read_yaml(fence.source, begin, reader.bench.problems)
    if document is None:
        reader.whole = False
        return None
    return read_asked(reader, document)


def _holes(asked: Asked | AskedScenario | None) -> list[Segment]:
    if isinstance(asked, AskedScenario):
        text = [] if asked.named is None else [Hole("scenario", asked.named.id)]
        return [*text, *(Hole("question", one.named.id) for one in asked.asked)]
    return [] if asked is None else [Hole("question", asked.named.id)]


def _named(document: Document | None, data: bytes) -> Named | None:
    """Name a lesson even if other keys of it are wrong, for others to refer to."""
    if document is None or not isinstance(document.value, dict):
        return None
    lesson_id = document.value.get("id")
    if not isinstance(lesson_id, str) or not is_id(lesson_id):
        return None
    place = document.marks.value(("id",))
    return Named(lesson_id, "lesson", place, text_hash(data)[:32])


def _lesson(
    keys: LessonSource, segments: tuple[Segment, ...], asked: tuple[Asked, ...]
) -> Lesson:
    return Lesson(
        id=keys.id,
        title=keys.title,
        minutes=keys.minutes,
        open=keys.open,
        segments=segments,
        practice=tuple(one.named.id for one in asked if not one.void),
        law_as_of=keys.law_as_of,
        review_by=keys.review_by,
        legal_basis=tuple(keys.legal_basis),
        sources=tuple(
            Source(source.title, source.date, source.url) for source in keys.sources
        ),
    )
