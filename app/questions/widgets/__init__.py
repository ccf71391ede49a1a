"""What a learner sees of a question, as values; a template of each shape prints them.

A widget holds the answer key only as far as the verdict given to it does. Attributes of
type `Html` are safe to print as they are, all other texts have to be escaped.
"""

from abc import abstractmethod
from dataclasses import dataclass
from typing import ClassVar

from app.questions.differences import Difference
from app.questions.texts import Html

Fields = dict[str, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a judgement says about one part; all of it empty before there is one."""

    # None: nothing is said about this part.
    right: bool | None = None
    # What was forgiven (a message id), "" for nothing.
    remark: str = ""
    feedback: Html | None = None
    # The right answer to this part, when it may be shown.
    expected: Html | None = None
    difference: Difference | None = None


UNTOLD = Told()


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One line of a drop-down list."""

    value: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Widget:
    """What every question shows: its id and what it asks.

    Its shape names the template that prints it, `questions/shapes/<shape>.html`. Style
    sheets and scripts are those that only this shape needs, by their place under
    static/; pages load them when such a widget is on them, and work without scripts.
    """

    shape: ClassVar[str]
    styles: ClassVar[tuple[str, ...]] = ()
    scripts: ClassVar[tuple[str, ...]] = ()
    id: str
    prompt: Html
    # What the page says of itself when it is sent: fields with their values.
    hidden: tuple[tuple[str, str], ...] = ()

    @abstractmethod
    def fields(self) -> Fields:
        """Return the form fields a browser would send of this as it stands.

        An untouched box or list is sent as "", an untouched button not at all.
        """

    def hidden_fields(self) -> Fields:
        """Return the fields that the page fills in by itself."""
        return {name: [value] for name, value in self.hidden}
