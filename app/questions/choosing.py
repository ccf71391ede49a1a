"""What the types with choices share: how choices are written, drawn, shown and read."""

from collections.abc import Iterator
from functools import cached_property
from random import Random
from typing import Annotated

from pydantic import Field, model_validator

from app.questions.base import (
    BadResponse,
    Form,
    Judgement,
    PartVerdict,
    Posted,
    Question,
    Response,
    Translate,
)
from app.questions.drawing import alias, drawn, salt, shuffled
from app.questions.fields import Faults, Inline, Loc, OrOne, OrText, one_or_more
from app.questions.parts import ShuffledPart
from app.questions.reading import own_fields, stored_list
from app.questions.score import FULL
from app.questions.texts import Html, plain
from app.questions.widgets import UNTOLD
from app.questions.widgets.choices import Choice, Choices

_MOST_CHOICES = 30


class Alternative(ShuffledPart):
    """One choice in the short form, where the key above it says if it is right."""

    feedback: Inline = Field("", description="Shown to those who choose it.")


class MarkedAlternative(Alternative):
    """One choice in the long form, which says of itself if it is right."""

    right: bool = Field(
        default=False, description="Whether it is right; without this it is not."
    )


Alternatives = Annotated[
    tuple[Annotated[Alternative, OrText()], ...], one_or_more, OrOne()
]


class ChoiceQuestion(Question):
    """A question with choices to take; responses are {"choices": [ids]}."""

    choices: tuple[Annotated[MarkedAlternative, OrText()], ...] = Field(
        (), max_length=_MOST_CHOICES, description="All choices, right and wrong."
    )
    right: Alternatives = Field(
        (), max_length=_MOST_CHOICES, description="Short form: what is right."
    )
    wrong: Alternatives = Field(
        (), max_length=_MOST_CHOICES, description="Short form: what is wrong."
    )
    shuffle: bool = Field(
        default=True,
        description="Whether the choices are shown in a drawn order; those under "
        "`right` and `wrong` always are.",
    )

    @model_validator(mode="after")
    def _check_choices(self) -> "ChoiceQuestion":
        faults = Faults()
        if self.choices and (self.right or self.wrong):
            faults.add("choices-twice", "choices")
        elif not self.placed_alternatives:
            faults.add("choices-missing")
        else:
            self.check_rightness(faults)
        faults.add_repeated_ids(
            (choice.id, loc) for loc, choice, _ in self.placed_alternatives
        )
        faults.add_repeated_texts(
            (choice.text, (*loc, "text")) for loc, choice, _ in self.placed_alternatives
        )
        faults.raise_if_any()
        return self

    def check_rightness(self, faults: Faults) -> None:
        """Note what is wrong about how many choices are right."""
        raise NotImplementedError

    @cached_property
    def placed_alternatives(self) -> tuple[tuple[Loc, Alternative, bool], ...]:
        """All choices as (place, choice, is it right), in the author's order."""
        return tuple(self._placed())

    def _placed(self) -> Iterator[tuple[Loc, Alternative, bool]]:
        for place, choice in enumerate(self.choices):
            yield ("choices", place), choice, choice.right
        for place, right in enumerate(self.right):
            yield ("right", place), right, True
        for place, wrong in enumerate(self.wrong):
            yield ("wrong", place), wrong, False

    @cached_property
    def alternatives(self) -> dict[str, Alternative]:
        """All choices by id, in the author's order."""
        return {choice.id: choice for _, choice, _ in self.placed_alternatives}

    @cached_property
    def right_ids(self) -> frozenset[str]:
        """The ids of what is right."""
        return frozenset(
            choice.id for _, choice, is_right in self.placed_alternatives if is_right
        )

    def draw(self, rng: Random) -> Form:
        """Draw the order of the choices, unless it is fixed."""
        ids = list(self.alternatives)
        keep = {name: choice.keep for name, choice in self.alternatives.items()}
        # In the short form what is right is written first: that order would tell it.
        fixed = not self.shuffle and bool(self.choices)
        return {"salt": salt(rng), "order": ids if fixed else shuffled(rng, ids, keep)}

    def choices_widget(
        self,
        form: Form,
        response: Response | None,
        verdict: Judgement | None,
        *,
        several: bool,
    ) -> Choices:
        """Return the choices in their drawn order."""
        chosen = set(self.chosen(response))
        told = {part.id: part.told() for part in verdict.parts} if verdict else {}
        return Choices(
            id=self.id,
            prompt=Html(self.prompt),
            name=self.id,
            several=several,
            choices=tuple(
                Choice(
                    value=alias(form, choice_id),
                    html=Html(self.alternatives[choice_id].text),
                    chosen=choice_id in chosen,
                    told=told.get(choice_id, UNTOLD),
                )
                for choice_id in drawn(form, "order", list(self.alternatives))
            ),
        )

    def chosen(self, response: Response | None) -> list[str]:
        """Return the known ids in a response, each once, in the author's order."""
        wanted = stored_list(response, "choices")
        return [choice_id for choice_id in self.alternatives if choice_id in wanted]

    def posted(self, fields: Posted, form: Form) -> list[str]:
        """Return the ids behind the values of our field, in the author's order."""
        values = own_fields(fields, self.id).get("", ())
        names = {alias(form, choice_id): choice_id for choice_id in self.alternatives}
        ids = [names.get(str(value)) for value in values if value != ""]
        if None in ids:
            raise BadResponse("answer-unknown")
        if len(set(ids)) < len(ids):
            raise BadResponse("field-repeated")
        return [choice_id for choice_id in self.alternatives if choice_id in ids]

    def part_verdicts(self, chosen: list[str]) -> tuple[PartVerdict, ...]:
        """Return a verdict for everything chosen, and for what should have been."""
        return tuple(
            self._part_verdict(choice_id, choice_id in chosen)
            for choice_id in self.alternatives
            if choice_id in chosen or choice_id in self.right_ids
        )

    def _part_verdict(self, choice_id: str, given: bool) -> PartVerdict:
        choice = self.alternatives[choice_id]
        is_right = choice_id in self.right_ids
        return PartVerdict(
            id=choice_id,
            mark=FULL if given and is_right else 0,
            right=given and is_right,
            given=given,
            feedback=Html(choice.feedback) if given and choice.feedback else None,
            expected=Html(choice.text) if is_right else None,
        )

    def solution(self, form: Form) -> Response:  # noqa: ARG002
        """Return everything that is right."""
        return {"choices": [i for i in self.alternatives if i in self.right_ids]}

    def readable(self, response: Response, translate: Translate = str) -> str:  # noqa: ARG002
        """Return the texts of what was chosen; of vanished choices, the ids."""
        return "; ".join(
            plain(self.alternatives[choice_id].text)
            if choice_id in self.alternatives
            else f"[{choice_id}]"
            for choice_id in map(str, stored_list(response, "choices"))
        )
