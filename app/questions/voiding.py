"""A question that proved unfit: since when it is not asked any more, and why."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.questions.days import Day
from app.questions.fields import Prose, Text


class Void(BaseModel):
    """Why a question is not asked any more; learners who met it read it, too."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    since: Day = Field(description="The day on which it was found unfit: 2026-11-23.")
    reason: Annotated[Text, Prose()] = Field(
        min_length=1,
        max_length=500,
        description="Why, in plain words for those who answered it.",
    )
