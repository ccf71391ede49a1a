"""dropdown: gaps in a text are filled from lists of choices."""

from collections.abc import Iterator, Mapping
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
from app.questions.choice_lists import MOST_CHOICES, ListOfChoices
from app.questions.choosing import Alternative
from app.questions.drawing import alias, drawn, salt, shuffled
from app.questions.fields import (
    CREDIT_HELP,
    BlockWithGaps,
    Credit,
    Faults,
    Id,
    Loc,
    OrText,
)
from app.questions.gaps import add_gap_faults, pieces
from app.questions.messages import Said, credited_said, said
from app.questions.reading import own_fields, single, stored_texts
from app.questions.score import FULL, credited, mean
from app.questions.texts import Html, plain
from app.questions.widgets import UNTOLD, Option
from app.questions.widgets.dropdown import ListGap, ListGaps

_EXAMPLE = """
id: vorstellen
type: dropdown
prompt: Wybierz właściwe formy.
text: "Ich [[sein]] Tischler und komme [[woher]] Polen."
gaps:
  sein:
    right: {id: bin, text: bin}
    wrong:
      - {id: bist, text: bist}
      - {id: ist, text: ist, feedback: To forma dla „er”.}
  woher:
    right: {id: aus, text: aus}
    wrong: [{id: von, text: von}, {id: in, text: in}]
"""


