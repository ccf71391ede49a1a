"""What a survey asks: choices, steps of a scale, or words of one's own."""

from dataclasses import dataclass
from typing import ClassVar

from app.questions.texts import Html
from app.questions.widgets import Fields, Widget
from app.questions.widgets.choices import Choices


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionChoices(Choices):
    """Choices of which none is right."""

    shape: ClassVar[str] = "opinion-choices"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionScale(Widget):
    """Steps from 1, of which one is taken; `chosen` is 0 while none is."""

    shape: ClassVar[str] = "opinion-scale"
    styles: ClassVar[tuple[str, ...]] = ("css/shapes/survey.css",)
    name: str
    steps: int
    low: Html
    high: Html
    chosen: int = 0

    def fields(self) -> Fields:
        """Return the step that was taken."""
        return {self.name: [str(self.chosen)]} if self.chosen else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionText(Widget):
    """Several lines to write in."""

    shape: ClassVar[str] = "opinion-text"
    styles: ClassVar[tuple[str, ...]] = ("css/shapes/survey.css",)
    name: str
    value: str = ""
    longest: int

    def fields(self) -> Fields:
        """Return what was written."""
        return {self.name: [self.value]}
