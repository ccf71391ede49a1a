"""What every question is, and the values that pass between it and its callers."""

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from random import Random
from typing import Annotated, Any, ClassVar, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from app.questions import score
from app.questions.days import Day
from app.questions.differences import Difference
from app.questions.fields import Block, Id, Text
from app.questions.messages import REFUSALS, VERDICTS, Said, said
from app.questions.texts import Html
from app.questions.voiding import Void
from app.questions.widgets import Told, Widget

FULL = score.FULL
# Codes of judgements whose mark of zero does not mean that an answer is wrong.
UNMARKED = frozenset({"unanswered", "noted"})
# Stands with every stored judgement; goes up when the same answer may be worth another
# mark than before.
MARKER_VERSION = "1"

# Canonical JSON by ids, such as {"choices": ["a"]}; each type says which keys it has.
Response = dict[str, Any]
# What was drawn for one attempt, as JSON; {} where nothing is drawn.
Form = dict[str, Any]
# Form fields as they were posted: every name with all its values.
Posted = Mapping[str, Sequence[str]]
Translate = Callable[[str], str]


class BadResponse(Exception):
    """An answer that cannot be taken; `entered` is what `widget` can show again."""

    def __init__(
        self, code: str, entered: Response | None = None, **params: str | int
    ) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params
        self.entered = entered

    @property
    def message(self) -> str:
        """The message id of this code; `params` go into it."""
        return REFUSALS[self.code]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartVerdict:
    """What one part of an answer is worth: a choice, an item, a pair or a gap."""

    id: str
    # In millionths of this part.
    mark: int
    right: bool
    # False for a part that the learner did not touch.
    given: bool = True
    feedback: Html | None = None
    # The right answer to this part; None when there is nothing to say, or it is secret.
    expected: Html | None = None
    difference: Difference | None = None
    # What was forgiven, as a code of `messages.VERDICTS`; "" for nothing.
    remark: str = ""
    # The misconception its author sees behind it: for statistics, not for learners.
    tag: str = ""

    def told(self) -> Told:
        """Return it as a widget shows it."""
        return Told(
            # Nobody was wrong about what they left alone.
            right=self.right if self.given else None,
            remark=VERDICTS.get(self.remark, ""),
            feedback=self.feedback,
            expected=self.expected,
            difference=self.difference,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What an answer is worth, and why; it holds the key until `without_solution()`."""

    mark: int
    # A key of `messages.VERDICTS`, with the parameters of its message.
    code: str
    params: Mapping[str, str] = field(default_factory=dict)
    # Which rule, choice or near answer decided, where one did.
    rule: str | None = None
    feedback: tuple[Html, ...] = ()
    parts: tuple[PartVerdict, ...] = ()
    # The whole right answer, where parts do not tell it; several lines have an order.
    expected: tuple[Html, ...] = ()
    # Between what was written and the nearest right answer.
    difference: Difference | None = None
    # The misconception its author sees behind it: for statistics, not for learners.
    tag: str = ""

    @property
    def message(self) -> str:
        """The message id of what this says to the learner."""
        return VERDICTS[self.code]

    @property
    def verdict(self) -> str:
        """The code without its details: right, partly, wrong, or one of `UNMARKED`."""
        return self.code if self.code in UNMARKED else _code(self.mark)

    def without_solution(self) -> "Judgement":
        """Return it without the right answers, for learners who may not see them.

        What was earned in full may still be compared: that answer is no secret.
        """
        return replace(
            self,
            parts=tuple(_secretive(part) for part in self.parts if part.given),
            expected=(),
            difference=self.difference if self.mark == FULL else None,
        )

    def without_feedback(self) -> "Judgement":
        """Return it with its marks alone, without what authors say to an answer."""
        return replace(
            self,
            feedback=(),
            difference=None,
            parts=tuple(
                replace(part, feedback=None, difference=None) for part in self.parts
            ),
        )

    def told(self) -> Told:
        """Return what a widget of a single box shows of it."""
        return Told(right=None if self.code in UNMARKED else self.mark == FULL)


def _secretive(part: PartVerdict) -> PartVerdict:
    shown = part.difference if part.mark == FULL else None
    return replace(part, expected=None, difference=shown)


def _code(mark: int) -> str:
    if mark >= FULL:
        return "right"
    return "partly" if mark > 0 else "wrong"


def judgement(
    mark: int, *, answered: bool = True, remark: str = "", **more: Any
) -> Judgement:
    """Return a judgement whose code follows from its mark, or is what was forgiven."""
    code = remark or _code(mark)
    return Judgement(mark=mark, code=code if answered else "unanswered", **more)


@dataclass(frozen=True, slots=True)
class Example:
    """A question as its author writes it, and answers that show what it is worth."""

    yaml: str
    right: Response
    wrong: Response
    # An answer that earns a part of the mark, where there can be one.
    partial: Response | None = None
    # What the answers are given for, where that is drawn.
    form: Form = field(default_factory=dict)


class Model(BaseModel):
    """A frozen value that refuses unknown keys; the base of everything authored."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", ignored_types=(cached_property,)
    )


