"""A recording, and a box for what was heard."""

from dataclasses import dataclass
from typing import ClassVar

from app.questions.media import Sound
from app.questions.texts import NO_HTML, Html
from app.questions.widgets import Fields, Widget


@dataclass(frozen=True, slots=True, kw_only=True)
class Dictation(Widget):
    """A recording to be written down; `lang` is the language it is in."""

    shape: ClassVar[str] = "dictation"
    styles: ClassVar[tuple[str, ...]] = ("css/shapes/dictation.css",)
    scripts: ClassVar[tuple[str, ...]] = ("js/dictation.js",)
    name: str
    sound: Sound
    slow: Sound | None = None
    # How often a quiz plays it; None as often as one likes.
    plays: int | None = None
    value: str = ""
    lang: str
    longest: int
    # The task of those who cannot hear it, and whether it was taken.
    alternative: Html = NO_HTML
    is_alternative: bool = False

    def fields(self) -> Fields:
        """Return the text, and whether it was written without the recording."""
        taken = {f"{self.name}.alternative": ["yes"]} if self.is_alternative else {}
        return {self.name: [self.value]} | taken
