"""word-order: a sentence is put together from tiles."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from random import Random
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, ValidationInfo, model_validator

from app.questions.base import (
    BadResponse,
    Example,
    Form,
    Judgement,
    Part,
    Posted,
    Question,
    Response,
    Translate,
    judgement,
)
from app.questions.drawing import alias, drawn, salt, shuffled
from app.questions.fields import CREDIT_HELP, Credit, Faults, Loc, OrText, Text, Texts
from app.questions.folding import Profile
from app.questions.messages import Said, credited_said, said
from app.questions.reading import own_fields, single, stored_list, stored_texts
from app.questions.score import FULL, credited
from app.questions.sentences import (
    Order,
    built,
    folded,
    likeness,
    sentence,
    word_difference,
)
from app.questions.texts import Html, escaped
from app.questions.widgets import UNTOLD
from app.questions.widgets.word_order import Tile, WordOrder

_EXAMPLE = """
id: szyk-heute
type: word-order
prompt: Ułóż zdanie.
tiles:
  - {id: ich, text: ich}
  - {id: arbeite, text: arbeite}
  - {id: heute, text: heute}
  - {id: ort, text: in der Werkstatt}
also: [Heute arbeite ich in der Werkstatt.]
extra:
  - {id: arbeitet, text: arbeitet}
