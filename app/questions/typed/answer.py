"""A box to write in: the keys an author gives it, and what an answer is worth."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any

from pydantic import Field, ValidationInfo, model_validator

from app.questions.base import Judgement, judgement
from app.questions.examples import TriedOut
from app.questions.fields import Faults, Mark, OrText, Texts, percentage
from app.questions.folding import Profile
from app.questions.messages import Said, said
from app.questions.score import FULL
from app.questions.texts import Html, escaped
from app.questions.typed import values
from app.questions.typed.articles import Articles
from app.questions.typed.key import AnswerKey, Outcome
from app.questions.typed.rules import Rule, Trap, rule_name, trap_name
from app.questions.typed.texts import Case, Reading
from app.questions.typos import Typos

_MOST_RULES = 60


class TypedAnswer(TriedOut):
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
    but_not: tuple[Annotated[Trap, OrText()], ...] = Field(
        (),
        max_length=_MOST_RULES,
        description="Answers near to a right one that are no slip of it, such as "
        "another word of the course.",
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
    case: Case = Field(
        "ignore",
        description="Whether small and capital letters have to be right; `soft`: the "
        "answer counts, and is told of.",
    )
    articles: Articles = Field(
        "required",
        description="Whether the article before a German or English noun has to be "
        "right; `soft`: the answer counts without it or with another one, and is told "
        "of.",
    )
    soft_mark: Mark = Field(
        FULL,
        description="What of its mark an answer keeps in which nothing but article or "
        "capitals are wrong: 100% when left out.",
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
        elif not self.best:
            faults.add("solution-missing", "answers")
        self._note_contradictions(faults)
        faults.raise_if_any()
        return self

    def _note_contradictions(self, faults: Faults) -> None:
        ids = ((rule.id, ("answers", place)) for place, rule in enumerate(self.answers))
        traps = (
            (trap.id, ("but_not", place)) for place, trap in enumerate(self.but_not)
        )
        faults.add_repeated_ids([*ids, *traps])
        for place, text in self._unreachable():
            faults.add("rule-unreachable", "answers", place, text=text)
        for place, text in self._contradictions():
            faults.add("trap-right", "but_not", place, text=text)

    def _unreachable(self) -> Iterator[tuple[int, str]]:
        first: dict[str, Rule] = {}
        for place, rule in enumerate(self.answers):
            for text in rule.text + rule.exact:
                folded = self._key.reading.strictly(text)
                earlier = first.get(folded)
                if earlier and not rule.is_worth_the_same(earlier):
                    yield place, text
                # An exact rule leaves other spellings to those below it.
                elif rule.text:
                    first.setdefault(folded, rule)

    def _contradictions(self) -> Iterator[tuple[int, str]]:
        for place, trap in enumerate(self.but_not):
            for text in trap.text:
                if self._key.texts.strictly_equal(text) is not None:
                    yield place, text

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules in order, also of the short form."""
        if self.answer:
            return (Rule.model_construct(text=self.answer),)
        return self.answers

    @property
    def best(self) -> str:
        """An answer that earns the full mark: the first one, or the first example."""
        right = self._right_texts
        if right:
            return right[0]
        others = (values.shown(rule, self.fold) for rule in self._full_rules)
        return next(filter(None, others), "") or next(iter(self.accepts), "")

    def marking(self) -> tuple[Said, ...]:
        """Return how answers are marked, in sentences for the trainer."""
        articles = self.articles != "required"
        soft = self.soft_mark < FULL and self._key.reading.is_soft
        return (
            *((said("first-rule"),) if self.answers else ()),
            said(f"slips-{self.typos}"),
            *((said("traps", count=len(self.but_not)),) if self.but_not else ()),
            *((said(f"case-{self.case}"),) if self.case != "ignore" else ()),
            *((said(f"articles-{self.articles}"),) if articles else ()),
            *((said("soft-mark", percent=percentage(self.soft_mark)),) if soft else ()),
        )

    def misconceptions_of_rules(self) -> dict[str, str]:
        """Return the misconceptions behind rules and traps, by their names."""
        rules = ((rule_name(one, at), one.tag) for at, one in enumerate(self.rules))
        traps = ((trap_name(one, at), one.tag) for at, one in enumerate(self.but_not))
        return {name: tag for name, tag in (*rules, *traps) if tag}

    def mark_of(self, text: str) -> int:
        """Return what an answer is worth, in millionths."""
        return self.outcome(text).mark

    def judged(self, text: str) -> Judgement:
        """Return the judgement on the only text of a question."""
        if not text.strip():
            return judgement(0, answered=False, expected=self.expected())
        outcome = self.outcome(text)
        return judgement(
            outcome.mark,
            remark=outcome.remark,
            rule=outcome.rule,
            feedback=(outcome.feedback,) if outcome.feedback else (),
            tag=outcome.tag,
            expected=self.expected(),
            difference=outcome.difference,
        )

    def outcome(self, text: str) -> Outcome:
        """Return what an answer is worth, by which rule, and how it differs."""
        return self._key.outcome(text)

    def expected(self) -> tuple[Html, ...]:
        """Return the right answer to be shown."""
        return (escaped(self.best),)

    @cached_property
    def _full_rules(self) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if rule.mark == FULL)

    @cached_property
    def _right_texts(self) -> tuple[str, ...]:
        return tuple(
            text for rule in self._full_rules for text in rule.text + rule.exact
        )

    @cached_property
    def _key(self) -> AnswerKey:
        return AnswerKey(
            reading=Reading(self.fold, self.case, self.articles, self.typos),
            rules=self.rules,
            traps=self.but_not,
            right=self._right_texts,
            soft_mark=self.soft_mark,
        )
