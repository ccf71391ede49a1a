"""What a learner sees of a question, as values; one macro turns them into HTML.

A widget holds the answer key only as far as the verdict given to it does. Attributes of
type `Html` are safe to print as they are, all other texts have to be escaped.
"""

from dataclasses import dataclass
from typing import ClassVar, Literal

from app.questions.differences import Difference
from app.questions.texts import NO_HTML, Html

Fields = dict[str, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a judgement says about one part; all of it empty before there is one."""

    # None: nothing is said about this part.
    right: bool | None = None
    feedback: Html | None = None
    # The right answer to this part, when it may be shown.
    expected: Html | None = None
    difference: Difference | None = None


UNTOLD = Told()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One radio button or box to tick.

    Its words are content (`html`), or the interface's own (`label`, a message id).
    """

    value: str
    html: Html = NO_HTML
    label: str | None = None
    chosen: bool = False
    told: Told = UNTOLD


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One line of a drop-down list."""

    value: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Something to be given one of the options; `chosen` is "" while it is not."""

    name: str
    html: Html
    chosen: str = ""
    told: Told = UNTOLD


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A box inside a text; `number` counts from 1, `size` is its width in letters."""

    name: str
    number: int
    value: str = ""
    size: int
    lang: str
    told: Told = UNTOLD


@dataclass(frozen=True, slots=True, kw_only=True)
class Widget:
    """What every question shows: its id and what it asks."""

    shape: ClassVar[str]
    id: str
    prompt: Html


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices(Widget):
    """Choices of which one is taken, or (`several`) any number."""

    shape: ClassVar[str] = "choices"
    name: str
    choices: tuple[Choice, ...]
    several: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBox(Widget):
    """One line to write in; `lang` is the language of the answer, "" for a number."""

    shape: ClassVar[str] = "text-box"
    name: str
    value: str = ""
    lang: str = ""
    # Printed behind the box.
    unit: str = ""
    # What the learner may write behind the number.
    units: tuple[str, ...] = ()
    # Whether digits, comma and point are all that is needed.
    numeric: bool = False
    longest: int
    told: Told = UNTOLD


@dataclass(frozen=True, slots=True, kw_only=True)
class Selects(Widget):
    """Rows with a drop-down list each: partners to match, or positions in an order."""

    shape: ClassVar[str] = "selects"
    purpose: Literal["matching", "ordering"]
    rows: tuple[Row, ...]
    options: tuple[Option, ...]
    # Options that need more than plain text stand above, each with its letter.
    lettered: tuple[tuple[str, Html], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps(Widget):
    """A text with boxes in it."""

    shape: ClassVar[str] = "gaps"
    pieces: tuple[Html | Gap, ...]

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The boxes alone, in the order of the text."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Gap))

    @property
    def remarked(self) -> tuple[Gap, ...]:
        """The boxes about which there is something to say."""
        return tuple(gap for gap in self.gaps if gap.told != UNTOLD)


def filled_fields(widget: Widget) -> Fields:
    """Return the form fields a browser would send of a widget as it stands.

    An untouched box or list is sent as "", an untouched button not at all.
    """
    match widget:
        case Choices():
            chosen = [choice.value for choice in widget.choices if choice.chosen]
            return {widget.name: chosen} if chosen else {}
        case TextBox():
            return {widget.name: [widget.value]}
        case Selects():
            return {row.name: [row.chosen] for row in widget.rows}
        case Gaps():
            return {gap.name: [gap.value] for gap in widget.gaps}
        case _:
            raise TypeError(f"no fields are known for {type(widget).__name__}")