class Part(Model):
    """Something in a question that answers refer to by its id."""

    id: Id = Field("", description="Its id: short, never changed, never used again.")


class Question(Model):
    """One question: what an author writes is what is compiled and judged.

    Texts marked as Markdown hold HTML after `authoring.rendered`; the methods that
    print (`widget`, `judge`, `readable`) expect that. Methods that take a response take
    any JSON, for it may be older than this revision, and never raise on it.
    """

    # Taken from the `type` that a subclass declares as a Literal.
    kind: ClassVar[str]
    example: ClassVar[Example]
    # Who says what an answer is worth; "nobody": it is noted, and weighs nothing.
    marked_by: ClassVar[Literal["rule", "person", "nobody"]] = "rule"

    id: Id = Field(
        "", description="Its id: unique in the course, never changed, never used again."
    )
    type: str
    prompt: Block = Field(
        min_length=1, description="What is asked, in Markdown; may hold images."
    )
    points: int = Field(1, ge=1, le=100, description="How much it weighs in a quiz.")
    explanation: Block = Field(
        "", description="Why the answer is right, in Markdown; shown with feedback."
    )
    hint: Block = Field(
        "", description="A hint in Markdown that learners can open while practising."
    )
    tags: tuple[Annotated[Text, Field(min_length=1)], ...] = Field(
        (), description="Words to sort and draw questions by."
    )
    law_as_of: Day | None = Field(
        None, description="The day of the state of the law it asks for: 2026-11-23."
    )
    legal_basis: tuple[Annotated[Text, Field(min_length=1)], ...] = Field(
        (), description="The provisions it rests on, such as “art. 25 KP”."
    )
    void: Void | None = Field(None, description="Why it is not asked any more.")

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Read the kind from the type, so that it is written once."""
        super().__pydantic_init_subclass__(**kwargs)
        kinds = get_args(cls.model_fields["type"].annotation)
        if kinds:
            cls.kind = kinds[0]

    def draw(self, rng: Random) -> Form:  # noqa: ARG002 - most types draw nothing
        """Return what differs between attempts, to be stored with the attempt."""
        return {}

    @property
    def weight(self) -> int:
        """How many points it adds to the maximum of a quiz."""
        return 0 if self.marked_by == "nobody" else self.points

    def worded(self, form: Form, response: Response | None) -> "Question":  # noqa: ARG002
        """Return it as it reads for what was drawn, or for what was answered."""
        return self

    @abstractmethod
    def widget(
        self, form: Form, response: Response | None, verdict: Judgement | None = None
    ) -> Widget:
        """Return what to show: the form drawn, the response so far, what is said of it.

        `response` may be what a `BadResponse` says was entered. Pass
        `verdict.without_solution()` where right answers are not to be seen.
        """

    @abstractmethod
    def read(self, fields: Posted, form: Form) -> Response | None:
        """Return the response in posted fields, None when it was left blank.

        Only fields named by this question's id are looked at; BadResponse is raised for
        foreign ids, repeated fields and texts that are too long.
        """

    @abstractmethod
    def judge(self, response: Response | None, form: Form) -> Judgement:
        """Return what a response to a form is worth; None was left unanswered.

        The form says what was asked where that was drawn; {} where nothing that matters
        was. It may be of an older revision, like the response.
        """

    def marked(self, response: Response | None, form: Form) -> Judgement:
        """Return what counts; the full mark, answered or not, for a void question."""
        if self.void is not None and self.marked_by != "nobody":
            return Judgement(mark=FULL, code="void", rule="void")
        return self.judge(response, form)

    @abstractmethod
    def solution(self, form: Form) -> Response:
        """Return a response that earns the full mark for what was drawn."""

    @abstractmethod
    def readable(self, response: Response, translate: Translate = str) -> str:
        """Return a response as one line of plain text, for exports."""

    def marking(self) -> tuple[Said, ...]:
        """Return how answers are marked, in sentences for the trainer."""
        return (said("by-nobody"),) if self.marked_by == "nobody" else ()

    def misconceptions(self) -> dict[str, str]:
        """Return the misconception behind each rule that records may name."""
        return {}

    def is_complete(self, response: Response) -> bool:  # noqa: ARG002
        """Tell whether nothing of the question is left open by a response."""
        return True
