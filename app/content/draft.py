"""A package as read: every file by itself, not yet fitted together."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from app.content import layout
from app.content.bank_reader import read_bank
from app.content.lesson_reader import read_lesson
from app.content.marks import Marks, Origin
from app.content.media_reader import read_media
from app.content.page import MediaFile, Surroundings
from app.content.problems import Fault, Place, Problems
from app.content.quiz_reader import read_quiz
from app.content.reader import Sources
from app.content.schema import CourseSource
from app.content.texts import decode
from app.content.units import (
    AnyUnit,
    Asked,
    AskedScenario,
    BankUnit,
    Bench,
    Cache,
    LessonUnit,
    Links,
    Named,
    Pool,
    QuizUnit,
    kept,
)
from app.content.validation import validated
from app.content.yaml_reader import Document, read_yaml
from app.questions.messages import N_

NO_COURSE = Fault(
    "no-course",
    N_("The package has no file course.yaml."),
    N_("Write it: “czeladnik courses new” shows how one begins."),
)


@dataclass(frozen=True, slots=True)
class Outline:
    """course.yaml, when it is right in itself, with the places of what it names."""

    source: CourseSource
    marks: Marks

    def modules(self) -> Iterator[tuple[str, Place]]:
        """Yield the id and place of each module."""
        for number, module in enumerate(self.source.modules):
            yield module.id, self.marks.value(("modules", number, "id"))

    def activities(self) -> Iterator[tuple[str, Place]]:
        """Yield the id and place of each activity, in the order of the course."""
        for number, module in enumerate(self.source.modules):
            for index, name in enumerate(module.activities):
                path = ("modules", number, "activities", index)
                yield name, self.marks.value(path)

    def chosen(self, key: str) -> Iterator[tuple[str, Place]]:
        """Yield the ids that stand one by one under a key of `completion`."""
        ids = getattr(self.source.completion, key)
        if isinstance(ids, list):
            for index, name in enumerate(ids):
                yield name, self.marks.value(("completion", key, index))


@dataclass(frozen=True, slots=True)
class Draft:
    """All that was read of a package; `outline` is None when course.yaml is wrong."""

    outline: Outline | None
    media: Mapping[str, MediaFile]
    lessons: tuple[LessonUnit, ...]
    quizzes: tuple[QuizUnit, ...]
    banks: tuple[BankUnit, ...]

    def asked(self) -> Iterator[Asked]:
        """Yield all questions: those of the lessons, then those of the bank."""
        for lesson in self.lessons:
            yield from lesson.asked
        for bank in self.banks:
            yield from bank.asked

    def scenarios(self) -> Iterator[AskedScenario]:
        """Yield all scenarios: those of the lessons, then those of the bank."""
        for lesson in self.lessons:
            yield from lesson.scenarios
        for bank in self.banks:
            yield from bank.scenarios

    def pools(self) -> Iterator[Pool]:
        """Yield all pools of the bank."""
        for bank in self.banks:
            yield from bank.pools

    def activities(self) -> Iterator[Named]:
        """Yield every lesson and quiz whose id could be read."""
        for named in self._activities():
            if named is not None:
                yield named

    def named(self) -> Iterator[Named]:
        """Yield everything that bears an id, but for modules."""
        yield from self.activities()
        for asked in self.asked():
            if asked.named.id:
                yield asked.named
        yield from (one.named for one in self.scenarios() if one.named is not None)
        yield from (pool.named for pool in self.pools())

    def links(self) -> Iterator[Links]:
        """Yield what the texts of each file point to."""
        yield from (unit.links for unit in self.lessons)
        yield from (unit.links for unit in self.quizzes)
        yield from (unit.links for unit in self.banks)

    def knows_activities(self) -> bool:
        """Tell whether the id of every lesson and quiz could be read."""
        return all(named is not None for named in self._activities())

    def knows_questions(self) -> bool:
        """Tell whether the id of every question could be read."""
        lessons = all(unit.whole for unit in self.lessons)
        return lessons and all(unit.whole for unit in self.banks)

    def _activities(self) -> Iterator[Named | None]:
        yield from (unit.named for unit in self.lessons)
        yield from (unit.named for unit in self.quizzes)


def drafted(sources: Sources, problems: Problems, cache: Cache) -> Draft:
    """Read every file of a package, each for itself."""
    document = _course_document(sources, problems)
    media = read_media(sources, problems)
    surroundings = Surroundings(*_languages(document), media)
    bench = Bench(surroundings, _context(surroundings), problems, cache)
    return Draft(
        _outline(document, problems),
        media,
        _units(sources, "lessons/", read_lesson, bench),
        _units(sources, "quizzes/", read_quiz, bench),
        _units(sources, "questions/", read_bank, bench),
    )


def _course_document(sources: Sources, problems: Problems) -> Document | None:
    data = sources.texts.get(layout.COURSE)
    if data is None:
        # Of a folder that does not exist this is said already, with its name.
        if all(problem.code != layout.NO_FOLDER.code for problem in problems.found):
            problems.add(NO_COURSE, Place(layout.COURSE))
        return None
    text = decode(data, layout.COURSE, problems)
    return None if text is None else read_yaml(text, Origin(layout.COURSE), problems)


def _outline(document: Document | None, problems: Problems) -> Outline | None:
    if document is None:
        return None
    source = validated(CourseSource, document, problems)
    return None if source is None else Outline(source, document.marks)


def _languages(document: Document | None) -> tuple[str, str | None]:
    """Return the course's language and the one it teaches, as far as they are right."""
    value = document.value if document is not None else None
    keys = value if isinstance(value, dict) else {}
    language, teaches = keys.get("language"), keys.get("teaches")
    return (
        language if language in ("pl", "de", "en") else "pl",
        teaches if teaches in ("pl", "de", "en") else None,
    )


def _context(surroundings: Surroundings) -> str:
    text = repr(
        (
            surroundings.language,
            surroundings.teaches,
            sorted(surroundings.media.items(), key=lambda item: item[0]),
        )
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _units(
    sources: Sources,
    folder: str,
    read: Callable[[str, bytes, Bench], AnyUnit],
    bench: Bench,
) -> tuple[AnyUnit, ...]:
    paths = sorted(path for path in sources.texts if path.startswith(folder))
    return tuple(kept(bench, path, sources.texts[path], read) for path in paths)
