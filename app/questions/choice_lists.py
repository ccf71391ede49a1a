"""What can be chosen in one gap of a text: choices of its own, or common ones."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import Field, model_validator

from app.questions.base import Model
from app.questions.choosing import Alternative, Alternatives
from app.questions.fields import Inline, Loc, Text

MOST_CHOICES = 20


class ListOfChoices(Model):
    """What can be chosen in one gap; plain text names one of the common choices."""

    right: Alternatives = Field(
        (),
        max_length=MOST_CHOICES,
        description="What is right; one of several will do.",
    )
    wrong: Alternatives = Field(
        (), max_length=MOST_CHOICES, description="What is wrong."
    )
    choice: Text = Field(
        "",
        description="Instead: id or text of the common choice that is right.",
    )
    feedback: Inline = Field("", description="Shown while the gap is not right.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return value if isinstance(value, Mapping) else {"choice": value}

    def placed(self) -> Iterator[tuple[Alternative, Loc]]:
        """Yield the choices of its own with their places."""
        for key in ("right", "wrong"):
            for place, choice in enumerate(getattr(self, key)):
                yield choice, (key, place)
