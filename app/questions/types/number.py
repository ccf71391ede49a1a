"""number: a number is written, with a unit where that matters."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar, Literal

from pydantic import Field, ValidationInfo, model_validator

from app.questions.base import (
    Example,
    Form,
    Judgement,
    Model,
    Posted,
    Question,
    Response,
    Translate,
    judgement,
)
from app.questions.decimals import EXACT, written
from app.questions.fields import (
    ExampleText,
    Faults,
    Id,
    Inline,
    Mark,
    Number,
    Text,
    Texts,
    Tolerance,
)
from app.questions.messages import Said, said
from app.questions.reading import own_fields, stored_text, typed
from app.questions.score import FULL
from app.questions.texts import Html, escaped
from app.questions.units import known_unit, read_quantity, unit_forms
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

_MOST_CHARACTERS = 100


class Near(Model):
    """A number that is not the right one, and yet worth something or typical."""

    id: Id = Field("", description="Its id in records; optional.")
    answer: Number = Field(description="The number, in the same unit as the answer.")
    tolerance: Tolerance | None = Field(
        None, description="How far off it may be; without it, as far as the answer."
    )
    mark: Mark = Field(0, description="What it earns: 0% when left out.")
    feedback: Inline = Field("", description="Shown to those who answer so.")
    tag: Text = Field("", description="A word for the misconception behind it.")


class NumberQuestion(Question):
    """A number, judged within a tolerance; responses are {"text": "…"} as written."""

    example: ClassVar[Example] = Example(
        _EXAMPLE,
        right={"text": "31,8 mm"},
        partial={"text": "32,5 mm"},
        wrong={"text": "20,3 mm"},
    )

    type: Literal["number"] = Field(description="A number is written.")
    answer: Number = Field(description="The right number: 12.5 or 12,5.")
    tolerance: Tolerance = Field(
        "0", description="How far off an answer may be: 0.5, or 2% of the right number."
    )
    unit: Text = Field(
        "", description="The unit, printed beside the box; learners need not write it."
    )
    units: dict[Text, Number] = Field(
        {},
        max_length=20,
        description="Units of which learners write one, each with how many of the "
        "first it is: {mm: 1, cm: 10}. The answer is given in the first.",
    )
    spellings: dict[Text, Texts] = Field(
        {},
        max_length=20,
        description="Other ways of writing a unit: {rbh: [roboczogodzina, mh]}. Common "
        "ones are known, and small letters and missing Polish marks do not matter.",
    )
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
    accepts: tuple[ExampleText, ...] = Field(
        (),
        max_length=200,
        description="Answers that must be right; tried whenever the course is checked.",
    )
    rejects: tuple[ExampleText, ...] = Field(
        (),
        max_length=200,
        description="Answers that must earn nothing; tried likewise.",
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
        if self.unit and self.units:
            faults.add("units-twice", "unit")
        for place, (unit, factor) in enumerate(self.units.items()):
            if factor <= 0 or (place == 0) != (factor == 1):
                shown = written(factor, ".")
                faults.add("units-factor", "units", unit, unit=unit, factor=shown)
        for unit in self.spellings:
            if unit not in self._units:
                known = ", ".join(self._units) or "–"
                faults.add("spellings-unit", "spellings", unit, unit=unit, units=known)
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
            longest=_MOST_CHARACTERS,
            told=verdict.told() if verdict else UNTOLD,
        )

    def read(self, fields: Posted, form: Form) -> Response | None:  # noqa: ARG002
        """Return what was written, whether or not it is a number."""
        text = typed(own_fields(fields, self.id), most=_MOST_CHARACTERS)
        return {"text": text} if text else None

    def judge(self, response: Response | None, form: Form) -> Judgement:  # noqa: ARG002
        """Give the full mark within the tolerance, else what a near number gives."""
        text = stored_text(response, "text")
        expected = (escaped(self._shown()),)
        if not text.strip():
            return judgement(0, answered=False, expected=expected)
        quantity = read_quantity(text)
        if quantity is None:
            return Judgement(mark=0, code="number-unreadable", expected=expected)
        factor = self._factor(quantity.unit)
        if isinstance(factor, Judgement):
            return factor
        for reading in quantity.readings:
            judged = self._judge_number(EXACT.multiply(reading, factor))
            if judged is not None:
                return judged
        return judgement(0, expected=expected)

    def mark_of(self, text: str) -> int:
        """Return what an answer is worth, in millionths."""
        return self.judge({"text": text}, {}).mark

    def marking(self) -> tuple[Said, ...]:
        """Say how near a number has to be, and in which units."""
        exact = self.tolerance in {"0", "0%"}
        near, units = len(self.near), ", ".join(self.units)
        return (
            said("number-exact")
            if exact
            else said("number-tolerance", tolerance=self.tolerance),
            *((said("number-near", count=near),) if near else ()),
            *((said("number-units", units=units),) if units else ()),
        )

    def solution(self, form: Form) -> Response:  # noqa: ARG002
        """Return the right number with its unit."""
        return {"text": self._shown()}

    def readable(self, response: Response, translate: Translate = str) -> str:  # noqa: ARG002
        """Return what was written, in one line."""
        return " ".join(stored_text(response, "text").split())

    def _judge_number(self, number: Decimal) -> Judgement | None:
        """Return what a number in the first unit is worth, None when nothing is."""
        expected = (escaped(self._shown()),)
        if _within(number, self.answer, self.tolerance):
            return judgement(FULL, rule="answer", expected=expected)
        for place, near in enumerate(self.near, 1):
            if _within(number, near.answer, near.tolerance or self.tolerance):
                return judgement(
                    near.mark,
                    rule=near.id or f"near-{place}",
                    feedback=(Html(near.feedback),) if near.feedback else (),
                    expected=expected,
                )
        return None

    def _factor(self, written_unit: str) -> Decimal | Judgement:
        """Return how many of the first unit this one is, or why it cannot be taken."""
        if not written_unit:
            return self._bad_unit("unit-missing") if self.units else Decimal(1)
        unit = known_unit(written_unit, self._unit_forms)
        if unit is None:
            return self._bad_unit("unit-unknown", unit=written_unit)
        return self.units.get(unit, Decimal(1))

    def _bad_unit(self, code: str, **params: str) -> Judgement:
        if not self._units:
            # Nothing but the number is wanted here.
            code, params = "number-unreadable", {}
        else:
            params["units"] = ", ".join(self._units)
        expected = (escaped(self._shown()),)
        return Judgement(mark=0, code=code, params=params, expected=expected)

    @cached_property
    def _unit_forms(self) -> dict[str, str]:
        return unit_forms(self._units, self.spellings)

    @property
    def _units(self) -> tuple[str, ...]:
        return tuple(self.units) or ((self.unit,) if self.unit else ())

    @property
    def _is_signed(self) -> bool:
        # The number pads of some phones have no minus.
        return self.answer < 0 or any(near.answer < 0 for near in self.near)

    def _shown(self) -> str:
        unit = next(iter(self.units), self.unit)
        number = written(self.answer, self._separator)
        return f"{number} {unit}" if unit else number

    @property
    def _separator(self) -> str:
        return "," if self.decimal == "comma" else "."


def _within(number: Decimal, wanted: Decimal, tolerance: str) -> bool:
    most = Decimal(tolerance.removesuffix("%"))
    if tolerance.endswith("%"):
        most = EXACT.multiply(EXACT.abs(wanted), EXACT.divide(most, Decimal(100)))
    return EXACT.abs(EXACT.subtract(number, wanted)) <= most
