"""label-image: numbered places on a picture get their labels."""

from collections.abc import Iterator
from functools import cached_property
from random import Random
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from app.questions.base import (
    BadResponse,
    Example,
    Form,
    Judgement,
    Part,
    PartVerdict,
    Posted,
    Question,
    Response,
    Translate,
    judgement,
)
from app.questions.drawing import alias, drawn, salt, shuffled
from app.questions.fields import CREDIT_HELP, Credit, Faults, Inline, Loc, OrText
from app.questions.media import Picture
from app.questions.messages import Said, credited_said, said
from app.questions.parts import ShuffledPart
from app.questions.reading import own_fields, single, stored_texts
from app.questions.score import FULL, credited, mean
from app.questions.texts import Html, plain
from app.questions.widgets import UNTOLD, Option
from app.questions.widgets.pictures import Labelling, Marker
from app.questions.widgets.selects import Row
from app.questions.zones import Place

_EXAMPLE = """
id: strug-czesci
type: label-image
prompt: Nazwij oznaczone części struga.
picture: media/strug.png
places:
  - id: zelazko
    at: [52, 30]
    label: żelazko
    describe: Płaska stalowa część, która wystaje ukośnie ze środka i ma ostrze na dole.
  - id: kadlub
    at: [30, 70]
    label: kadłub
    describe: Długi drewniany klocek, na którym opiera się reszta.
  - id: rog
    at: [12, 40]
    label: róg
    describe: Wygięty uchwyt z przodu, za który chwyta lewa ręka.
extra:
  - {id: klin, text: klin}
"""

_MOST = 20


class Labelled(Part):
    """A place on the picture, and what it is called."""

    at: Place = Field(description="Where it is: across and down.")
    label: Inline = Field(
        min_length=1, description="Its label; several places may have the same."
    )
    describe: Inline = Field(
        min_length=1,
        description="What is there, for those who do not see the picture; without the "
        "label itself.",
    )
    feedback: Inline = Field("", description="Shown to those who label it wrongly.")


class Extra(ShuffledPart):
    """A label that belongs to no place."""


