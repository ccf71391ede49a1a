"""Choices of which one or several are taken."""

from dataclasses import dataclass
from typing import ClassVar

from app.questions.texts import NO_HTML, Html
from app.questions.widgets import UNTOLD, Fields, Told, Widget


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
class Choices(Widget):
    """Choices of which one is taken, or (`several`) any number."""

    shape: ClassVar[str] = "choices"
    name: str
    choices: tuple[Choice, ...]
    several: bool = False

    def fields(self) -> Fields:
        """Return what was chosen, under the one name of all."""
        chosen = [choice.value for choice in self.choices if choice.chosen]
        return ({self.name: chosen} if chosen else {}) | self.hidden_fields()
