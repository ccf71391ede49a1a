"""survey: an opinion is asked for; nothing is marked."""

from functools import cached_property
from random import Random
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from app.questions.base import (
    BadResponse,
    Example,
    Form,
    Judgement,
    Model,
    Posted,
    Question,
    Response,
    Translate,
)
from app.questions.drawing import alias, salt
from app.questions.fields import Faults, Inline, OrText
from app.questions.parts import PartFromText
from app.questions.reading import (
    MOST_CHARACTERS,
    own_fields,
    single,
    stored_list,
    stored_text,
    typed,
)
from app.questions.texts import Html, plain
from app.questions.widgets import Widget
from app.questions.widgets.choices import Choice
from app.questions.widgets.opinions import OpinionChoices, OpinionScale, OpinionText

_EXAMPLE = """
id: ankieta-tempo
type: survey
prompt: Jak oceniasz tempo tej lekcji?
scale: {steps: 5, low: za wolne, high: za szybkie}
"""


class Option(PartFromText):
    """One thing that can be said."""


class Scale(Model):
    """Steps from one end to the other."""

    steps: int = Field(5, ge=2, le=10, description="How many there are, from 2 to 10.")
    low: Inline = Field(min_length=1, description="What the first step means.")
    high: Inline = Field(min_length=1, description="What the last step means.")


class Survey(Question):
    """An opinion: {"choices": [ids]}, {"step": number} or {"text": "…"}.

    With `choices` it is one of them (or, `several`, any number), with `scale` a step
    from 1, without either a text.
    """

    marked_by: ClassVar[Literal["rule", "person", "nobody"]] = "nobody"
    example: ClassVar[Example] = Example(_EXAMPLE, right={"step": 3}, wrong={"step": 5})

    type: Literal["survey"] = Field(description="An opinion; nothing is marked.")
    choices: tuple[Annotated[Option, OrText()], ...] = Field(
        (), max_length=30, description="What can be said, in this order."
    )
    several: bool = Field(
        default=False, description="Whether several choices can be taken."
    )
    scale: Scale | None = Field(None, description="Steps with words for both ends.")
    anonymous: bool = Field(
        default=False,
        description="Only `false` is possible: answers belong to a learner's record, "
        "and the page says so.",
    )

    @model_validator(mode="after")
    def _check_kind(self) -> "Survey":
        faults = Faults()
        if self.choices and self.scale is not None:
            faults.add("survey-twice", "scale")
        if self.several and not self.choices:
            faults.add("survey-several", "several")
        if len(self.choices) == 1:
            faults.add("survey-one-choice", "choices")
        if self.anonymous:
            faults.add("survey-anonymous", "anonymous")
        if self.points != 1:
            faults.add("survey-points", "points")
        faults.add_repeated_ids(
            (one.id, ("choices", place)) for place, one in enumerate(self.choices)
        )
        faults.add_repeated_texts(
            (one.text, ("choices", place, "text"))
            for place, one in enumerate(self.choices)
        )
        faults.raise_if_any()
        return self

    def draw(self, rng: Random) -> Form:
        """Draw names for the choices; their order is the author's."""
        return {"salt": salt(rng)} if self.choices else {}

    def widget(
        self,
        form: Form,
        response: Response | None,
        verdict: Judgement | None = None,  # noqa: ARG002 - nothing is said of parts
    ) -> Widget:
        """Return choices, a scale or lines to write in."""
        prompt = Html(self.prompt)
        if self.choices:
            chosen = self._chosen(response)
            return OpinionChoices(
                id=self.id,
                prompt=prompt,
                name=self.id,
                several=self.several,
                choices=tuple(
                    Choice(
                        value=alias(form, one.id),
                        html=Html(one.text),
                        chosen=one.id in chosen,
                    )
                    for one in self.choices
                ),
            )
        if self.scale is not None:
            return OpinionScale(
                id=self.id,
                prompt=prompt,
                name=self.id,
                steps=self.scale.steps,
                low=Html(self.scale.low),
                high=Html(self.scale.high),
                chosen=self._step(response),
            )
        return OpinionText(
            id=self.id,
            prompt=prompt,
            name=self.id,
            value=stored_text(response, "text"),
            longest=MOST_CHARACTERS,
        )

    def read(self, fields: Posted, form: Form) -> Response | None:
        """Return what was taken or written."""
        own = own_fields(fields, self.id)
        if self.choices:
            return self._read_choices(own, form)
        if self.scale is None:
            text = typed(own)
            return {"text": text} if text else None
        step = single(own)
        if not step:
            return None
        if step not in map(str, range(1, self.scale.steps + 1)):
            raise BadResponse("answer-unknown")
        return {"step": int(step)}

    def _read_choices(self, own: Posted, form: Form) -> Response | None:
        names = {alias(form, one.id): one.id for one in self.choices}
        ids = [names.get(str(value)) for value in own.get("", ()) if value != ""]
        if None in ids:
            raise BadResponse("answer-unknown")
        if len(set(ids)) < len(ids) or (len(ids) > 1 and not self.several):
            raise BadResponse("field-repeated")
        chosen = [choice_id for choice_id in self._texts if choice_id in ids]
        return {"choices": chosen} if chosen else None

    def judge(self, response: Response | None, form: Form) -> Judgement:  # noqa: ARG002
        """Note an answer; `rule` is what was taken, where that is one thing."""
        if self.choices:
            taken = self._chosen(response)
        elif self.scale is not None:
            step = self._step(response)
            taken = [str(step)] if step else []
        else:
            text = stored_text(response, "text").strip()
            return Judgement(mark=0, code="noted" if text else "unanswered")
        rule = taken[0] if len(taken) == 1 else None
        return Judgement(mark=0, code="noted" if taken else "unanswered", rule=rule)

    def solution(self, form: Form) -> Response:  # noqa: ARG002 - the same in any form
        """Return an answer that somebody might give; none is right."""
        if self.choices:
            return {"choices": [self.choices[0].id]}
        if self.scale is not None:
            return {"step": (self.scale.steps + 1) // 2}
        return {"text": "…"}

    def readable(self, response: Response, translate: Translate = str) -> str:  # noqa: ARG002
        """Return the choices, the step of how many, or the text."""
        if self.choices:
            return "; ".join(
                plain(self._texts[one]) if one in self._texts else f"[{one}]"
                for one in map(str, stored_list(response, "choices"))
            )
        if self.scale is not None:
            step = self._step(response)
            return f"{step} / {self.scale.steps}" if step else ""
        return " ".join(stored_text(response, "text").split())

    def _chosen(self, response: Response | None) -> list[str]:
        wanted = stored_list(response, "choices")
        chosen = [choice_id for choice_id in self._texts if choice_id in wanted]
        # More than one can only come from a survey that has changed.
        return chosen if self.several else chosen[:1]

    def _step(self, response: Response | None) -> int:
        """Return the step of a response, 0 when there is none on this scale."""
        step = (response or {}).get("step")
        most = self.scale.steps if self.scale is not None else 0
        return step if type(step) is int and 1 <= step <= most else 0

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {one.id: one.text for one in self.choices}
