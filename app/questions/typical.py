"""Typical wrong answers, and the language in which values are shown."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import Field, ValidationInfo, model_validator

from app.questions.base import Judgement, Model, judgement
from app.questions.fields import Id, Inline, Mark, Text
from app.questions.folding import Profile
from app.questions.texts import Html


class Typical(Model):
    """An answer that is not the right one, and yet worth something or typical."""

    id: Id = Field("", description="Its id in records; optional.")
    mark: Mark = Field(0, description="What it earns: 0% when left out.")
    feedback: Inline = Field("", description="Shown to those who answer so.")
    tag: Text = Field(
        "",
        max_length=60,
        description="A word for the misconception behind it, counted in statistics.",
    )

    def name(self, place: int) -> str:
        """Return what records call it; places count from 1."""
        return self.id or f"near-{place}"

    def judged(self, place: int, expected: tuple[Html, ...]) -> Judgement:
        """Return the judgement on whoever answers so; places count from 1."""
        return judgement(
            self.mark,
            rule=self.name(place),
            feedback=(Html(self.feedback),) if self.feedback else (),
            tag=self.tag,
            expected=expected,
        )


class Localised(Model):
    """The key for the language in which numbers, dates and amounts are shown."""

    language: Profile = Field(
        "pl",
        description="The language in which numbers, dates and amounts are shown; "
        "without it, that of the course. Learners may always write otherwise.",
    )

    @model_validator(mode="before")
    @classmethod
    def _default_of_course(cls, value: Any, info: ValidationInfo) -> Any:
        language = (info.context or {}).get("language")
        if isinstance(value, Mapping) and language and "language" not in value:
            return {**value, "language": language}
        return value


def tags_of(near: Iterable[Typical]) -> dict[str, str]:
    """Return the misconceptions behind typical answers, by their names in records."""
    return {one.name(place): one.tag for place, one in enumerate(near, 1) if one.tag}
