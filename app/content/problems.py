"""What is wrong in a package: values that the edge turns into sentences."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypedDict

Translate = Callable[[str], str]
Param = str | int


class ProblemDict(TypedDict):
    """One problem as `courses check --format json` prints it."""

    file: str
    line: int
    column: int
    code: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A kind of problem: its stable code, and the ids of its cause and its mend.

    Both texts may hold named parameters, as in `%(name)s`.
    """

    code: str
    message: str
    hint: str

    def at(
        self, place: "Place", hint: str | None = None, /, **params: Param
    ) -> "Problem":
        """Say that this happened at a place, perhaps with a better mend."""
        return Problem(place, self.code, self.message, hint or self.hint, params)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A file of the package, and where in it; line and column count from 1."""

    file: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing an author has to mend."""

    place: Place
    code: str
    message_id: str
    hint_id: str
    params: Mapping[str, Param]

    @property
    def file(self) -> str:
        """The path inside the package, with slashes."""
        return self.place.file

    @property
    def line(self) -> int:
        """The line, from 1."""
        return self.place.line

    @property
    def column(self) -> int:
        """The column in characters, from 1."""
        return self.place.column

    def message(self, translate: Translate) -> str:
        """Say what is wrong."""
        return translate(self.message_id) % self.params

    def hint(self, translate: Translate) -> str:
        """Say how to mend it."""
        return translate(self.hint_id) % self.params

    def to_dict(self, translate: Translate) -> ProblemDict:
        """Return the object that machines read."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "code": self.code,
            "message": self.message(translate),
            "hint": self.hint(translate),
        }


@dataclass(slots=True)
class Problems:
    """Collects everything that is wrong, so that an author sees it all at once."""

    found: list[Problem] = field(default_factory=list)

    def add(
        self, fault: Fault, place: Place, hint: str | None = None, /, **params: Param
    ) -> None:
        """Note one problem."""
        self.found.append(fault.at(place, hint, **params))

    def sorted(self) -> tuple[Problem, ...]:
        """Return all problems by file, line and column, each once."""
        unique = {(p.place, p.code, p.message_id, str(p.params)): p for p in self.found}
        return tuple(
            unique[key] for key in sorted(unique, key=lambda key: (key[0], key[1:]))
        )

    def __bool__(self) -> bool:
        """Tell whether anything is wrong."""
        return bool(self.found)
