"""Parts of questions that are hardly more than a text with an id."""

from collections.abc import Mapping
from typing import Any

from pydantic import Field, model_validator

from app.questions.base import Part
from app.questions.fields import Inline


class PartFromText(Part):
    """A text with an id; plain text may stand for it until it has got its id."""

    text: Inline = Field(min_length=1, description="What the learner reads.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return value if isinstance(value, Mapping) else {"text": value}
