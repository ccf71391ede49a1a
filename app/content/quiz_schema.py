"""What a quiz may hold: its conditions, and the parts that say what is asked."""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Discriminator, Field, Tag, model_validator

from app.content.condition_types import LocalTimeText, ShowsSource, Wait
from app.content.conditions import Counts
from app.content.problems import Fault
from app.content.schema_faults import MISSING_KEY
from app.content.schema_types import (
    Code,
    Id,
    LongText,
    Minutes,
    Percentage,
    PerPage,
    Source,
    Text,
    TimeLimit,
    Tries,
    refusal,
)
from app.questions.messages import N_

ASKED_TWICE = Fault(
    "asked-twice",
    N_("This says in two ways what is asked."),
    N_("Keep one of them: “questions:”, or “parts:” with fixed and drawn parts."),
)
PART_MIXED = Fault(
    "part-mixed",
    N_("This part names its questions and draws as well."),
    N_("Make two parts: one with “questions:”, one with “draw:” and “pool:”."),
)
PART_EMPTY = Fault(
    "part-empty",
    N_("This part does not say what it asks."),
    N_("Write “questions: [id, id]”, or “draw: 4” and “pool: id”."),
)
ONLY_DRAWN = Fault(
    "only-drawn",
    N_("The key “%(key)s” only has a meaning where questions are drawn."),
    N_("Remove it, or draw from a pool with “draw:” and “pool:”."),
)
SHOWN_TWICE = Fault(
    "shown-twice",
    N_("“shows” and “%(key)s” both say what is shown."),
    N_("Keep one of them: “shows” says for each of three moments what is shown then."),
)
CLOSES_FIRST = Fault(
    "closes-first",
    N_("This quiz closes before it opens."),
    N_("Let “closes” be later than “opens”."),
)

_ONE_OF_BOTH: dict[str, Any] = {
    "oneOf": [{"required": ["questions"]}, {"required": ["parts"]}]
}


def _word_or_tags(value: Any) -> str:
    return "<tags>" if isinstance(value, list) else "<word>"


# The word for all tags of the pool, or some of them.
Cover = Annotated[
    Annotated[Literal["tags"], Tag("<word>")]
    | Annotated[list[Text], Field(min_length=1), Tag("<tags>")],
    Discriminator(_word_or_tags),
]


class PartSource(Source):
    """A part of a quiz: questions that are always asked, or some drawn from a pool."""

    title: Text | None = Field(None, description="A heading above its questions.")
    questions: list[Id] | None = Field(
        None,
        min_length=1,
        max_length=200,
        description="Ids of questions and scenarios that everybody is asked.",
    )
    draw: int | None = Field(
        None, ge=1, le=200, description="How many are drawn; a scenario counts as one."
    )
    pool: Id | None = Field(None, description="The id of the pool to draw from.")
    prefer: Literal["unseen"] | None = Field(
        None, description="unseen: rather what the learner has not met in the course."
    )
    cover: Cover | None = Field(
        None, description="Tags of which each is on one drawn; tags: all of the pool."
    )
    order: Literal["drawn", "fixed"] | None = Field(
        None, description="The order in this part; left out: that of the quiz."
    )
    points: int | None = Field(
        None, ge=1, le=100, description="What each question weighs in this part."
    )

    @model_validator(mode="after")
    def _check_what_is_asked(self) -> "PartSource":
        drawn = self.draw is not None or self.pool is not None
        if self.questions is not None and drawn:
            raise refusal(PART_MIXED)
        if self.questions is None:
            self._check_draw(drawn=drawn)
        for key in ("prefer", "cover"):
            if self.questions is not None and getattr(self, key) is not None:
                raise refusal(ONLY_DRAWN, key=key)
        return self

    def _check_draw(self, *, drawn: bool) -> None:
        if not drawn:
            raise refusal(PART_EMPTY)
        for key in ("draw", "pool"):
            if getattr(self, key) is None:
                raise refusal(MISSING_KEY, key=key)


class QuizSource(Source):
    """A quiz: questions of the bank and the conditions under which they are asked.

    `behaviour` chooses the conditions; each other key overrides one of them.
    """

    model_config = ConfigDict(json_schema_extra=_ONE_OF_BOTH)

    id: Id = Field(description="Short, unique in the course, never reused.")
    title: Text = Field(description="The heading of the page.")
    intro: LongText | None = Field(None, description="Markdown shown before it starts.")
    behaviour: Literal["practice", "test", "exam"] = Field(
        description="practice: try freely; test: three tries; exam: one, with a limit."
    )
    pass_mark: Percentage | None = Field(None, description="For example 70%.")
    tries: Tries = Field(None, description="A number, or unlimited.")
    time_limit: TimeLimit = Field(
        None, description="Minutes from the start, or none for no limit."
    )
    feedback: Literal["now", "end", "none"] | None = Field(
        None, description="now: after each answer; end: in the result; none."
    )
    solutions: Literal["end", "none"] | None = Field(
        None, description="Whether the result shows the right answers."
    )
    shows: ShowsSource | None = Field(
        None, description="In place of feedback and solutions: what is shown when."
    )
    order: Literal["drawn", "fixed"] | None = Field(
        None, description="Whether questions are asked in drawn or fixed order."
    )
    per_page: PerPage = Field(None, description="Questions on a page, or all.")
    going_back: bool | None = Field(
        None, description="false: from a page one only goes forward."
    )
    wait: Wait | None = Field(
        None, description="Between two tries, from the end of the first: 24 h, 2 d."
    )
    counts: Counts | None = Field(
        None, description="Whose points count: the best, the last or the first try."
    )
    opens: LocalTimeText | None = Field(
        None, description="No try begins earlier: 2026-12-01 08:00 Europe/Warsaw."
    )
    closes: LocalTimeText | None = Field(
        None, description="Every try is over then: 2026-12-01 18:00 Europe/Warsaw."
    )
    access_code: Code | None = Field(
        None, description="Asked before each try; 4 to 40 characters."
    )
    minutes: Minutes | None = Field(None, description="How long it takes, as shown.")
    questions: list[Id] | None = Field(
        None,
        min_length=1,
        max_length=200,
        description="Ids of questions and scenarios of the bank.",
    )
    parts: list[PartSource] | None = Field(
        None,
        min_length=1,
        max_length=50,
        description="In place of questions: fixed and drawn parts, in their order.",
    )

    @model_validator(mode="after")
    def _check_ways_of_asking(self) -> "QuizSource":
        if self.questions is not None and self.parts is not None:
            raise refusal(ASKED_TWICE)
        return self

    @model_validator(mode="after")
    def _check_moments(self) -> "QuizSource":
        for key in ("feedback", "solutions"):
            if self.shows is not None and getattr(self, key) is not None:
                raise refusal(SHOWN_TWICE, key=key)
        if self.opens and self.closes and self.opens.first >= self.closes.last:
            raise refusal(CLOSES_FIRST)
        return self
