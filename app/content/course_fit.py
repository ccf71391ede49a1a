"""Whether course.yaml speaks of what there is: its order, completion, languages."""

from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from app.content.draft import Draft, Outline
from app.content.marks import Step
from app.content.nearest import nearest
from app.content.problems import Fault, Place, Problems
from app.content.schema_faults import DID_YOU_MEAN
from app.questions.messages import N_

ACTIVITY_UNKNOWN = Fault(
    "activity-unknown",
    N_("There is no lesson or quiz with the id “%(id)s”."),
    N_("Write the id of a lesson or quiz of this package."),
)
ACTIVITY_TWICE = Fault(
    "activity-twice",
    N_("“%(id)s” stands in the course a second time."),
    N_("It is already in line %(line)s; each activity has one place."),
)
ACTIVITY_LEFT_OUT = Fault(
    "activity-left-out",
    N_("“%(id)s” stands in no module, so nobody would find it."),
    N_("Add its id to the activities of a module in course.yaml, or delete the file."),
)
LESSON_UNKNOWN = Fault(
    "lesson-unknown",
    N_("There is no lesson with the id “%(id)s” in the course."),
    N_("Write the id of a lesson."),
)
QUIZ_UNKNOWN = Fault(
    "quiz-unknown",
    N_("There is no quiz with the id “%(id)s” in the course."),
    N_("Write the id of a quiz."),
)
NO_PRACTICE = Fault(
    "lesson-without-practice",
    N_("The lesson “%(id)s” has no practice questions."),
    N_("Remove it here, or put a question into the lesson."),
)
LANGUAGE_MISSING = Fault(
    "language-missing",
    N_("This text is not given in the language of the course, “%(language)s”."),
    N_("Add a line “%(language)s: …”."),
)


def check_outline(outline: Outline, draft: Draft, problems: Problems) -> None:
    """Note what course.yaml says of activities and languages that is not so."""
    _check_order(outline, draft, problems)
    _check_completion(outline, draft, problems)
    _check_languages(outline, problems)


def note_unknown_id(
    fault: Fault, name: str, known: Iterable[str], place: Place, problems: Problems
) -> None:
    """Note an id that nothing bears, with the one that was probably meant."""
    suggestion = nearest(name, known)
    hint = DID_YOU_MEAN if suggestion else None
    problems.add(fault, place, hint, id=name, suggestion=suggestion or "")


def _check_order(outline: Outline, draft: Draft, problems: Problems) -> None:
    known = {named.id: named for named in draft.activities()}
    placed: dict[str, Place] = {}
    for name, place in outline.activities():
        first = placed.setdefault(name, place)
        if first is not place:
            problems.add(ACTIVITY_TWICE, place, id=name, line=first.line)
        elif name not in known and draft.knows_activities():
            note_unknown_id(ACTIVITY_UNKNOWN, name, known, place, problems)
    for name, named in known.items():
        if name not in placed:
            problems.add(ACTIVITY_LEFT_OUT, named.place, id=name)


def _check_completion(outline: Outline, draft: Draft, problems: Problems) -> None:
    if not draft.knows_activities():
        return
    lessons = {unit.named.id: unit for unit in draft.lessons if unit.named}
    quizzes = {unit.named.id: unit for unit in draft.quizzes if unit.named}
    for key, fault, known in (
        ("lessons", LESSON_UNKNOWN, lessons.keys()),
        ("quizzes", QUIZ_UNKNOWN, quizzes.keys()),
        ("practice", LESSON_UNKNOWN, lessons.keys()),
    ):
        for name, place in outline.chosen(key):
            if name not in known:
                note_unknown_id(fault, name, known, place, problems)
    for name, place in outline.chosen("practice"):
        unit = lessons.get(name)
        if unit is not None and unit.whole and not unit.asked:
            problems.add(NO_PRACTICE, place, id=name)


def _check_languages(outline: Outline, problems: Problems) -> None:
    language = outline.source.language
    for path, texts in _texts_by_language(outline.source, ()):
        if language not in texts:
            place = outline.marks.value(path)
            problems.add(LANGUAGE_MISSING, place, language=language)


def _texts_by_language(
    value: object, path: tuple[Step, ...]
) -> Iterator[tuple[tuple[Step, ...], dict[str, str]]]:
    """Yield every text that is given in several languages; no other mapping is."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _texts_by_language(getattr(value, name), (*path, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts_by_language(item, (*path, index))
    elif isinstance(value, dict):
        yield path, value
