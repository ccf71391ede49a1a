"""matching: each thing on the left gets its partner from the right."""

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
from app.questions.messages import Said, credited_said, said
from app.questions.parts import ShuffledPart
from app.questions.reading import own_fields, single, stored_texts
from app.questions.score import FULL, credited, mean
from app.questions.texts import Html, has_markup, plain
from app.questions.widgets import UNTOLD, Option
from app.questions.widgets.selects import Partners, Row

_EXAMPLE = """
id: narzedzia
type: matching
prompt: Dopasuj niemieckie nazwy do polskich.
pairs:
  - {id: hammer, left: młotek, right: der Hammer}
  - {id: zange, left: szczypce, right: die Zange}
  - {id: saege, left: piła, right: die Säge}
extra:
  - {id: bohrer, text: der Bohrer}
"""

_MOST = 20


class Pair(Part):
    """Two things that belong together."""

    left: Inline = Field(min_length=1, description="What stands on the left.")
    right: Inline = Field(
        min_length=1,
        description="What belongs to it; several pairs may have the same.",
    )
    feedback: Inline = Field("", description="Shown to those who match it wrongly.")


class Extra(ShuffledPart):
    """Something on the right that belongs to nothing."""


class Matching(Question):
    """Pairs to be put together; responses are {"pairs": {pair id: id on the right}}."""

    example: ClassVar[Example] = Example(
        _EXAMPLE,
        right={"pairs": {"hammer": "hammer", "zange": "zange", "saege": "saege"}},
        partial={"pairs": {"hammer": "hammer", "zange": "bohrer"}},
        wrong={"pairs": {"hammer": "zange", "zange": "saege", "saege": "bohrer"}},
    )

    type: Literal["matching"] = Field(description="Partners are put together.")
    pairs: tuple[Pair, ...] = Field(
        min_length=2, max_length=_MOST, description="What belongs together."
    )
    extra: tuple[Annotated[Extra, OrText()], ...] = Field(
        (), max_length=_MOST, description="More on the right, which belongs to nothing."
    )
    shuffle: bool = Field(
        default=True,
        description="Whether the left side is drawn too; the right side always is.",
    )
    credit: Credit = Field("partial", description=CREDIT_HELP)

    @model_validator(mode="after")
    def _check_pairs(self) -> "Matching":
        faults = Faults()
        faults.add_repeated_ids(
            [(pair.id, ("pairs", place)) for place, pair in enumerate(self.pairs)]
            + [(extra.id, ("extra", place)) for place, extra in enumerate(self.extra)]
        )
        faults.add_repeated_texts(
            (pair.left, ("pairs", place, "left"))
            for place, pair in enumerate(self.pairs)
        )
        faults.add_repeated_texts(self._right_texts())
        faults.raise_if_any()
        return self

    def _right_texts(self) -> Iterator[tuple[str, Loc]]:
        # A right side shared by several pairs is one option, and nothing repeated.
        for text in {pair.right: None for pair in self.pairs}:
            yield text, ("pairs",)
        for place, extra in enumerate(self.extra):
            yield extra.text, ("extra", place, "text")

    def draw(self, rng: Random) -> Form:
        """Draw the order of the right side, and of the left unless it is fixed."""
        left = [pair.id for pair in self.pairs]
        keep = {extra.id: extra.keep for extra in self.extra}
        return {
            "salt": salt(rng),
            "right": shuffled(rng, list(self._options), keep),
            "left": shuffled(rng, left) if self.shuffle else left,
        }

    def widget(
        self, form: Form, response: Response | None, verdict: Judgement | None = None
    ) -> Partners:
        """Return a list to choose from for each left side."""
        given = self._given(response)
        told = {part.id: part.told() for part in verdict.parts} if verdict else {}
        right = drawn(form, "right", list(self._options))
        lettered = any(has_markup(self._options[right_id]) for right_id in right)
        return Partners(
            id=self.id,
            prompt=Html(self.prompt),
            rows=tuple(
                Row(
                    name=f"{self.id}.{pair_id}",
                    html=Html(self._pairs[pair_id].left),
                    chosen=alias(form, given[pair_id]) if pair_id in given else "",
                    told=told.get(pair_id, UNTOLD),
                )
                for pair_id in drawn(form, "left", list(self._pairs))
            ),
            options=tuple(
                Option(
                    value=alias(form, right_id),
                    text=f"{_letter(place)}: " * lettered
                    + plain(self._options[right_id]),
                )
                for place, right_id in enumerate(right)
            ),
            lettered=tuple(
                (_letter(place), Html(self._options[right_id]))
                for place, right_id in enumerate(right)
                if lettered
            ),
        )

    def read(self, fields: Posted, form: Form) -> Response | None:
        """Return what was chosen for each left side, without those left open."""
        own = own_fields(fields, self.id, self._pairs)
        names = {alias(form, right_id): right_id for right_id in self._options}
        chosen = {pair_id: single(own, pair_id) for pair_id in self._pairs}
        chosen = {pair_id: name for pair_id, name in chosen.items() if name}
        if not names.keys() >= set(chosen.values()):
            raise BadResponse("answer-unknown")
        pairs = {pair_id: names[name] for pair_id, name in chosen.items()}
        return {"pairs": pairs} if pairs else None

    def judge(self, response: Response | None, form: Form) -> Judgement:  # noqa: ARG002
        """Give each pair its share; an option that reads the same is the same."""
        given = self._given(response)
        parts = tuple(self._part(pair, given.get(pair.id)) for pair in self.pairs)
        return judgement(
            credited(mean(part.mark for part in parts), self.credit),
            answered=bool(given),
            parts=parts,
        )

    def _part(self, pair: Pair, given: str | None) -> PartVerdict:
        right = given is not None and self._options[given] == pair.right
        wrong = given is not None and not right
        return PartVerdict(
            id=pair.id,
            mark=FULL if right else 0,
            right=right,
            given=given is not None,
            feedback=Html(pair.feedback) if wrong and pair.feedback else None,
            expected=Html(pair.right),
        )

    def marking(self) -> tuple[Said, ...]:
        """Say that pairs earn shares."""
        return credited_said(self.credit, said("pairs", count=len(self.pairs)))

    def solution(self, form: Form) -> Response:  # noqa: ARG002
        """Return every pair as it was written."""
        return {"pairs": {pair.id: self._same_option(pair.id) for pair in self.pairs}}

    def readable(self, response: Response, translate: Translate = str) -> str:  # noqa: ARG002
        """Return the pairs that were made, as left → right."""
        given = self._given(response)
        return "; ".join(
            f"{plain(pair.left)} → {plain(self._options[given[pair.id]])}"
            for pair in self.pairs
            if pair.id in given
        )

    def is_complete(self, response: Response) -> bool:
        """Tell whether every left side has got a partner."""
        return self._pairs.keys() <= self._given(response).keys()

    def _given(self, response: Response | None) -> dict[str, str]:
        """Return the option chosen for each pair, without what is not known here."""
        chosen = stored_texts(response, "pairs")
        return {
            pair_id: self._same_option(chosen[pair_id])
            for pair_id in self._pairs
            if chosen.get(pair_id) in self._all_right
        }

    def _same_option(self, right_id: str) -> str:
        return self._first_ids[self._all_right[right_id]]

    @cached_property
    def _pairs(self) -> dict[str, Pair]:
        return {pair.id: pair for pair in self.pairs}

    @cached_property
    def _all_right(self) -> dict[str, str]:
        """Everything on the right: text by id."""
        return {pair.id: pair.right for pair in self.pairs} | {
            extra.id: extra.text for extra in self.extra
        }

    @cached_property
    def _first_ids(self) -> dict[str, str]:
        ids = dict[str, str]()
        for right_id, text in self._all_right.items():
            ids.setdefault(text, right_id)
        return ids

    @cached_property
    def _options(self) -> dict[str, str]:
        """What can be chosen: text by id, each text once."""
        return {right_id: text for text, right_id in self._first_ids.items()}


def _letter(place: int) -> str:
    rounds, letter = divmod(place, 26)
    return chr(ord("A") + letter) * (rounds + 1)
