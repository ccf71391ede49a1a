"""What each file of a package comes to, before the files are fitted together."""

from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from typing import TypeVar, cast

from app.content.bank_schema import PoolSource
from app.content.course import Lesson, Quiz, Scenario
from app.content.digest import text_hash
from app.content.marks import Marks, Step
from app.content.page import Surroundings
from app.content.problems import Place, Problems
from app.content.quiz_schema import QuizSource
from app.questions.base import Question

# Goes up when the same sources compile to something else than before.
COMPILER_VERSION = "4"


@dataclass(frozen=True, slots=True)
class Named:
    """An id of the package: what bears it, where, and which parts it has."""

    id: str
    kind: str
    place: Place
    digest: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in its compiled form, None when it is broken, under its name."""

    named: Named
    question: Question | None

    @property
    def void(self) -> bool:
        """Whether it is not asked any more; of what is broken nobody knows."""
        return self.question is not None and self.question.void is not None


@dataclass(frozen=True, slots=True)
class AskedScenario:
    """A scenario under its name, and its questions; None when its text is broken."""

    named: Named | None
    scenario: Scenario | None
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Pool:
    """A pool as it was written, under its name, with the places of what it names."""

    named: Named
    source: PoolSource
    places: tuple[Place, ...]
    tags_place: Place


Links = tuple[tuple[str, Place], ...]


@dataclass(frozen=True, slots=True)
class LessonUnit:
    """A lesson's file; `named` stays None when not even its id could be read.

    `asked` has the questions of its scenarios, too. `whole` is false when the id of a
    question in it could not be read.
    """

    named: Named | None
    lesson: Lesson | None
    asked: tuple[Asked, ...] = ()
    whole: bool = True
    links: Links = ()
    scenarios: tuple[AskedScenario, ...] = ()


@dataclass(frozen=True, slots=True)
class QuizUnit:
    """A quiz's file. Its parts have no units yet: what they name is in other files."""

    named: Named | None
    quiz: Quiz | None
    links: Links = ()
    source: QuizSource | None = None
    marks: Marks | None = None

    def part_path(self, number: int) -> tuple[Step, ...]:
        """Return where a part stands in the file; plain questions are no list of it."""
        plain = self.source is None or self.source.parts is None
        return () if plain else ("parts", number)


@dataclass(frozen=True, slots=True)
class BankUnit:
    """A file of the bank; `whole` is false when an id in it could not be read.

    `asked` has the questions of its scenarios, too.
    """

    asked: tuple[Asked, ...]
    whole: bool = True
    links: Links = ()
    scenarios: tuple[AskedScenario, ...] = ()
    pools: tuple[Pool, ...] = ()


Unit = LessonUnit | QuizUnit | BankUnit
AnyUnit = TypeVar("AnyUnit", LessonUnit, QuizUnit, BankUnit)
# The caller owns it and may keep it as long as it likes; only faultless files go in.
Cache = MutableMapping[str, Unit]


@dataclass(frozen=True, slots=True)
class Bench:
    """Where the files of one package are worked on.

    `context` is a hash of all that a file takes from the rest of the package.
    """

    surroundings: Surroundings
    context: str
    problems: Problems
    cache: Cache


def kept(
    bench: Bench, path: str, data: bytes, read: Callable[[str, bytes, Bench], AnyUnit]
) -> AnyUnit:
    """Return the unit of a file, read anew only when something it rests on changed."""
    key = f"{COMPILER_VERSION}/{bench.context}/{path}/{text_hash(data)}"
    found = bench.cache.get(key)
    if found is not None:
        # The key holds the path, and the files of one folder make units of one kind.
        return cast(AnyUnit, found)
    before = len(bench.problems.found)
    unit = read(path, data, bench)
    if len(bench.problems.found) == before:
        bench.cache[key] = unit
    return unit
