"""categorise: things are put into the categories they belong to."""

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
    PartVerdict,
    Posted,
    Question,
    Response,
    Translate,
    judgement,
)
from app.questions.drawing import alias, drawn, salt, shuffled
from app.questions.fields import (
    CREDIT_HELP,
    Credit,
    Faults,
    Inline,
    Loc,
    OrText,
    Text,
)
from app.questions.messages import N_, Said, credited_said, said
from app.questions.parts import PartFromText
from app.questions.reading import own_fields, single, stored_texts
from app.questions.score import FULL, credited, mean
from app.questions.texts import Html, plain
from app.questions.widgets import UNTOLD
from app.questions.widgets.categories import Categories, Category
from app.questions.widgets.selects import Row

_EXAMPLE = """
id: narzedzia-rodzaje
type: categorise
prompt: Przyporządkuj narzędzia.
categories:
  - id: reczne
    text: Narzędzia ręczne
    items: [{id: dluto, text: dłuto}, {id: strug, text: strug}]
  - id: elektro
    text: Elektronarzędzia
    items: [{id: wkretarka, text: wkrętarka}]
none:
  - {id: lakier, text: lakier}
"""

_MOST = 30
# In responses, of an item that belongs nowhere; no id begins with a hyphen.
NOWHERE = "-"
_NOWHERE_LABEL = N_("Belongs nowhere")


class Item(PartFromText):
    """Something to be put where it belongs."""

    feedback: Inline = Field("", description="Shown to those who put it elsewhere.")


class SharedItem(Item):
    """Something that may belong to further categories."""

    also: tuple[Text, ...] = Field(
        (), description="Ids or texts of further categories that are right for it."
    )


class Group(PartFromText):
    """A category with what belongs to it."""

    items: tuple[Annotated[SharedItem, OrText()], ...] = Field(
        (), max_length=_MOST, description="What belongs to it."
    )


