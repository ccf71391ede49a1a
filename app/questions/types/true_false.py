"""true-false: a statement that is true or not."""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from pydantic import Field, model_validator

from app.questions.base import (
    BadResponse,
    Example,
    Form,
    Judgement,
    Model,
    PartVerdict,
    Posted,
    Question,
    Response,
    Translate,
    judgement,
)
from app.questions.fields import Inline
from app.questions.messages import N_, Said, said
from app.questions.reading import own_fields, single
from app.questions.score import FULL
from app.questions.texts import Html
from app.questions.widgets import UNTOLD
from app.questions.widgets.choices import Choice, Choices

_EXAMPLE = """
id: umowa-probna
type: true-false
prompt: Umowa na okres próbny może trwać rok.
answer: false
feedback:
  true: Trzy miesiące to co do zasady najwięcej.
explanation: Okres próbny trwa co do zasady najwyżej 3 miesiące.
legal_basis: [art. 25 § 2 KP]
"""

_LABELS = {"true": N_("True"), "false": N_("False")}


class Feedback(Model):
    """What is said to those who answered so."""

    true: Inline = Field("", description="Shown to those who say that it is true.")
    false: Inline = Field("", description="Shown to those who say that it is false.")

    @model_validator(mode="before")
    @classmethod
    def _with_text_keys(cls, value: Any) -> Any:
        # In YAML an unquoted true is no text.
        if not isinstance(value, Mapping):
            return value
        return {
            str(key).lower() if isinstance(key, bool) else key: text
            for key, text in value.items()
        }


class TrueFalse(Question):
    """A statement to be called true or false; responses are {"value": bool}."""

    example: ClassVar[Example] = Example(
        _EXAMPLE, right={"value": False}, wrong={"value": True}
    )

    type: Literal["true-false"] = Field(description="A statement, true or not.")
    answer: bool = Field(description="Whether the statement is true.")
    feedback: Feedback = Field(
        Feedback(), description="What is said to those who answered true or false."
    )

    def widget(
        self,
        form: Form,  # noqa: ARG002 - nothing is drawn
        response: Response | None,
        verdict: Judgement | None = None,
    ) -> Choices:
        """Return two radio buttons with words of the interface."""
        given = _value(response)
        told = {part.id: part.told() for part in verdict.parts} if verdict else {}
        return Choices(
            id=self.id,
            prompt=Html(self.prompt),
            name=self.id,
            choices=tuple(
                Choice(
                    value=word,
                    label=label,
                    chosen=given == word,
                    told=told.get(word, UNTOLD),
                )
                for word, label in _LABELS.items()
            ),
        )

    def read(self, fields: Posted, form: Form) -> Response | None:  # noqa: ARG002
        """Return which of the two was taken."""
        word = single(own_fields(fields, self.id))
        if not word:
            return None
        if word not in _LABELS:
            raise BadResponse("answer-unknown")
        return {"value": word == "true"}

    def marking(self) -> tuple[Said, ...]:
        """Say that one choice is worth it all."""
        return (said("one-right"),)

    def judge(self, response: Response | None, form: Form) -> Judgement:  # noqa: ARG002
        """Give the full mark to the right one."""
        given = _value(response)
        is_right = given == _word(value=self.answer)
        return judgement(
            FULL if is_right else 0,
            answered=given is not None,
            rule=given,
            parts=tuple(
                self._part(word, given=word == given)
                for word in _LABELS
                if word in (given, _word(value=self.answer))
            ),
        )

    def _part(self, word: str, *, given: bool) -> PartVerdict:
        is_right = word == _word(value=self.answer)
        feedback = self.feedback.true if word == "true" else self.feedback.false
        return PartVerdict(
            id=word,
            mark=FULL if given and is_right else 0,
            right=given and is_right,
            given=given,
            feedback=Html(feedback) if given and feedback else None,
            # The words are the interface's; that there is something says enough.
            expected=Html(word) if is_right else None,
        )

    def solution(self, form: Form) -> Response:  # noqa: ARG002
        """Return the truth."""
        return {"value": self.answer}

    def readable(self, response: Response, translate: Translate = str) -> str:
        """Return the word of the interface for what was answered."""
        given = _value(response)
        return translate(_LABELS[given]) if given else ""


def _value(response: Response | None) -> str | None:
    value = (response or {}).get("value")
    return _word(value=value) if isinstance(value, bool) else None


def _word(*, value: bool) -> str:
    return "true" if value else "false"
