"""What a Markdown text knows while it is rendered: its place and surroundings."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from app.content.course import Media
from app.content.problems import Fault, Param, Place, Problems


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A media file as Markdown needs it; sizes in pixels, 0 when it has none."""

    name: str
    media: Media
    width: int = 0
    height: int = 0
    decorative: bool = False


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the rest of the package lends to every text in it."""

    language: str
    teaches: str | None
    media: Mapping[str, MediaFile]


@dataclass(slots=True)
class Page:
    """One Markdown text on its way to HTML.

    `locate` turns a 0-based line and column of the text into a place in its file.
    `links` collects the activities that the text points to, to be looked up once all
    of the package is known.
    """

    surroundings: Surroundings
    problems: Problems
    locate: Callable[[int, int], Place]
    lines: Sequence[str]
    links: list[tuple[str, Place]] = field(default_factory=list)
    tables: int = 0
    heading: int = 1
    heading_shift: int = 0
    block: tuple[int, int] = (0, 0)

    def note(
        self,
        fault: Fault,
        line: int,
        column: int = 0,
        hint: str | None = None,
        **params: Param,
    ) -> None:
        """Note a problem at a line and column of the text, from 0."""
        self.problems.add(fault, self.locate(line, column), hint, **params)

    def find(self, *needles: str) -> tuple[int, int]:
        """Return line and column of the first needle in the block at hand.

        Markdown keeps no positions inside a paragraph; when no needle is found, as
        the author wrote it another way, the start of the paragraph is meant.
        """
        first, last = self.block
        for needle in needles:
            for number in range(first, min(last, len(self.lines))):
                column = self.lines[number].find(needle) if needle else -1
                if column >= 0:
                    return number, column
        return first, 0