class LabelImage(Question):
    """A picture to be labelled; responses are {"labels": {place id: label id}}.

    A label has the id of the first place that bears it, an extra one its own. Each
    place earns its share.
    """

    example: ClassVar[Example] = Example(
        _EXAMPLE,
        right={"labels": {"zelazko": "zelazko", "kadlub": "kadlub", "rog": "rog"}},
        partial={"labels": {"zelazko": "zelazko", "kadlub": "klin"}},
        wrong={"labels": {"zelazko": "klin", "kadlub": "rog", "rog": "kadlub"}},
    )

    type: Literal["label-image"] = Field(description="Places of a picture get labels.")
    picture: Picture = Field(description="The picture, as in media/plan.png.")
    places: tuple[Labelled, ...] = Field(
        min_length=2, max_length=_MOST, description="What is to be labelled."
    )
    extra: tuple[Annotated[Extra, OrText()], ...] = Field(
        (), max_length=_MOST, description="More labels, which belong to no place."
    )
    credit: Credit = Field("partial", description=CREDIT_HELP)

    @model_validator(mode="after")
    def _check_places(self) -> "LabelImage":
        faults = Faults()
        faults.add_repeated_ids(
            [(one.id, ("places", place)) for place, one in enumerate(self.places)]
            + [(extra.id, ("extra", place)) for place, extra in enumerate(self.extra)]
        )
        faults.add_repeated_texts(
            (one.describe, ("places", place, "describe"))
            for place, one in enumerate(self.places)
        )
        faults.add_repeated_texts(self._label_texts())
        for place, one in enumerate(self.places):
            if _tells(one.describe, one.label):
                faults.add("description-tells", "places", place, "describe")
        faults.raise_if_any()
        return self

    def _label_texts(self) -> Iterator[tuple[str, Loc]]:
        # A label shared by several places is one option, and nothing repeated.
        for text in {one.label: None for one in self.places}:
            yield text, ("places",)
        for place, extra in enumerate(self.extra):
            yield extra.text, ("extra", place, "text")

    def draw(self, rng: Random) -> Form:
        """Draw the order of the labels; places keep their numbers."""
        keep = {extra.id: extra.keep for extra in self.extra}
        labels = shuffled(rng, list(self._options), keep)
        return {"salt": salt(rng), "labels": labels}

    def widget(
        self, form: Form, response: Response | None, verdict: Judgement | None = None
    ) -> Labelling:
        """Return the picture with its numbers, and a list of labels for each."""
        given = self._given(response)
        told = {part.id: part.told() for part in verdict.parts} if verdict else {}
        rows = tuple(
            Row(
                name=f"{self.id}.{_field(form, one.id)}",
                html=Html(one.describe),
                chosen=alias(form, given[one.id]) if one.id in given else "",
                told=told.get(one.id, UNTOLD),
            )
            for one in self.places
        )
        return Labelling(
            id=self.id,
            prompt=Html(self.prompt),
            picture=self.picture,
            rows=rows,
            options=tuple(
                Option(value=alias(form, label_id), text=plain(self._options[label_id]))
                for label_id in drawn(form, "labels", list(self._options))
            ),
            markers=tuple(
                Marker(
                    number=number,
                    spot=(one.at[0], one.at[1]),
                    name=row.name,
                    right=row.told.right,
                )
                for number, (one, row) in enumerate(
                    zip(self.places, rows, strict=True), 1
                )
            ),
        )

    def read(self, fields: Posted, form: Form) -> Response | None:
        """Return the label of each place, without those left open."""
        names = {_field(form, one.id): one.id for one in self.places}
        own = own_fields(fields, self.id, names)
        labels = {alias(form, label_id): label_id for label_id in self._options}
        chosen = {place_id: single(own, name) for name, place_id in names.items()}
        chosen = {place_id: name for place_id, name in chosen.items() if name}
        if not labels.keys() >= set(chosen.values()):
            raise BadResponse("answer-unknown")
        given = {place_id: labels[name] for place_id, name in chosen.items()}
        return {"labels": given} if given else None

    def judge(self, response: Response | None, form: Form) -> Judgement:  # noqa: ARG002
        """Give each place its share."""
        given = self._given(response)
        parts = tuple(self._part(one, given.get(one.id)) for one in self.places)
        return judgement(
            credited(mean(part.mark for part in parts), self.credit),
            answered=bool(given),
            parts=parts,
        )

    def _part(self, one: Labelled, given: str | None) -> PartVerdict:
        right = given is not None and self._options[given] == one.label
        wrong = given is not None and not right
        return PartVerdict(
            id=one.id,
            mark=FULL if right else 0,
            right=right,
            given=given is not None,
            feedback=Html(one.feedback) if wrong and one.feedback else None,
            expected=Html(one.label),
        )

    def marking(self) -> tuple[Said, ...]:
        """Say that places earn shares."""
        return credited_said(self.credit, said("labels", count=len(self.places)))

    def solution(self, form: Form) -> Response:  # noqa: ARG002 - the same in any form
        """Return every place with its label."""
        return {"labels": {one.id: self._ids[one.label] for one in self.places}}

    def readable(self, response: Response, translate: Translate = str) -> str:  # noqa: ARG002
        """Return the labels by the number of their place."""
        given = self._given(response)
        return "; ".join(
            f"{number}: {plain(self._options[given[one.id]])}"
            for number, one in enumerate(self.places, 1)
            if one.id in given
        )

    def is_complete(self, response: Response) -> bool:
        """Tell whether every place has got a label."""
        return len(self._given(response)) == len(self.places)

    def _given(self, response: Response | None) -> dict[str, str]:
        """Return the label chosen for each place, without what is not known here."""
        chosen = stored_texts(response, "labels")
        return {
            one.id: self._ids[self._texts[chosen[one.id]]]
            for one in self.places
            if chosen.get(one.id) in self._texts
        }

    @cached_property
    def _texts(self) -> dict[str, str]:
        """Every label by any id that it may have been stored under."""
        return {one.id: one.label for one in self.places} | {
            extra.id: extra.text for extra in self.extra
        }

    @cached_property
    def _ids(self) -> dict[str, str]:
        ids = dict[str, str]()
        for label_id, text in self._texts.items():
            ids.setdefault(text, label_id)
        return ids

    @cached_property
    def _options(self) -> dict[str, str]:
        """What can be chosen: text by id, each text once."""
        return {label_id: text for text, label_id in self._ids.items()}


def _field(form: Form, place_id: str) -> str:
    # Not the alias of the label with the same id: that would be the key.
    return alias(form, f"place/{place_id}")


def _tells(describe: str, label: str) -> bool:
    """Tell whether a description says the label, as a word of its own."""
    words = f" {plain(describe).lower()} ".translate(_SIGNS)
    return f" {plain(label).lower()} " in words


_SIGNS = str.maketrans(dict.fromkeys('.,;:!?()„”“»«"', " "))
