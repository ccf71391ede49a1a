"""The keys of a calculated question, beside its texts: what is drawn and worked out."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from typing import Annotated

from pydantic import Field, model_validator

from app.questions.calculating.results import NearResult, WrongResult
from app.questions.calculating.values import (
    Calculation,
    Derived,
    Drawn,
    Expression,
    OrList,
    Places,
    ValueName,
    in_order,
)
from app.questions.decimals import formatted, within
from app.questions.expressions.parsing import parsed
from app.questions.expressions.tree import names_in
from app.questions.fields import Faults, Loc, OrText
from app.questions.gaps import gap_ids
from app.questions.numbers import NumberBox, Unreadable
from app.questions.typical import Localised

# The id of the right one among the results to choose from.
RIGHT = "right"


class ResultBox(NumberBox, Localised):
    """Numbers that are drawn, and results that are worked out from them."""

    values: dict[ValueName, Annotated[Drawn, OrList()]] = Field(
        min_length=1,
        max_length=20,
        description="What is drawn, by name: a list, or {min: 2, max: 6, step: 0.5}.",
    )
    derived: dict[ValueName, Annotated[Derived, OrText()]] = Field(
        {}, max_length=30, description="What is worked out from it, by name."
    )
    answer: Expression = Field(description="The right answer, as an expression.")
    places: Places | None = Field(
        None, description="With how many decimals answers are shown."
    )
    near: tuple[NearResult, ...] = Field(
        (), max_length=30, description="Results of typical mistakes, and inexact ones."
    )
    wrong: tuple[WrongResult, ...] = Field(
        (),
        max_length=9,
        description="Wrong results: with them the answer is chosen instead of written.",
    )

    @model_validator(mode="after")
    def _check_calculation(self) -> "ResultBox":
        faults = Faults()
        self.note_unit_faults(faults)
        self._note_names(faults)
        self._note_circles(faults)
        self._note_placeholders(faults)
        nears = ((near.id, ("near", place)) for place, near in enumerate(self.near))
        choices = ((one.id, ("wrong", place)) for place, one in enumerate(self.wrong))
        faults.add_repeated_ids([*nears, (RIGHT, ()), *choices])
        faults.raise_if_any()
        return self

    def texts(self) -> Iterator[tuple[Loc, str]]:
        """Yield the texts that values may stand in, with their places."""
        for place, near in enumerate(self.near):
            yield ("near", place, "feedback"), near.feedback
        for place, wrong in enumerate(self.wrong):
            yield ("wrong", place, "feedback"), wrong.feedback

    def _note_placeholders(self, faults: Faults) -> None:
        for loc, text in self.texts():
            for name in dict.fromkeys(gap_ids(text)):
                if name not in self._named:
                    names = ", ".join(self._named)
                    faults.add("placeholder-unknown", *loc, name=name, names=names)

    def _note_names(self, faults: Faults) -> None:
        for loc, expression in self._expressions():
            for name in dict.fromkeys(names_in(parsed(expression))):
                if name not in self._named:
                    names = ", ".join(self._named)
                    faults.add("name-unknown", *loc, name=name, names=names)

    def _note_circles(self, faults: Faults) -> None:
        # What nobody knows is named already.
        foreign = {
            name
            for _, expression in self._expressions()
            for name in names_in(parsed(expression))
            if name not in self._named
        }
        order = in_order(self.derived, {*self.values, *foreign})
        for name in self.derived:
            if name in self.values:
                faults.add("name-repeated", "derived", name, name=name)
            elif name not in order:
                faults.add("name-circular", "derived", name, name=name)

    def _expressions(self) -> Iterator[tuple[Loc, str]]:
        for name, one in self.derived.items():
            yield ("derived", name), one.value
        yield ("answer",), self.answer
        for place, near in enumerate(self.near):
            yield ("near", place, "answer"), near.answer
        for place, wrong in enumerate(self.wrong):
            yield ("wrong", place), wrong.value

    def shown_result(self, number: Decimal) -> str:
        """Return a result as learners read it."""
        return self.with_unit(formatted(number, self.language, self.places))

    def is_readable(self, text: str, number: Decimal) -> bool:
        """Tell whether a written text is taken for a right result."""
        found = self.numbers_in(text)
        return not isinstance(found, Unreadable) and any(
            within(one, number, self.tolerance) for one in found
        )

    @cached_property
    def calculation(self) -> Calculation:
        """What is drawn and derived."""
        order = in_order(self.derived, self.values)
        derived = {name: self.derived[name] for name in order}
        return Calculation(self.values, derived, self.language)

    @cached_property
    def results(self) -> dict[str, str]:
        """What can be chosen: expressions by id, the right one first."""
        return {RIGHT: self.answer} | {one.id: one.value for one in self.wrong}

    @property
    def _named(self) -> dict[str, Drawn | Derived]:
        return {**self.values, **self.derived}