class Dropdown(Question):
    """A text with lists to choose from; responses are {"gaps": {gap id: choice id}}."""

    example: ClassVar[Example] = Example(
        _EXAMPLE,
        right={"gaps": {"sein": "bin", "woher": "aus"}},
        partial={"gaps": {"sein": "bin", "woher": "von"}},
        wrong={"gaps": {"sein": "ist", "woher": "in"}},
    )

    type: Literal["dropdown"] = Field(description="Gaps are filled from lists.")
    text: BlockWithGaps = Field(
        min_length=1, description="The text in Markdown, with gaps written as [[id]]."
    )
    gaps: dict[Id, Annotated[ListOfChoices, OrText()]] = Field(
        min_length=1, max_length=40, description="The choices of each gap, by its id."
    )
    choices: tuple[Annotated[Alternative, OrText()], ...] = Field(
        (),
        max_length=MOST_CHOICES,
        description="Common choices of all gaps that name one of them as right.",
    )
    shuffle: bool = Field(
        default=True,
        description="Whether the common choices are shown in a drawn order; those that "
        "a gap has of its own always are.",
    )
    credit: Credit = Field("partial", description=CREDIT_HELP)

    @model_validator(mode="after")
    def _check_gaps(self) -> "Dropdown":
        faults = Faults()
        add_gap_faults(faults, self.text, self.gaps)
        faults.add_repeated_ids(
            [(gap_id, ("gaps", gap_id)) for gap_id in self.gaps]
            + [(choice.id, loc) for choice, loc in self._placed()]
        )
        faults.add_repeated_texts(
            (choice.text, ("choices", place, "text"))
            for place, choice in enumerate(self.choices)
        )
        for gap_id, gap in self.gaps.items():
            self._check_gap(faults, gap, ("gaps", gap_id))
        faults.raise_if_any()
        return self

    def _check_gap(self, faults: Faults, gap: ListOfChoices, loc: Loc) -> None:
        own = list(gap.placed())
        if bool(own) == bool(gap.choice):
            faults.add("list-kind", *loc)
        elif gap.choice and self._common(gap.choice) is None:
            faults.add("list-choice-unknown", *loc, choice=gap.choice)
        elif own and not gap.right:
            faults.add("right-missing", *loc)
        elif own and not gap.wrong:
            faults.add("wrong-missing", *loc)
        faults.add_repeated_texts(
            (choice.text, (*loc, *place, "text")) for choice, place in own
        )

    def _placed(self) -> Iterator[tuple[Alternative, Loc]]:
        for place, choice in enumerate(self.choices):
            yield choice, ("choices", place)
        for gap_id, gap in self.gaps.items():
            for choice, loc in gap.placed():
                yield choice, ("gaps", gap_id, *loc)

    def _common(self, name: str) -> Alternative | None:
        """Return the common choice with this id, else the one with this text."""
        by_text = {plain(choice.text): choice for choice in self.choices}
        by_id = {choice.id: choice for choice in self.choices if choice.id}
        return by_id.get(name) or by_text.get(plain(name))

    def named_parts(self) -> Iterator[tuple[str, Loc]]:
        """Yield the gaps, whose ids are keys."""
        for gap_id in self.gaps:
            yield gap_id, ("gaps", gap_id)

    def draw(self, rng: Random) -> Form:
        """Draw the order of each list; that of the common choices may be fixed."""
        return {
            "salt": salt(rng),
            "order": {
                gap_id: shuffled(
                    rng, list(choices), {i: one.keep for i, one in choices.items()}
                )
                for gap_id, choices in self._lists.items()
                # In a list of its own the right one is written first: that would tell.
                if self.shuffle or not self.gaps[gap_id].choice
            },
        }

    def widget(
        self, form: Form, response: Response | None, verdict: Judgement | None = None
    ) -> ListGaps:
        """Return the text with a list in each gap."""
        return ListGaps(
            id=self.id,
            prompt=Html(self.prompt),
            pieces=tuple(self._pieces(form, self._given(response), verdict)),
        )

    def _pieces(
        self, form: Form, given: dict[str, str], verdict: Judgement | None
    ) -> Iterator[Html | ListGap]:
        told = {part.id: part.told() for part in verdict.parts} if verdict else {}
        orders = form.get("order")
        orders = orders if isinstance(orders, Mapping) else {}
        for number, (html, gap_id) in enumerate(self._runs, 1):
            yield html
            choices = self._lists.get(gap_id or "")
            if gap_id is not None and choices is not None:
                order = drawn(dict(orders), gap_id, list(choices))
                yield ListGap(
                    name=f"{self.id}.{alias(form, gap_id)}",
                    number=number,
                    options=tuple(
                        Option(value=alias(form, i), text=plain(choices[i].text))
                        for i in order
                    ),
                    chosen=alias(form, given[gap_id]) if gap_id in given else "",
                    told=told.get(gap_id, UNTOLD),
                )

    def read(self, fields: Posted, form: Form) -> Response | None:
        """Return what was chosen in each gap, without those left open."""
        names = {alias(form, gap_id): gap_id for gap_id in self.gaps}
        own = own_fields(fields, self.id, names)
        gaps = {}
        for name, gap_id in names.items():
            value = single(own, name)
            choices = {alias(form, i): i for i in self._lists[gap_id]}
            if value and value not in choices:
                raise BadResponse("answer-unknown")
            if value:
                gaps[gap_id] = choices[value]
        return {"gaps": gaps} if gaps else None

    def judge(self, response: Response | None, form: Form) -> Judgement:  # noqa: ARG002
        """Give each gap its share."""
        given = self._given(response)
        parts = tuple(self._part(gap_id, given.get(gap_id)) for gap_id in self.gaps)
        return judgement(
            credited(mean(part.mark for part in parts), self.credit),
            answered=bool(given),
            parts=parts,
        )

    def _part(self, gap_id: str, chosen: str | None) -> PartVerdict:
        rights = self._rights[gap_id]
        right = chosen in rights
        own = self._lists[gap_id][chosen].feedback if chosen else ""
        general = self.gaps[gap_id].feedback if chosen and not right else ""
        return PartVerdict(
            id=gap_id,
            mark=FULL if right else 0,
            right=right,
            given=chosen is not None,
            feedback=Html(own or general) if own or general else None,
            expected=Html(self._lists[gap_id][rights[0]].text),
        )

    def marking(self) -> tuple[Said, ...]:
        """Say that gaps earn shares."""
        return credited_said(self.credit, said("gaps", count=len(self.gaps)))

    def solution(self, form: Form) -> Response:  # noqa: ARG002
        """Return the first right choice of each gap."""
        return {"gaps": {gap_id: rights[0] for gap_id, rights in self._rights.items()}}

    def readable(self, response: Response, translate: Translate = str) -> str:  # noqa: ARG002
        """Return what was chosen, each with the id of its gap."""
        return "; ".join(
            f"{gap_id}: {plain(self._lists[gap_id][chosen].text)}"
            for gap_id, chosen in self._given(response).items()
        )

    def is_complete(self, response: Response) -> bool:
        """Tell whether something was chosen in every gap."""
        return self.gaps.keys() <= self._given(response).keys()

    def _given(self, response: Response | None) -> dict[str, str]:
        """Return the known choices of a response by gap, in the order of the gaps."""
        stored = stored_texts(response, "gaps")
        return {
            gap_id: stored[gap_id]
            for gap_id, choices in self._lists.items()
            if stored.get(gap_id) in choices
        }

    @cached_property
    def _runs(self) -> tuple[tuple[Html, str | None], ...]:
        return tuple(pieces(self.text))

    @cached_property
    def _lists(self) -> dict[str, dict[str, Alternative]]:
        """What can be chosen in each gap, by gap and id, in the author's order."""
        common = {choice.id: choice for choice in self.choices}
        return {
            gap_id: {choice.id: choice for choice, _ in gap.placed()} or common
            for gap_id, gap in self.gaps.items()
        }

    @cached_property
    def _rights(self) -> dict[str, tuple[str, ...]]:
        """The ids of what is right in each gap."""
        rights = {}
        for gap_id, gap in self.gaps.items():
            common = self._common(gap.choice) if gap.choice else None
            right = (common,) if common else gap.right
            rights[gap_id] = tuple(choice.id for choice in right)
        return rights
