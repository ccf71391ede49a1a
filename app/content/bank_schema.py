"""What a file of the bank may hold: questions, scenarios, and pools of both."""

from typing import Any, Literal

from pydantic import Field, model_validator

from app.content.problems import Fault
from app.content.schema_types import Id, LongText, Source, Text, refusal
from app.questions.messages import N_

POOL_TWICE = Fault(
    "pool-twice",
    N_("This pool says in two ways what is in it."),
    N_("Keep one of them: “questions:” with ids, or “tags:”."),
)
POOL_EMPTY = Fault(
    "pool-empty",
    N_("There is nothing in this pool."),
    N_("Write “questions: [id, id]”, or “tags: {any: [tag]}” with tags of the bank."),
)


class TagsSource(Source):
    """Which tags a question or scenario has to have to be in a pool."""

    all: list[Text] = Field([], description="It has every one of these.")
    any: list[Text] = Field([], description="It has at least one of these.")
    none: list[Text] = Field([], description="It has none of these.")


class PoolSource(Source):
    """A named selection of the bank, for quizzes to draw from."""

    id: Id = Field(description="Short, unique in the course, never reused.")
    title: Text | None = Field(None, description="A name for those who write.")
    questions: list[Id] | None = Field(
        None, min_length=1, description="Ids of questions and scenarios of the bank."
    )
    tags: TagsSource | None = Field(
        None, description="In place of ids: all of the bank that has these tags."
    )

    @model_validator(mode="after")
    def _check_what_is_in_it(self) -> "PoolSource":
        if self.questions is not None and self.tags is not None:
            raise refusal(POOL_TWICE)
        tags = self.tags and (*self.tags.all, *self.tags.any, *self.tags.none)
        if self.questions is None and not tags:
            raise refusal(POOL_EMPTY)
        return self


class ScenarioSource(Source):
    """A case text with questions that share it, asked together and in this order."""

    # Filled in by `courses ids`, like that of a question.
    id: Id | None = Field(
        None, description="Its id: unique in the course, never changed or reused."
    )
    type: Literal["scenario"] = Field(description="What makes it one.")
    title: Text | None = Field(None, description="The heading above the text.")
    text: LongText = Field(description="The case, in Markdown; may hold images.")
    tags: list[Text] = Field(
        [], description="Words by which pools choose it, with all its questions."
    )
    questions: list[Any] = Field(
        min_length=1, max_length=30, description="Ordinary questions, with own ids."
    )


class BankSource(Source):
    """A file of the bank. Each question is checked by its own type."""

    questions: list[Any] = Field(
        [],
        description="Questions, each with id, type, prompt and what the type needs.",
    )
    pools: list[PoolSource] = Field(
        [], description="Named selections of the bank for quizzes to draw from."
    )
