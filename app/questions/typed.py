"""Typed answers: ordered rules of what they are worth, and how they are read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationInfo, model_validator

from app.questions.base import Model
from app.questions.differences import Difference, difference
from app.questions.fields import (
    ExampleText,
    Faults,
    Id,
    Inline,
    Mark,
    OrText,
    Text,
    Texts,
)
from app.questions.folding import Profile, fold, nfc, spelled_out, without_end
from app.questions.messages import Said, said
from app.questions.score import FULL
from app.questions.texts import Html, escaped
from app.questions.typos import Slips, Spelling, Typos, slips

_MOST_RULES = 60
_MOST_EXAMPLES = 200


class Rule(Model):
    """What a certain answer is worth, and what is said to those who give it."""

    id: Id = Field("", description="Its id in records; optional.")
    text: Texts = Field(
        (), description="The answer, or several; spelling is read with tolerance."
    )
    exact: Texts = Field(
        (), description="The answer, or several, letter for letter and sign for sign."
    )
    mark: Mark = Field(FULL, description="What it earns: 100% when left out.")
    feedback: Inline = Field("", description="Shown to those who answer so.")
    tag: Text = Field("", description="A word for the misconception behind it.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return value if isinstance(value, Mapping) else {"text": value}

    @model_validator(mode="after")
    def _check_kind(self) -> "Rule":
        faults = Faults()
        kinds = bool(self.text) + bool(self.exact)
        if kinds != 1:
            faults.add("rule-kind", count=kinds)
        faults.raise_if_any()
        return self

    def is_worth_the_same(self, other: "Rule") -> bool:
        """Tell whether it makes no difference which of the two matches."""
        return (self.mark, self.feedback, self.tag) == (
            other.mark,
            other.feedback,
            other.tag,
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a typed answer is worth; `nearly` when slips had to be forgiven."""

    mark: int
    rule: str | None = None
    feedback: Html | None = None
    nearly: bool = False
    difference: Difference | None = None


