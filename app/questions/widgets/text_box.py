"""One line to write in."""

from dataclasses import dataclass
from typing import ClassVar

from app.questions.widgets import UNTOLD, Fields, Told, Widget


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
    # What to mind when writing (a message id), "" for nothing.
    note: str = ""
    longest: int
    told: Told = UNTOLD

    def fields(self) -> Fields:
        """Return what stands in the box."""
        return {self.name: [self.value], **self.hidden_fields()}
