"""number: a number is written, with a unit where that matters."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar, Literal

from pydantic import Field, ValidationInfo, model_validator

from app.questions.base import (
    Example,
    Form,
    Judgement,
    Posted,
    Question,
    Response,
    Translate,
    judgement,
)
from app.questions.decimals import within, written
from app.questions.examples import TriedOut
from app.questions.fields import (
    Faults,
    Number,
    Tolerance,
)
from app.questions.messages import Said
from app.questions.numbers import MOST_CHARACTERS, NumberBox, Unreadable
from app.questions.reading import own_fields, stored_text, typed
from app.questions.score import FULL
from app.questions.texts import Html, escaped
from app.questions.typical import Typical, tags_of
from app.questions.widgets import UNTOLD
from app.questions.widgets.text_box import TextBox

_EXAMPLE = """
id: deska-grubosc
type: number
prompt: Ile to jest 5/4 cala w milimetrach? Podaj wynik z jednostką.
answer: 31.75
tolerance: 0.3
units: {mm: 1, cm: 10}
near:
  - {answer: 20.32, mark: 0%, feedback: To cztery piąte cala.}
  - {answer: 31.75, tolerance: 1, mark: 50%, feedback: Zbyt grubo zaokrąglone.}
accepts: ["31,75 mm", "3,2 cm", 31.5 mm]
rejects: ["31,75", "31,75 cm"]
explanation: Cal ma 25,4 mm.
"""


class Near(Typical):
    """A number that is not the right one, and yet worth something or typical."""

    answer: Number = Field(description="The number, in the same unit as the answer.")
    tolerance: Tolerance | None = Field(
        None, description="How far off it may be; without it, as far as the answer."
    )


class NumberQuestion(NumberBox, TriedOut, Question):
    """A number, judged within a tolerance; responses are {"text": "…"} as written."""

    example: ClassVar[Example] = Example(
        _EXAMPLE,
        right={"text": "31,8 mm"},
        partial={"text": "32,5 mm"},
        wrong={"text": "20,3 mm"},
    )

    type: Literal["number"] = Field(description="A number is written.")
    answer: Number = Field(description="The right number: 12.5 or 12,5.")
    decimal: Literal["comma", "point"] = Field(
        "comma",
        description="How the right number is shown; without it, as in the language of "
        "the course. Learners may always write either.",
    )
    near: tuple[Near, ...] = Field(
        (),
        max_length=30,
        description="Typical wrong numbers, and inexact ones that earn a part.",
    )

    @model_validator(mode="before")
    @classmethod
    def _default_decimal(cls, value: Any, info: ValidationInfo) -> Any:
        language = (info.context or {}).get("language")
        if isinstance(value, Mapping) and language and "decimal" not in value:
            return {**value, "decimal": "point" if language == "en" else "comma"}
        return value

    @model_validator(mode="after")
    def _check_units(self) -> "NumberQuestion":
        faults = Faults()
        self.note_unit_faults(faults)
        ids = ((near.id, ("near", place)) for place, near in enumerate(self.near))
        faults.add_repeated_ids(ids)
        faults.raise_if_any()
        return self

    def widget(
        self,
        form: Form,  # noqa: ARG002 - nothing is drawn
        response: Response | None,
        verdict: Judgement | None = None,
    ) -> TextBox:
        """Return a box for the number, with its unit behind it."""
        return TextBox(
            id=self.id,
            prompt=Html(self.prompt),
            name=self.id,
            value=stored_text(response, "text"),
            unit=self.unit,
            units=tuple(self.units),
            numeric=not self.units and not self._is_signed,
            longest=MOST_CHARACTERS,
            told=verdict.told() if verdict else UNTOLD,
        )

    def read(self, fields: Posted, form: Form) -> Response | None:  # noqa: ARG002
        """Return what was written, whether or not it is a number."""
        text = typed(own_fields(fields, self.id), most=MOST_CHARACTERS)
        return {"text": text} if text else None

    def judge(self, response: Response | None, form: Form) -> Judgement:  # noqa: ARG002
        """Give the full mark within the tolerance, else what a near number gives."""
        text = stored_text(response, "text")
        expected = (escaped(self._shown()),)
        if not text.strip():
            return judgement(0, answered=False, expected=expected)
        numbers = self.numbers_in(text)
        if isinstance(numbers, Unreadable):
            code, params = numbers.code, numbers.params
            return Judgement(mark=0, code=code, params=params, expected=expected)
        for number in numbers:
            judged = self._judge_number(number)
            if judged is not None:
                return judged
        return judgement(0, expected=expected)

    def mark_of(self, text: str) -> int:
        """Return what an answer is worth, in millionths."""
        return self.judge({"text": text}, {}).mark

    def marking(self) -> tuple[Said, ...]:
        """Say how near a number has to be, and in which units."""
        return self.said_of_tolerance(len(self.near))

    def misconceptions(self) -> dict[str, str]:
        """Return the misconceptions behind near answers."""
        return tags_of(self.near)

    def solution(self, form: Form) -> Response:  # noqa: ARG002
        """Return the right number with its unit."""
        return {"text": self._shown()}

    def readable(self, response: Response, translate: Translate = str) -> str:  # noqa: ARG002
        """Return what was written, in one line."""
        return " ".join(stored_text(response, "text").split())

    def _judge_number(self, number: Decimal) -> Judgement | None:
        """Return what a number in the first unit is worth, None when nothing is."""
        expected = (escaped(self._shown()),)
        if within(number, self.answer, self.tolerance):
            return judgement(FULL, rule="answer", expected=expected)
        for place, near in enumerate(self.near, 1):
            if within(number, near.answer, near.tolerance or self.tolerance):
                return near.judged(place, expected)
        return None

    @property
    def _is_signed(self) -> bool:
        # The number pads of some phones have no minus.
        return self.answer < 0 or any(near.answer < 0 for near in self.near)

    def _shown(self) -> str:
        return self.with_unit(written(self.answer, self._separator))

    @property
    def _separator(self) -> str:
        return "," if self.decimal == "comma" else "."
