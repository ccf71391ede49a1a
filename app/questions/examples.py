"""Examples of answers that stand beside a typed question and are tried with it."""

from typing import Annotated

from pydantic import AfterValidator, Field

from app.questions.base import Model
from app.questions.fields import ExampleText, Text, mark_from

_MOST_EXAMPLES = 200


def _checked(text: str) -> str:
    mark_from(text)
    return text


# A mark as its author wrote it, so that the place of an example is found again.
MarkText = Annotated[Text, AfterValidator(_checked)]
Examples = tuple[ExampleText, ...]


class TriedOut(Model):
    """The keys for examples of what earns everything, nothing, or a part."""

    accepts: Examples = Field(
        (),
        max_length=_MOST_EXAMPLES,
        description="Answers that must be right; tried whenever the course is checked.",
    )
    rejects: Examples = Field(
        (),
        max_length=_MOST_EXAMPLES,
        description="Answers that must earn nothing; tried likewise.",
    )
    worth: dict[MarkText, Examples] = Field(
        {},
        max_length=20,
        description="Answers that must earn a certain part, by mark: "
        "{50%: [Mädchen]}; tried likewise.",
    )
