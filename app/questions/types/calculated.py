"""calculated: numbers are drawn for each attempt, and the answer is worked out."""

from collections.abc import Iterator
from random import Random
from typing import ClassVar, Literal

from pydantic import Field

from app.questions.base import (
    BadResponse,
    Example,
    Form,
    Judgement,
    Posted,
    Question,
    Response,
    Translate,
)
from app.questions.calculating.box import RIGHT, ResultBox
from app.questions.calculating.checks import Found, sample_faults
from app.questions.calculating.draws import Draw
from app.questions.drawing import alias, drawn, salt, shuffled
from app.questions.fields import BlockWithGaps, Loc
from app.questions.messages import Said, said
from app.questions.numbers import MOST_CHARACTERS
from app.questions.reading import own_fields, single, stored_text, typed
from app.questions.texts import escaped
from app.questions.typical import tags_of
from app.questions.widgets import UNTOLD, Widget
from app.questions.widgets.choices import Choice, Choices
from app.questions.widgets.text_box import TextBox

_EXAMPLE = """
id: sciana-farba
type: calculated
prompt: >-
  Ściana ma [[dlugosc]] m długości i [[wysokosc]] m wysokości, a litr farby wystarcza na
  [[wydajnosc]] m². Ile litrów farby trzeba na jedną warstwę?
values:
  dlugosc: {min: 3, max: 8, step: 0.5}
  wysokosc: [2.5, 2.6, 2.8]
  wydajnosc: {min: 8, max: 12}
derived:
  pole: dlugosc * wysokosc
answer: round(pole / wydajnosc, 2)
tolerance: 0.01
unit: l
near:
  - {answer: pole, feedback: "[[pole]] to pole ściany w m².", tag: tylko-pole}
  - {answer: pole / wydajnosc, tolerance: 5%, mark: 50%, feedback: Dokładniej.}
explanation: "[[dlugosc]] · [[wysokosc]] = [[pole]] m²; podziel przez [[wydajnosc]]."
"""
_DRAWN = {"dlugosc": "5", "wysokosc": "2.6", "wydajnosc": "10"}

# The field in which the page says which numbers it shows.
_SHOWN = "drawn"