"""


class SentenceTile(Part):
    """A word or a few that stay together; plain text may stand for it."""

    text: Text = Field(
        min_length=1,
        max_length=80,
        description="What stands on the tile, with small letters as inside a sentence.",
    )

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return value if isinstance(value, Mapping) else {"text": value}


Tiles = tuple[Annotated[SentenceTile, OrText()], ...]


class WordOrderQuestion(Question):
    """Tiles to be put in order; responses are {"tiles": [tile ids]}.

    Tiles with the same words are interchangeable. The mark follows the accepted
    sentence that is nearest: each tile directly followed by the right one earns its
    share, each that has no business there takes one away.
    """

    example: ClassVar[Example] = Example(
        _EXAMPLE,
        right={"tiles": ["ich", "arbeite", "heute", "ort"]},
        partial={"tiles": ["ich", "arbeite", "ort", "heute"]},
        wrong={"tiles": ["ort", "heute", "arbeitet", "ich"]},
    )

    type: Literal["word-order"] = Field(
        description="A sentence is put together from tiles."
    )
    tiles: Tiles = Field(
        min_length=2, max_length=30, description="The sentence, tile by tile."
    )
    also: Texts = Field(
        (),
        max_length=30,
        description="Further sentences that are right, made of the same tiles.",
    )
    extra: Tiles = Field(
        (), max_length=20, description="Tiles that are not needed for the sentence."
    )
    end: Text = Field(
        ".",
        max_length=5,
        description="What is printed behind the sentence; or nothing.",
    )
    capital: bool = Field(
        default=True,
        description="Whether the sentence is shown with a capital at its beginning.",
    )
    lang: Profile = Field(
        "en",
        description="Language of the sentence; without it the language taught, else "
        "that of the course.",
    )
    credit: Credit = Field("partial", description=CREDIT_HELP)

    @model_validator(mode="before")
    @classmethod
    def _default_language(cls, value: Any, info: ValidationInfo) -> Any:
        context = info.context or {}
        language = context.get("teaches") or context.get("language")
        if isinstance(value, Mapping) and language and "lang" not in value:
            return {**value, "lang": language}
        return value

    @model_validator(mode="after")
    def _check_tiles(self) -> "WordOrderQuestion":
        faults = Faults()
        faults.add_repeated_ids((tile.id, loc) for tile, loc in self._placed())
        seen = {self._orders[0]}
        for place, text in enumerate(self.also):
            places = self._built(text)
            if places is None:
                faults.add("sentence-unbuildable", "also", place, sentence=text)
                continue
            order = self._order(self._all[one] for one in places)
            if order in seen:
                faults.add("sentence-repeated", "also", place, sentence=text)
            seen.add(order)
        faults.raise_if_any()
        return self

    def _placed(self) -> Iterator[tuple[SentenceTile, Loc]]:
        for key in ("tiles", "extra"):
            for place, tile in enumerate(getattr(self, key)):
                yield tile, (key, place)

    def draw(self, rng: Random) -> Form:
        """Draw an order of all tiles that is not right already."""
        ids = list(self._tiles)
        order = shuffled(rng, ids)
        for _ in ids:
            if self._texts(order[: len(self.tiles)]) not in self._orders:
                break
            order = [*order[1:], order[0]]
        return {"salt": salt(rng), "order": order}

    def widget(
        self, form: Form, response: Response | None, verdict: Judgement | None = None
    ) -> WordOrder:
        """Return the tiles in their drawn order, with the positions given so far."""
        positions = self._positions(response)
        chosen = self._given(response)
        return WordOrder(
            id=self.id,
            prompt=Html(self.prompt),
            tiles=tuple(
                Tile(
                    name=f"{self.id}.{alias(form, tile_id)}",
                    text=self._tiles[tile_id].text,
                    position=positions.get(tile_id, ""),
                )
                for tile_id in drawn(form, "order", list(self._tiles))
            ),
            sentence=self._sentence(chosen),
            lang=self.lang,
            end=self.end,
            capital=self.capital,
            spare=bool(self.extra),
            told=verdict.told() if verdict else UNTOLD,
        )

    def read(self, fields: Posted, form: Form) -> Response | None:
        """Return the tiles by position; BadResponse when two have the same."""
        names = {alias(form, tile_id): tile_id for tile_id in self._tiles}
        own = own_fields(fields, self.id, names)
        positions = {names[name]: single(own, name) for name in names}
        positions = {tile_id: place for tile_id, place in positions.items() if place}
        by_place = dict[int, str]()
        for tile_id, place in positions.items():
            if place not in self._numbers:
                raise BadResponse("answer-unknown")
            if int(place) in by_place:
                entered = {"positions": positions}
                raise BadResponse("position-repeated", entered, position=place)
            by_place[int(place)] = tile_id
        return {"tiles": [by_place[n] for n in sorted(by_place)]} if by_place else None

    def judge(self, response: Response | None, form: Form) -> Judgement:  # noqa: ARG002
        """Give what the nearest accepted sentence gives."""
        given = self._given(response)
        texts = self._texts(given)
        marks = [likeness(texts, order) for order in self._orders]
        best = max(range(len(marks)), key=lambda place: (marks[place], -place))
        nearest = self._sentences[best]
        differs = given and marks[best] < FULL
        words = [self._tiles[tile_id].text for tile_id in given]
        return judgement(
            credited(marks[best], self.credit),
            answered=bool(given),
            rule=f"sentence-{best + 1}" if given and marks[best] else None,
            expected=(escaped(sentence(nearest, self.end, capital=self.capital)),),
            difference=word_difference(words, nearest) if differs else None,
        )

    def marking(self) -> tuple[Said, ...]:
        """Say what neighbours and superfluous tiles are worth."""
        accepted = said("sentences", count=len(self._orders))
        return (*credited_said(self.credit, said("tiles")), accepted)

    def solution(self, form: Form) -> Response:  # noqa: ARG002
        """Return the tiles as they were written."""
        return {"tiles": [tile.id for tile in self.tiles]}

    def readable(self, response: Response, translate: Translate = str) -> str:  # noqa: ARG002
        """Return the sentence as it reads."""
        return self._sentence(self._given(response))

    def is_complete(self, response: Response) -> bool:
        """Tell whether as many tiles are used as the shortest right sentence needs."""
        return len(self._given(response)) >= min(map(len, self._orders))

    def _given(self, response: Response | None) -> list[str]:
        """Return the known tiles of a response in their order, each once."""
        stored = stored_list(response, "tiles")
        known = (one for one in stored if isinstance(one, str) and one in self._tiles)
        return list(dict.fromkeys(known))

    def _positions(self, response: Response | None) -> dict[str, str]:
        """Return position by tile, also of an entry that could not be taken."""
        given = self._given(response)
        placed = {tile_id: str(place) for place, tile_id in enumerate(given, 1)}
        entered = stored_texts(response, "positions")
        return placed or {
            tile_id: place
            for tile_id, place in entered.items()
            if tile_id in self._tiles and place in self._numbers
        }

    def _sentence(self, tile_ids: list[str]) -> str:
        texts = (self._tiles[tile_id].text for tile_id in tile_ids)
        return sentence(texts, self.end, capital=self.capital)

    def _texts(self, tile_ids: list[str]) -> Order:
        return self._order(self._tiles[tile_id] for tile_id in tile_ids)

    def _order(self, tiles: Iterable[SentenceTile]) -> Order:
        return tuple(folded(tile.text) for tile in tiles)

    def _built(self, text: str) -> list[int] | None:
        return built(text, [tile.text for tile in self._all], self.end)

    @cached_property
    def _all(self) -> tuple[SentenceTile, ...]:
        return (*self.tiles, *self.extra)

    @cached_property
    def _tiles(self) -> dict[str, SentenceTile]:
        return {tile.id: tile for tile in self._all}

    @cached_property
    def _sentences(self) -> tuple[tuple[str, ...], ...]:
        """The accepted sentences, each as the texts of its tiles."""
        texts = [tile.text for tile in self._all]
        others = (self._built(text) for text in self.also)
        return (
            tuple(tile.text for tile in self.tiles),
            *(tuple(texts[place] for place in places) for places in others if places),
        )

    @cached_property
    def _orders(self) -> tuple[Order, ...]:
        return tuple(tuple(map(folded, texts)) for texts in self._sentences)

    @cached_property
    def _numbers(self) -> tuple[str, ...]:
        return tuple(str(place) for place in range(1, len(self._all) + 1))
