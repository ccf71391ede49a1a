"""ordering: things are put into their right order."""

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from random import Random
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from app.questions.base import (
    BadResponse,
    Example,
    Form,
    Judgement,
    PartVerdict,
    Posted,
    Question,
    Response,
    Translate,
    judgement,
)
from app.questions.drawing import alias, drawn, salt, shuffled
from app.questions.fields import CREDIT_HELP, Credit, Faults, OrText
from app.questions.messages import Said, credited_said, said
from app.questions.parts import PartFromText
from app.questions.reading import own_fields, single, stored_list, stored_texts
from app.questions.score import FULL, credited, share
from app.questions.texts import Html, plain
from app.questions.widgets import UNTOLD, Option
from app.questions.widgets.selects import Positions, Row

_EXAMPLE = """
id: nauka-zawodu
type: ordering
prompt: Ułóż drogę w rzemiośle od początku.
items:
  - {id: umowa, text: Umowa o pracę w celu przygotowania zawodowego}
  - {id: czeladnik, text: Egzamin czeladniczy}
  - {id: staz, text: Praktyka w zawodzie}
  - {id: mistrz, text: Egzamin mistrzowski}
"""


class Item(PartFromText):
    """One of the things to be put in order."""


class Ordering(Question):
    """Things to be put in order; responses are {"order": [ids]}.

    A place that is still open holds null. The mark is the share of neighbours that are
    right: things directly followed by what has to follow them. So one thing at a wrong
    place does not spoil all the others.
    """

    example: ClassVar[Example] = Example(
        _EXAMPLE,
        right={"order": ["umowa", "czeladnik", "staz", "mistrz"]},
        partial={"order": ["mistrz", "umowa", "czeladnik", "staz"]},
        wrong={"order": ["mistrz", "staz", "czeladnik", "umowa"]},
    )

    type: Literal["ordering"] = Field(description="Things are put in order.")
    items: tuple[Annotated[Item, OrText()], ...] = Field(
        min_length=2, max_length=20, description="The things, in their right order."
    )
    credit: Credit = Field("partial", description=CREDIT_HELP)

    @model_validator(mode="after")
    def _check_items(self) -> "Ordering":
        faults = Faults()
        places = [(item, ("items", place)) for place, item in enumerate(self.items)]
        faults.add_repeated_ids((item.id, loc) for item, loc in places)
        faults.add_repeated_texts((item.text, (*loc, "text")) for item, loc in places)
        faults.raise_if_any()
        return self

    def draw(self, rng: Random) -> Form:
        """Draw an order that is not the right one."""
        ids = list(self._items)
        order = shuffled(rng, ids)
        if order == ids:
            order = [*ids[1:], *ids[:1]]
        return {"salt": salt(rng), "order": order}

    def widget(
        self, form: Form, response: Response | None, verdict: Judgement | None = None
    ) -> Positions:
        """Return a position to choose for each thing, in the learner's order if any."""
        positions = self._positions(response)
        told = {part.id: part.told() for part in verdict.parts} if verdict else {}
        order = drawn(form, "order", list(self._items))
        if set(positions.values()) == set(self._numbers):
            order.sort(key=lambda item_id: int(positions[item_id]))
        return Positions(
            id=self.id,
            prompt=Html(self.prompt),
            rows=tuple(
                Row(
                    name=f"{self.id}.{alias(form, item_id)}",
                    html=Html(self._items[item_id].text),
                    chosen=positions.get(item_id, ""),
                    told=told.get(item_id, UNTOLD),
                )
                for item_id in order
            ),
            options=tuple(
                Option(value=number, text=number) for number in self._numbers
            ),
        )

    def read(self, fields: Posted, form: Form) -> Response | None:
        """Return the things by position; BadResponse when two have the same."""
        names = {alias(form, item_id): item_id for item_id in self._items}
        own = own_fields(fields, self.id, names)
        positions = {names[name]: single(own, name) for name in names if name in own}
        positions = {item_id: place for item_id, place in positions.items() if place}
        order: list[str | None] = [None] * len(self.items)
        for item_id, place in positions.items():
            if place not in self._numbers:
                raise BadResponse("answer-unknown")
            if order[int(place) - 1] is not None:
                entered = {"positions": positions}
                raise BadResponse("position-repeated", entered, position=place)
            order[int(place) - 1] = item_id
        return {"order": order} if positions else None

    def judge(self, response: Response | None, form: Form) -> Judgement:  # noqa: ARG002
        """Give each right neighbourhood its share."""
        order = self._order(response)
        parts = tuple(self._neighbours(order))
        earned = share(sum(part.right for part in parts), len(self.items) - 1)
        return judgement(
            credited(earned, self.credit),
            answered=any(order),
            parts=parts,
            expected=tuple(Html(item.text) for item in self.items),
        )

    def _neighbours(self, order: list[str | None]) -> Iterator[PartVerdict]:
        """Yield a verdict on everything that has got something behind it."""
        for item_id, follower in pairwise(order):
            if item_id is not None and follower is not None:
                right = self._followers.get(item_id) == follower
                yield PartVerdict(id=item_id, mark=FULL if right else 0, right=right)

    def marking(self) -> tuple[Said, ...]:
        """Say that right neighbours earn shares."""
        count = len(self.items) - 1
        return credited_said(self.credit, said("neighbours", count=count))

    def solution(self, form: Form) -> Response:  # noqa: ARG002
        """Return the order in which they were written."""
        return {"order": list(self._items)}

    def readable(self, response: Response, translate: Translate = str) -> str:  # noqa: ARG002
        """Return the things with their positions."""
        return "; ".join(
            f"{place}. {plain(self._items[item_id].text)}"
            for place, item_id in enumerate(self._order(response), 1)
            if item_id is not None
        )

    def is_complete(self, response: Response) -> bool:
        """Tell whether everything has got its position."""
        return set(self._items) <= set(self._order(response))

    def _order(self, response: Response | None) -> list[str | None]:
        """Return the known ids by position, each once, None where there is none."""
        order: list[str | None] = []
        for item_id in stored_list(response, "order")[: len(self.items)]:
            known = isinstance(item_id, str) and item_id in self._items
            order.append(item_id if known and item_id not in order else None)
        return order

    def _positions(self, response: Response | None) -> dict[str, str]:
        """Return position by id, also of an entry that could not be taken."""
        entered = stored_texts(response, "positions")
        placed = {
            item_id: str(place)
            for place, item_id in enumerate(self._order(response), 1)
            if item_id is not None
        }
        return placed or {
            item_id: place
            for item_id, place in entered.items()
            if item_id in self._items and place in self._numbers
        }

    @cached_property
    def _items(self) -> dict[str, Item]:
        return {item.id: item for item in self.items}

    @cached_property
    def _followers(self) -> dict[str, str]:
        return dict(pairwise(self._items))

    @cached_property
    def _numbers(self) -> tuple[str, ...]:
        return tuple(str(place) for place in range(1, len(self.items) + 1))
