"""What an author says about typed answers: rules, and traps beside them."""

import datetime
from collections.abc import Mapping
from typing import Any

from pydantic import Field, model_validator

from app.questions.base import Model
from app.questions.fields import (
    Amount,
    Faults,
    Id,
    Inline,
    Mark,
    Number,
    Text,
    Texts,
    Tolerance,
)
from app.questions.score import FULL
from app.questions.typed.patterns import Pattern
from app.questions.typed.words import Words

_LONGEST_TAG = 60
# By key: the ways of comparing it goes with.
_WITH = {"tolerance": {"number", "money"}, "unit": {"number"}}


class Rule(Model):
    """What a certain answer is worth, and what is said to those who give it."""

    id: Id = Field("", description="Its id in records; optional.")
    text: Texts = Field(
        (), description="The answer, or several; spelling is read with tolerance."
    )
    exact: Texts = Field(
        (), description="The answer, or several, letter for letter and sign for sign."
    )
    words: Words | None = Field(
        None, description="Words the answer needs, or must not have, in any order."
    )
    regex: Pattern = Field(
        "",
        description="A regular expression (RE2) that matches the whole answer, with "
        "spaces, quotes and dashes evened and without a full stop at the end; capitals "
        "as `case` says.",
    )
    number: Number | None = Field(
        None, description="A number: 12.5; learners write comma or point."
    )
    date: datetime.date | None = Field(
        None, description="A day: 2026-11-23; learners write it in any usual form."
    )
    money: Amount | None = Field(
        None, description="An amount of money with its currency: 1234,50 zł."
    )
    tolerance: Tolerance | None = Field(
        None, description="How far off a number or amount may be: 0.5, or 2%."
    )
    unit: Text = Field("", description="The unit that may stand behind a number.")
    mark: Mark = Field(FULL, description="What it earns: 100% when left out.")
    feedback: Inline = Field("", description="Shown to those who answer so.")
    tag: Text = Field(
        "",
        max_length=_LONGEST_TAG,
        description="A word for the misconception behind it, counted in statistics.",
    )

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return value if isinstance(value, Mapping) else {"text": value}

    @model_validator(mode="after")
    def _check_kind(self) -> "Rule":
        faults = Faults()
        kinds = [kind for kind in _KINDS if getattr(self, kind) not in ((), "", None)]
        if len(kinds) != 1:
            faults.add("rule-kind", count=len(kinds))
        for key, wanted in _WITH.items():
            if getattr(self, key) and wanted.isdisjoint(kinds):
                faults.add("rule-key", key, key=key)
        faults.raise_if_any()
        return self

    def is_worth_the_same(self, other: "Rule") -> bool:
        """Tell whether it makes no difference which of the two matches."""
        return (self.mark, self.feedback, self.tag) == (
            other.mark,
            other.feedback,
            other.tag,
        )


_KINDS = ("text", "exact", "words", "regex", "number", "date", "money")


class Trap(Model):
    """An answer near to a right one that is no slip of it; plain text will do."""

    id: Id = Field("", description="Its id in records; optional.")
    text: Texts = Field((), min_length=1, description="The answer, or several.")
    feedback: Inline = Field("", description="Shown to those who answer so.")
    tag: Text = Field(
        "",
        max_length=_LONGEST_TAG,
        description="A word for the misconception behind it, counted in statistics.",
    )

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return value if isinstance(value, Mapping) else {"text": value}


def rule_name(rule: Rule, place: int) -> str:
    """Return what records call a rule; places count from 0."""
    return rule.id or f"rule-{place + 1}"


def trap_name(trap: Trap, place: int) -> str:
    """Return what records call a trap; places count from 0."""
    return trap.id or f"trap-{place + 1}"