class Categorise(Question):
    """Things to be sorted; responses are {"items": {item id: category id, or "-"}}."""

    example: ClassVar[Example] = Example(
        _EXAMPLE,
        right={
            "items": {
                "dluto": "reczne",
                "strug": "reczne",
                "wkretarka": "elektro",
                "lakier": NOWHERE,
            }
        },
        partial={"items": {"dluto": "reczne", "strug": "elektro", "lakier": "reczne"}},
        wrong={"items": {"dluto": "elektro", "wkretarka": "reczne", "strug": NOWHERE}},
    )

    type: Literal["categorise"] = Field(description="Things are sorted.")
    categories: tuple[Annotated[Group, OrText()], ...] = Field(
        min_length=2,
        max_length=8,
        description="The categories, each with what belongs to it.",
    )
    none: tuple[Annotated[Item, OrText()], ...] = Field(
        (), max_length=_MOST, description="Things that belong to none of them."
    )
    shuffle: bool = Field(
        default=True,
        description="Whether the categories are drawn too; the things always are.",
    )
    credit: Credit = Field("partial", description=CREDIT_HELP)

    @model_validator(mode="after")
    def _check_categories(self) -> "Categorise":
        faults = Faults()
        groups = [
            (group, ("categories", place))
            for place, group in enumerate(self.categories)
        ]
        items = list(self._placed())
        if not items:
            faults.add("items-missing")
        faults.add_repeated_ids((part.id, loc) for part, loc in [*groups, *items])
        for parts in (groups, items):
            faults.add_repeated_texts(
                (part.text, (*loc, "text")) for part, loc in parts
            )
        for item, loc in items:
            for place, name in enumerate(getattr(item, "also", ())):
                if self._named(name) is None:
                    faults.add("category-unknown", *loc, "also", place, category=name)
        faults.raise_if_any()
        return self

    def _placed(self) -> Iterator[tuple[Item, Loc]]:
        for at, group in enumerate(self.categories):
            for place, item in enumerate(group.items):
                yield item, ("categories", at, "items", place)
        for place, stray in enumerate(self.none):
            yield stray, ("none", place)

    def _named(self, name: str) -> Group | None:
        """Return the category with this id, else the one with this text."""
        by_text = {plain(group.text): group for group in self.categories}
        by_id = {group.id: group for group in self.categories if group.id}
        return by_id.get(name) or by_text.get(plain(name))

    def draw(self, rng: Random) -> Form:
        """Draw the order of the things, and of the categories unless it is fixed."""
        groups = list(self._groups)
        return {
            "salt": salt(rng),
            "items": shuffled(rng, list(self._items)),
            "groups": shuffled(rng, groups) if self.shuffle else groups,
        }

    def widget(
        self, form: Form, response: Response | None, verdict: Judgement | None = None
    ) -> Categories:
        """Return a list of the categories for each thing."""
        given = self._given(response)
        told = {part.id: part.told() for part in verdict.parts} if verdict else {}
        return Categories(
            id=self.id,
            prompt=Html(self.prompt),
            rows=tuple(
                Row(
                    name=f"{self.id}.{alias(form, item_id)}",
                    html=Html(self._items[item_id].text),
                    chosen=alias(form, given[item_id]) if item_id in given else "",
                    told=told.get(item_id, UNTOLD),
                )
                for item_id in drawn(form, "items", list(self._items))
            ),
            categories=tuple(
                Category(
                    value=alias(form, group_id),
                    html=Html(self._groups[group_id]),
                    text=plain(self._groups[group_id]),
                )
                for group_id in drawn(form, "groups", list(self._groups))
            ),
            nowhere=alias(form, NOWHERE) if self.none else "",
        )

    def read(self, fields: Posted, form: Form) -> Response | None:
        """Return where each thing was put, without those left open."""
        names = {alias(form, item_id): item_id for item_id in self._items}
        places = {alias(form, place): place for place in self._places}
        own = own_fields(fields, self.id, names)
        chosen = {names[name]: single(own, name) for name in names}
        chosen = {item_id: place for item_id, place in chosen.items() if place}
        if not places.keys() >= set(chosen.values()):
            raise BadResponse("answer-unknown")
        items = {item_id: places[place] for item_id, place in chosen.items()}
        return {"items": items} if items else None

    def judge(self, response: Response | None, form: Form) -> Judgement:  # noqa: ARG002
        """Give each thing its share."""
        given = self._given(response)
        parts = tuple(
            self._part(item_id, given.get(item_id)) for item_id in self._items
        )
        return judgement(
            credited(mean(part.mark for part in parts), self.credit),
            answered=bool(given),
            parts=parts,
        )

    def _part(self, item_id: str, place: str | None) -> PartVerdict:
        rights = self._rights[item_id]
        right = place in rights
        feedback = self._items[item_id].feedback if place and not right else ""
        names = [self._groups[one] for one in rights if one != NOWHERE]
        return PartVerdict(
            id=item_id,
            mark=FULL if right else 0,
            right=right,
            given=place is not None,
            feedback=Html(feedback) if feedback else None,
            # Empty for what belongs nowhere: the interface has its own words for that.
            expected=Html(" / ".join(names)),
        )

    def marking(self) -> tuple[Said, ...]:
        """Say that things earn shares, also those that belong nowhere."""
        shares = said("items-sorted", count=len(self._items))
        nowhere = (said("item-nowhere"),) if self.none else ()
        return (*credited_said(self.credit, shares), *nowhere)

    def solution(self, form: Form) -> Response:  # noqa: ARG002
        """Return each thing where it was written."""
        return {
            "items": {item_id: rights[0] for item_id, rights in self._rights.items()}
        }

    def readable(self, response: Response, translate: Translate = str) -> str:
        """Return the things, each with its category."""
        places = {group_id: plain(text) for group_id, text in self._groups.items()}
        places[NOWHERE] = translate(_NOWHERE_LABEL)
        return "; ".join(
            f"{plain(self._items[item_id].text)} → {places[place]}"
            for item_id, place in self._given(response).items()
        )

    def is_complete(self, response: Response) -> bool:
        """Tell whether everything was put somewhere."""
        return self._items.keys() <= self._given(response).keys()

    def _given(self, response: Response | None) -> dict[str, str]:
        """Return the known places by thing, in the author's order."""
        stored = stored_texts(response, "items")
        return {
            item_id: stored[item_id]
            for item_id in self._items
            if stored.get(item_id) in self._places
        }

    @cached_property
    def _items(self) -> dict[str, Item]:
        return {item.id: item for item, _ in self._placed()}

    @cached_property
    def _groups(self) -> dict[str, str]:
        return {group.id: group.text for group in self.categories}

    @cached_property
    def _places(self) -> tuple[str, ...]:
        return (*self._groups, NOWHERE) if self.none else tuple(self._groups)

    @cached_property
    def _rights(self) -> dict[str, tuple[str, ...]]:
        """The places that are right for each thing, its own first."""
        rights = {
            item.id: (group.id, *(one.id for one in map(self._named, item.also) if one))
            for group in self.categories
            for item in group.items
        }
        return rights | {item.id: (NOWHERE,) for item in self.none}
