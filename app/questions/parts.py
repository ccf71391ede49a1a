"""Parts of questions that are hardly more than a text with an id."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field, model_validator

from app.questions.base import Part
from app.questions.fields import Inline

Keep = Literal["first", "last"]


class PartFromText(Part):
    """A text with an id; plain text may stand for it until it has got its id."""

    text: Inline = Field(min_length=1, description="What the learner reads.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return value if isinstance(value, Mapping) else {"text": value}


class ShuffledPart(PartFromText):
    """A text that is shown in a drawn order, unless its author keeps it in place."""

    keep: Keep | None = Field(
        None,
        description="`last` or `first`: where it stays while the others are shuffled, "
        "as “none of these” does.",
    )
