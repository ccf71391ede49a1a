"""A compiled course: the frozen values that every other room reads."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Literal

from app.content.conditions import ALWAYS, Counts, Shows, Window
from app.questions.base import Question

Language = Literal["pl", "de", "en"]


@dataclass(frozen=True)
class LocalText:
    """One text in one or more languages; empty when the author left it out."""

    texts: Mapping[str, str]

    def best(self, locale: str, default_language: str) -> tuple[str, str]:
        """Return (text, its language): the locale's, else the default's, else any."""
        for language in (locale, default_language, *self.texts):
            if language in self.texts:
                return self.texts[language], language
        return "", default_language

    def __bool__(self) -> bool:
        """Tell whether there is any text at all."""
        return bool(self.texts)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a lesson's facts come from."""

    title: str
    date: dt.date | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Static:
    """HTML that no learner changes, safe to print as it is.

    Addresses of media begin with the literal `media:` followed by the SHA-256 and
    the file's name; links to another activity begin with `activity:` and its id.
    """

    html: str
    type: Literal["static"] = "static"


@dataclass(frozen=True, slots=True)
class Hole:
    """A place in a lesson that is filled when the page is shown."""

    kind: Literal["question", "scenario", "figure"]
    ref: str
    type: Literal["hole"] = "hole"


Segment = Static | Hole


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson: its text in segments and the practice questions between them."""

    id: str
    title: str
    minutes: int
    open: bool
    segments: tuple[Segment, ...]
    practice: tuple[str, ...] = ()
    law_as_of: dt.date | None = None
    review_by: dt.date | None = None
    legal_basis: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Scenario:
    """A case that several questions share; they are never asked without its text.

    It is no question itself: nothing is answered to it, and nothing is marked. The
    questions are ordinary ones of the course.
    """

    id: str
    title: str
    html: str
    questions: tuple[str, ...]
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """What quizzes name and pools hold: a question, or a scenario with all of its."""

    id: str
    questions: tuple[str, ...]
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a quiz: all of its units, or as many as `draw` says, drawn anew.

    `cover` are tags of which each is on something that is drawn. `points` is what
    each question weighs here, None for as much as it says itself.
    """

    units: tuple[Unit, ...]
    order: Literal["drawn", "fixed"]
    draw: int | None = None
    prefer: Literal["unseen"] | None = None
    cover: tuple[str, ...] = ()
    points: int | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Quiz:
    """One quiz: which questions, and under which conditions they are asked.

    `pass_mark` is in millionths of the maximum, `time_limit` and `minutes` in
    minutes. None means: no pass mark, unlimited tries, no limit, all on one page.
    """

    id: str
    title: str
    intro_html: str
    behaviour: Literal["practice", "test", "exam"]
    pass_mark: int | None
    tries: int | None
    time_limit: int | None
    shows: Shows
    per_page: int | None
    minutes: int | None
    parts: tuple[Part, ...]
    going_back: bool = True
    # Minutes between the end of one attempt and the begin of the next.
    wait: int | None = None
    counts: Counts = "best"
    window: Window = ALWAYS
    # Asked before each try; "" for none. Never on a page, in a log or an export.
    access_code: str = field(default="", repr=False)

    @property
    def questions(self) -> tuple[str, ...]:
        """Every question that it may ask, once, in the author's order."""
        units = (unit for part in self.parts for unit in part.units)
        return tuple(dict.fromkeys(one for unit in units for one in unit.questions))


@dataclass(frozen=True, slots=True)
class Module:
    """An ordered group of activities."""

    id: str
    title: LocalText
    activities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CompletionRule:
    """What completing the course takes, as ids; derived states live in learning."""

    lessons: tuple[str, ...]
    quizzes: tuple[str, ...]
    practice: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CertificateRule:
    """What the certificate prints, and for how many months it is valid."""

    results: bool
    valid_months: int | None


@dataclass(frozen=True, slots=True)
class Media:
    """One media file: its content address, sniffed type, size in bytes, and rights."""

    sha256: str
    mime: str
    size: int
    alt: str
    licence: str
    author: str


@dataclass(frozen=True, repr=False)
class Course:
    """One immutable state of a course, as compiled from the sources with this digest.

    `hours` are training hours; `questions` holds the bank and all practice questions,
    those of scenarios too, with their Markdown rendered; `media` is keyed by path
    (`media/plan.png`).
    """

    id: str
    digest: str
    language: str
    teaches: str | None
    title: LocalText
    summary: LocalText
    audience: LocalText
    goals: tuple[LocalText, ...]
    level: LocalText
    hours: float
    authors: tuple[str, ...]
    licence: str
    version: str
    modules: tuple[Module, ...]
    lessons: Mapping[str, Lesson]
    quizzes: Mapping[str, Quiz]
    questions: Mapping[str, Question]
    completion: CompletionRule
    certificate: CertificateRule | None
    media: Mapping[str, Media]
    scenarios: Mapping[str, Scenario] = field(default_factory=dict)
    # The catalogue shows it; whoever has its address finds it either way.
    listed: bool = True

    def __repr__(self) -> str:
        """Name the revision and nothing in it: answer keys must not reach a log."""
        return f"Course({self.id!r}, {self.digest[:12]!r})"

    def activity(self, activity_id: str) -> Lesson | Quiz:
        """Return the lesson or quiz of this id; KeyError when there is none."""
        lesson = self.lessons.get(activity_id)
        return lesson if lesson is not None else self.quizzes[activity_id]

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The ids of all activities, in the order of the modules."""
        return tuple(chain.from_iterable(module.activities for module in self.modules))

    def neighbours(self, activity_id: str) -> tuple[str | None, str | None]:
        """Return the ids before and after an activity; KeyError when it is unknown."""
        place = self._places[activity_id]
        before = self.order[place - 1] if place > 0 else None
        after = self.order[place + 1] if place + 1 < len(self.order) else None
        return before, after

    def module_of(self, activity_id: str) -> Module:
        """Return the module that holds an activity; KeyError when it is unknown."""
        return self._modules[activity_id]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {activity: place for place, activity in enumerate(self.order)}

    @cached_property
    def _modules(self) -> dict[str, Module]:
        return dict(self._pairs())

    def _pairs(self) -> Iterator[tuple[str, Module]]:
        for module in self.modules:
            for activity in module.activities:
                yield activity, module