class CalculatedQuestion(ResultBox, Question):
    """A result, written or chosen; responses are {"text" or "choice", "values"}.

    The values drawn stand in the form and again in the response, so that an answer is
    judged by the numbers it was given for, whatever is drawn later.
    """

    example: ClassVar[Example] = Example(
        _EXAMPLE,
        right={"text": "1,3", "values": _DRAWN},
        partial={"text": "1,35", "values": _DRAWN},
        wrong={"text": "13", "values": _DRAWN},
        form={"values": _DRAWN},
    )

    type: Literal["calculated"] = Field(
        description="Drawn numbers are calculated with."
    )
    prompt: BlockWithGaps = Field(
        min_length=1, description="What is asked, in Markdown, with values as [[name]]."
    )
    explanation: BlockWithGaps = Field(
        "", description="Why the answer is right, with values as [[name]]."
    )
    hint: BlockWithGaps = Field(
        "", description="A hint that learners can open, with values as [[name]]."
    )

    def texts(self) -> Iterator[tuple[Loc, str]]:
        """Yield the texts that values may stand in, with their places."""
        yield ("prompt",), self.prompt
        yield ("explanation",), self.explanation
        yield ("hint",), self.hint
        yield from super().texts()

    def failed_samples(self) -> Iterator[Found]:
        """Yield (place, code, parameters) of what goes wrong in 200 draws."""
        return sample_faults(self, self.id)

    def draw(self, rng: Random) -> Form:
        """Draw the values, and the order of choices."""
        form: Form = {"values": self.calculation.draw(rng)}
        if self.wrong:
            form |= {"salt": salt(rng), "order": shuffled(rng, list(self.results))}
        return form

    def worded(self, form: Form, response: Response | None) -> "CalculatedQuestion":
        """Return it with the values of an answer, or of the form, in its texts."""
        fill = self._drawn(form, response).filled
        texts = ("prompt", "explanation", "hint")
        return self.model_copy(update={key: fill(getattr(self, key)) for key in texts})

    def widget(
        self, form: Form, response: Response | None, verdict: Judgement | None = None
    ) -> Widget:
        """Return a box for the result, or the results to choose from."""
        shown = self._drawn(form, response)
        prompt = shown.filled(self.prompt)
        hidden = ((f"{self.id}.{_SHOWN}", shown.fingerprint),)
        if self.wrong:
            told = {part.id: part.told() for part in verdict.parts} if verdict else {}
            chosen = shown.chosen(response)
            choices = tuple(
                Choice(
                    value=alias(form, one),
                    html=escaped(shown.result(one)),
                    chosen=one == chosen,
                    told=told.get(one, UNTOLD),
                )
                for one in drawn(form, "order", list(self.results))
            )
            return Choices(
                id=self.id, prompt=prompt, name=self.id, choices=choices, hidden=hidden
            )
        return TextBox(
            id=self.id,
            prompt=prompt,
            name=self.id,
            value=stored_text(response, "text"),
            unit=self.unit,
            units=tuple(self.units),
            longest=MOST_CHARACTERS,
            told=verdict.told() if verdict else UNTOLD,
            hidden=hidden,
        )

    def read(self, fields: Posted, form: Form) -> Response | None:
        """Return what was written or chosen, with the values it was given for.

        BadResponse is raised when the page shows other values than the form holds: the
        question was changed in between.
        """
        own = own_fields(fields, self.id, (_SHOWN,))
        answer = self._chosen(own, form) if self.wrong else self._written(own)
        now = self._drawn(form, None)
        shown = single(own, _SHOWN)
        if shown and shown != now.fingerprint:
            raise BadResponse("values-changed")
        return {**answer, "values": now.kept} if answer else None

    def _written(self, own: Posted) -> Response | None:
        text = typed(own, most=MOST_CHARACTERS)
        return {"text": text} if text else None

    def _chosen(self, own: Posted, form: Form) -> Response | None:
        name = single(own)
        ids = {alias(form, one): one for one in self.results}
        if name and name not in ids:
            raise BadResponse("answer-unknown")
        return {"choice": ids[name]} if name else None

    def judge(self, response: Response | None, form: Form) -> Judgement:
        """Give the full mark to the right result, else what a near result gives."""
        given = self._drawn(form, response)
        if self.wrong:
            return given.judge_choice(given.chosen(response))
        return given.judge_text(stored_text(response, "text"))

    def marking(self) -> tuple[Said, ...]:
        """Say that numbers are drawn, and how a result is marked."""
        if self.wrong:
            return said("values-drawn"), said("one-right")
        return said("values-drawn"), *self.said_of_tolerance(len(self.near))

    def misconceptions(self) -> dict[str, str]:
        """Return the misconceptions behind near results and wrong choices."""
        wrong = {one.id: one.tag for one in self.wrong if one.tag}
        return tags_of(self.near) | wrong

    def solution(self, form: Form) -> Response:
        """Return the right result for what was drawn."""
        now = self._drawn(form, None)
        if self.wrong:
            return {"choice": RIGHT, "values": now.kept}
        return {"text": now.result(RIGHT), "values": now.kept}

    def readable(self, response: Response, translate: Translate = str) -> str:  # noqa: ARG002
        """Return the result, and the values it was given for."""
        given = self._drawn({}, response)
        chosen = given.chosen(response)
        text = given.result(chosen) if chosen else stored_text(response, "text")
        text = " ".join(text.split())
        return f"{text} ({given.listed})" if text else ""

    def _drawn(self, form: Form, response: Response | None) -> Draw:
        """Return the draw of a response, else of the form, else one that will do."""
        read = self.calculation.read
        values = (
            read((response or {}).get("values"))
            or read(form.get("values"))
            or read(self.calculation.kept(dict.fromkeys(self.values, 0)))
            or {}
        )
        return Draw(self, values)
