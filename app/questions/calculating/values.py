"""Drawn and derived values of a calculated question, and the texts they stand in."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    GetJsonSchemaHandler,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from app.questions.base import Model
from app.questions.decimals import EXACT, formatted, written
from app.questions.expressions.parsing import FUNCTIONS, ExpressionFault, parsed
from app.questions.expressions.tree import names_in
from app.questions.expressions.working_out import ArithmeticFault, worked_out
from app.questions.fields import Faults, Number, fault
from app.questions.gaps import pieces
from app.questions.texts import Html, escaped

MOST_VALUES = 10_000
_MOST_PLACES = 10
_NAME = re.compile("[a-z][a-z0-9]{0,19}")
# As a form keeps a value: plain digits.
_KEPT = re.compile(r"-?[0-9]{1,25}(\.[0-9]{1,25})?")

Values = Mapping[str, Decimal]


def _named(name: str) -> str:
    if not _NAME.fullmatch(name) or name in FUNCTIONS:
        raise fault("name-malformed", name=name[:40])
    return name


def _text(value: Any) -> Any:
    if isinstance(value, bool):
        raise fault("text-unquoted", value=str(value).lower())
    return str(value) if isinstance(value, int | float) else value


def _expression(text: str) -> str:
    try:
        parsed(text)
    except ExpressionFault as found:
        raise fault(found.code, **found.params) from None
    return text


ValueName = Annotated[str, AfterValidator(_named)]
Expression = Annotated[
    str,
    BeforeValidator(_text),
    AfterValidator(_expression),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "number"}]}),
]
Places = Annotated[int, Field(ge=0, le=_MOST_PLACES)]


class Drawn(Model):
    """A value drawn for each attempt; a list stands for its `of`."""

    of: tuple[Number, ...] = Field(
        (), max_length=200, description="The numbers to draw from."
    )
    min: Number | None = Field(None, description="Instead: the smallest number.")
    max: Number | None = Field(None, description="The largest number.")
    step: Number = Field(
        Decimal(1), description="From one number to the next; without it: 1."
    )
    places: Places | None = Field(
        None, description="With how many decimals it is shown; else as many as needed."
    )

    @model_validator(mode="before")
    @classmethod
    def _from_list(cls, value: Any) -> Any:
        return {"of": value} if isinstance(value, list | tuple) else value

    @model_validator(mode="after")
    def _check_range(self) -> "Drawn":
        faults = Faults()
        if self.of and (self.min is not None or self.max is not None):
            faults.add("values-twice")
        elif not self.of and not self.count:
            faults.add("values-empty")
        elif self.count > MOST_VALUES:
            faults.add("values-many", count=self.count, most=MOST_VALUES)
        faults.raise_if_any()
        return self

    @property
    def count(self) -> int:
        """How many numbers there are to draw from."""
        if self.of:
            return len(self.of)
        if self.min is None or self.max is None or self.step <= 0:
            return 0
        span = EXACT.subtract(self.max, self.min)
        return int(EXACT.divide_int(span, self.step)) + 1 if span >= 0 else 0

    def number(self, place: int) -> Decimal:
        """Return one of the numbers, counted from 0."""
        if self.of:
            return self.of[place]
        return EXACT.add(self.min or Decimal(0), EXACT.multiply(self.step, place))


class OrList:
    """Tells editors that a list of numbers may stand in place of a mapping."""

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Return the schema of both."""
        mapping = handler(core_schema)
        numbers = {"type": "array", "items": {"type": ["number", "string"]}}
        return {"anyOf": [numbers, mapping]}


class Derived(Model):
    """A value worked out from others; plain text is its expression."""

    value: Expression = Field(description="What it is: length * width.")
    places: Places | None = Field(
        None, description="With how many decimals it is shown; else as many as needed."
    )

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return value if isinstance(value, Mapping) else {"value": value}


@dataclass(frozen=True, slots=True)
class Calculation:
    """What is drawn, and what is derived from it in an order that can be worked out."""

    drawn: Mapping[str, Drawn]
    derived: Mapping[str, Derived]
    language: str

    def draw(self, rng: Random) -> dict[str, str]:
        """Return drawn values as a form keeps them."""
        places = {name: rng.randrange(one.count) for name, one in self.drawn.items()}
        return self.kept(places)

    def kept(self, places: Mapping[str, int]) -> dict[str, str]:
        """Return the values at these places, as a form keeps them."""
        return {
            name: written(one.number(places[name]), ".")
            for name, one in self.drawn.items()
        }

    def read(self, kept: Any) -> dict[str, Decimal] | None:
        """Return the values of a form or a response, None unless they are all there."""
        if not isinstance(kept, Mapping):
            return None
        texts = {name: kept.get(name) for name in self.drawn}
        if not all(
            isinstance(text, str) and _KEPT.fullmatch(text) for text in texts.values()
        ):
            return None
        return {name: Decimal(str(text)) for name, text in texts.items()}

    def complete(self, values: Values) -> dict[str, Decimal]:
        """Return the values with all that is derived from them, as far as it can be."""
        known = dict(values)
        for name, one in self.derived.items():
            number = attempted(one.value, known)
            if number is not None:
                known[name] = number
        return known

    def shown(self, name: str, number: Decimal) -> str:
        """Return a value as learners read it."""
        source = self.drawn.get(name) or self.derived.get(name)
        return formatted(number, self.language, source.places if source else None)

    def filled(self, html: str, known: Values) -> Html:
        """Return a text with its places [[name]] filled in."""
        return Html(
            "".join(
                run if name is None else run + self._filled_place(name, known)
                for run, name in pieces(html)
            )
        )

    def _filled_place(self, name: str, known: Values) -> str:
        return escaped(self.shown(name, known[name])) if name in known else "?"


def result(expression: str, values: Values) -> Decimal:
    """Return what an expression comes to, or raise ArithmeticFault."""
    return worked_out(parsed(expression), values)


def attempted(expression: str, values: Values) -> Decimal | None:
    """Return what an expression comes to, None where it comes to nothing."""
    try:
        return result(expression, values)
    except (ArithmeticFault, KeyError):
        return None


def in_order(derived: Mapping[str, Derived], known: Iterable[str]) -> list[str]:
    """Return the derived names so that each comes after those it is made of.

    Names that are made of themselves, or of what nobody knows, are left out.
    """
    found, order = set(known), list[str]()
    waiting = {name: set(names_in(parsed(one.value))) for name, one in derived.items()}
    while ready := [name for name, needed in waiting.items() if needed <= found]:
        for name in ready:
            order.append(name)
            found.add(name)
            del waiting[name]
    return order
