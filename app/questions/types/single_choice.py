"""single-choice: one of several choices is right."""

from typing import ClassVar, Literal

from pydantic import Field

from app.questions.base import (
    BadResponse,
    Example,
    Form,
    Judgement,
    Posted,
    Response,
    judgement,
)
from app.questions.choosing import ChoiceQuestion
from app.questions.fields import Faults
from app.questions.messages import Said, said
from app.questions.score import FULL
from app.questions.widgets.choices import Choices

_EXAMPLE = """
id: umowa-forma
type: single-choice
prompt: W jakiej formie zawiera się umowę o pracę?
choices:
  - {id: a, text: Na piśmie, right: true}
  - {id: b, text: Tylko ustnie, feedback: Ustne ustalenia trzeba potwierdzić na piśmie.}
  - {id: c, text: Wyłącznie u notariusza}
explanation: Umowę o pracę zawiera się na piśmie.
legal_basis: [art. 29 § 2 KP]
"""


class SingleChoice(ChoiceQuestion):
    """Choices of which exactly one is right; it earns the full mark, others nothing."""

    example: ClassVar[Example] = Example(
        _EXAMPLE, right={"choices": ["a"]}, wrong={"choices": ["b"]}
    )

    type: Literal["single-choice"] = Field(description="One of several is right.")

    def check_rightness(self, faults: Faults) -> None:
        """Refuse any number of right choices but one."""
        rights = [loc for loc, _, is_right in self.placed_alternatives if is_right]
        if len(rights) > 1:
            faults.add("right-count", *rights[1], count=len(rights))
        elif not rights:
            faults.add("right-count", count=0)
        elif len(self.placed_alternatives) == 1:
            faults.add("wrong-missing")

    def widget(
        self, form: Form, response: Response | None, verdict: Judgement | None = None
    ) -> Choices:
        """Return one radio button for each choice."""
        return self.choices_widget(form, response, verdict, several=False)

    def read(self, fields: Posted, form: Form) -> Response | None:
        """Return the one choice that was taken."""
        chosen = self.posted(fields, form)
        if len(chosen) > 1:
            raise BadResponse("field-repeated")
        return {"choices": chosen} if chosen else None

    def marking(self) -> tuple[Said, ...]:
        """Say that one choice is worth it all."""
        return (said("one-right"),)

    def judge(self, response: Response | None, form: Form) -> Judgement:  # noqa: ARG002
        """Give the full mark to the right choice."""
        # More than one can only come from a question that has changed its type.
        chosen = self.chosen(response)[:1]
        return judgement(
            FULL if self.right_ids.issuperset(chosen) and chosen else 0,
            answered=bool(chosen),
            rule=chosen[0] if chosen else None,
            parts=self.part_verdicts(chosen),
        )