class TypedAnswer(Model):
    """The keys of a box to write in, of a question or of one gap."""

    answer: Texts = Field(
        (), description="Short form: the right answer, or several that are right."
    )
    answers: tuple[Annotated[Rule, OrText()], ...] = Field(
        (),
        max_length=_MOST_RULES,
        description="Long form: rules tried from top to bottom; the first that matches "
        "decides. A rule with `mark: 0%` and feedback catches a typical mistake.",
    )
    fold: Profile = Field(
        "en",
        description="Language of the answer, which decides what is equal (ä and ae in "
        "German); without it the language taught, else that of the course.",
    )
    typos: Typos = Field(
        "auto",
        description="Slips forgiven in a word: auto (none below 5 letters, one up to "
        "8, two above), none, 1 or 2. Never in numbers or negations.",
    )
    case: Literal["ignore", "required"] = Field(
        "ignore", description="Whether small and capital letters have to be right."
    )
    accepts: tuple[ExampleText, ...] = Field(
        (),
        max_length=_MOST_EXAMPLES,
        description="Answers that must be right; tried whenever the course is checked.",
    )
    rejects: tuple[ExampleText, ...] = Field(
        (),
        max_length=_MOST_EXAMPLES,
        description="Answers that must earn nothing; tried likewise.",
    )

    @model_validator(mode="before")
    @classmethod
    def _default_language(cls, value: Any, info: ValidationInfo) -> Any:
        context = info.context or {}
        language = context.get("teaches") or context.get("language")
        if isinstance(value, Mapping) and language and "fold" not in value:
            return {**value, "fold": language}
        return value

    @model_validator(mode="after")
    def _check_answers(self) -> "TypedAnswer":
        faults = Faults()
        if self.answer and self.answers:
            faults.add("answer-twice", "answers")
        if not self.rules:
            faults.add("answer-missing")
        elif all(rule.mark < FULL for rule in self.rules):
            faults.add("full-mark-missing", "answers")
        ids = ((rule.id, ("answers", place)) for place, rule in enumerate(self.answers))
        faults.add_repeated_ids(ids)
        for place, text in self._unreachable():
            faults.add("rule-unreachable", "answers", place, text=text)
        faults.raise_if_any()
        return self

    def _unreachable(self) -> Iterator[tuple[int, str]]:
        first: dict[str, Rule] = {}
        for place, rule in enumerate(self.answers):
            for text in rule.text + rule.exact:
                folded = self._fold(text)
                earlier = first.get(folded)
                if earlier and not rule.is_worth_the_same(earlier):
                    yield place, text
                # An exact rule leaves other spellings to those below it.
                elif rule.text:
                    first.setdefault(folded, rule)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules in order, also of the short form."""
        if self.answer:
            return (Rule.model_construct(text=self.answer),)
        return self.answers

    @property
    def best(self) -> str:
        """The first answer that earns the full mark."""
        return self._right_texts[0]

    def marking(self) -> tuple[Said, ...]:
        """Return how answers are marked, in sentences for the trainer."""
        return (
            *((said("first-rule"),) if self.answers else ()),
            said(f"slips-{self.typos}"),
            *((said("case-required"),) if self.case == "required" else ()),
        )

    def mark_of(self, text: str) -> int:
        """Return what an answer is worth, in millionths."""
        return self.outcome(text).mark

    def outcome(self, text: str) -> Outcome:
        """Return what an answer is worth, by which rule, and how it differs."""
        place = self._equal_rule(text)
        if place is not None:
            return self._by_rule(place, text, nearly=False)
        place = self._near_rule(text)
        if place is not None:
            return self._by_rule(place, text, nearly=True)
        return Outcome(0, difference=self._difference(text))

    def _by_rule(self, place: int, text: str, *, nearly: bool) -> Outcome:
        rule = self._key.rules[place]
        right = rule.mark == FULL
        return Outcome(
            rule.mark,
            rule.id or f"rule-{place + 1}",
            Html(rule.feedback) if rule.feedback else None,
            nearly=right and nearly,
            difference=None if right and not nearly else self._difference(text),
        )

    def _equal_rule(self, text: str) -> int | None:
        """Return the place of the first rule that takes this spelling."""
        places = (
            self._key.exact.get(nfc(text).strip()),
            self._key.folded.get(self._fold(text)),
        )
        return min((place for place in places if place is not None), default=None)

    def _near_rule(self, text: str) -> int | None:
        """Return the place of the rule with the fewest slips; of equals, the first."""
        if self.typos == "none":
            return None
        given = Spelling.of(text, self.fold, keep_case=self._keep_case)
        best: tuple[Slips, int] | None = None
        for place, wanted in self._key.spellings:
            found = slips(given, wanted, self.typos)
            if found is not None and (best is None or (found, place) < best):
                best = found, place
        return best[1] if best else None

    def _difference(self, text: str) -> Difference | None:
        wanted = self._right_texts
        if self.fold == "de":
            # Whoever writes ae for ä is shown what else differs, and not that.
            wanted += tuple(spelled_out(right) for right in wanted)
        return difference(
            without_end(text),
            [without_end(right) for right in wanted],
            ignore_case=not self._keep_case,
        )

    def expected(self) -> tuple[Html, ...]:
        """Return the right answer to be shown."""
        return (escaped(self.best),)

    @cached_property
    def _right_texts(self) -> tuple[str, ...]:
        return tuple(
            text
            for rule in self.rules
            if rule.mark == FULL
            for text in rule.text + rule.exact
        )

    @cached_property
    def _key(self) -> "AnswerKey":
        return AnswerKey.of(self)

    @property
    def _keep_case(self) -> bool:
        return self.case == "required"

    def _fold(self, text: str) -> str:
        return fold(text, self.fold, keep_case=self._keep_case)


@dataclass(frozen=True, slots=True)
class AnswerKey:
    """The rules of one typed answer, made ready for comparing; places count from 0."""

    rules: tuple[Rule, ...]
    exact: Mapping[str, int]
    folded: Mapping[str, int]
    spellings: tuple[tuple[int, Spelling], ...]

    @classmethod
    def of(cls, typed: TypedAnswer) -> "AnswerKey":
        """Fold every text of every rule once."""
        keep_case = typed.case == "required"
        exact: dict[str, int] = {}
        folded: dict[str, int] = {}
        spellings = []
        for place, rule in enumerate(typed.rules):
            for text in rule.exact:
                exact.setdefault(nfc(text).strip(), place)
            for text in rule.text:
                folded.setdefault(fold(text, typed.fold, keep_case=keep_case), place)
                spelling = Spelling.of(text, typed.fold, keep_case=keep_case)
                spellings.append((place, spelling))
        return cls(typed.rules, exact, folded, tuple(spellings))
