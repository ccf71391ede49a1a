"""cloze: gaps in a text are filled in."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal

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
from app.questions.fields import (
    CREDIT_HELP,
    BlockWithGaps,
    Credit,
    Faults,
    Id,
    Inline,
    Loc,
    OrText,
)
from app.questions.gaps import add_gap_faults, pieces
from app.questions.messages import Said, credited_said, said
from app.questions.reading import MOST_CHARACTERS, own_fields, stored_texts, typed
from app.questions.score import FULL, credited, mean
from app.questions.texts import Html
from app.questions.typed.answer import TypedAnswer
from app.questions.widgets import UNTOLD
from app.questions.widgets.gaps import Gap, Gaps

_EXAMPLE = """
id: vorstellung
type: cloze
prompt: Uzupełnij odmienione czasowniki.
text: "Ich [[sein]] Tischler und [[kommen]] aus Polen."
gaps:
  sein: bin
  kommen:
    answers:
      - komme
      - {text: kommt, mark: 0%, feedback: To forma dla „er”.}
    fold: de
    typos: none
"""

# In letters; the same for all gaps, so that the width tells nothing.
_NARROWEST, _WIDEST = 6, 30


class ClozeGap(TypedAnswer):
    """What belongs into one gap; plain text stands for the one right answer."""

    feedback: Inline = Field("", description="Shown while the gap is not right.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return value if isinstance(value, Mapping) else {"answer": value}


class Cloze(Question):
    """A text with gaps to write in; responses are {"gaps": {gap id: "…"}}."""

    example: ClassVar[Example] = Example(
        _EXAMPLE,
        right={"gaps": {"sein": "bin", "kommen": "komme"}},
        partial={"gaps": {"sein": "bin", "kommen": "kommt"}},
        wrong={"gaps": {"sein": "ist", "kommen": "kommt"}},
    )

    type: Literal["cloze"] = Field(description="Gaps in a text are filled in.")
    text: BlockWithGaps = Field(
        min_length=1, description="The text in Markdown, with gaps written as [[id]]."
    )
    gaps: dict[Id, Annotated[ClozeGap, OrText()]] = Field(
        min_length=1,
        max_length=40,
        description="What belongs into the gaps, by id.",
    )
    credit: Credit = Field("partial", description=CREDIT_HELP)

    @model_validator(mode="after")
    def _check_gaps(self) -> "Cloze":
        faults = Faults()
        add_gap_faults(faults, self.text, self.gaps)
        faults.raise_if_any()
        return self

    def named_parts(self) -> Iterator[tuple[str, Loc]]:
        """Yield the gaps, whose ids are keys."""
        for gap_id in self.gaps:
            yield gap_id, ("gaps", gap_id)

    def widget(
        self,
        form: Form,  # noqa: ARG002 - nothing is drawn
        response: Response | None,
        verdict: Judgement | None = None,
    ) -> Gaps:
        """Return the text with a box for each gap."""
        return Gaps(
            id=self.id,
            prompt=Html(self.prompt),
            pieces=tuple(self._pieces(response, verdict)),
        )

    def _pieces(
        self, response: Response | None, verdict: Judgement | None
    ) -> Iterator[Html | Gap]:
        given = stored_texts(response, "gaps")
        told = {part.id: part.told() for part in verdict.parts} if verdict else {}
        for number, (html, gap_id) in enumerate(self._runs, 1):
            yield html
            if gap_id is not None:
                yield Gap(
                    name=f"{self.id}.{gap_id}",
                    number=number,
                    value=given.get(gap_id, ""),
                    size=self._width,
                    lang=self.gaps[gap_id].fold,
                    told=told.get(gap_id, UNTOLD),
                )

    def read(self, fields: Posted, form: Form) -> Response | None:  # noqa: ARG002
        """Return what was written into each gap, without those left empty."""
        own = own_fields(fields, self.id, self.gaps)
        try:
            written = {gap_id: typed(own, gap_id) for gap_id in self.gaps}
        except BadResponse as fault:
            entered = {
                gap_id: str(values[0])[:MOST_CHARACTERS]
                for gap_id, values in own.items()
                if len(values) == 1
            }
            raise BadResponse(fault.code, {"gaps": entered}, **fault.params) from None
        gaps = {gap_id: text for gap_id, text in written.items() if text}
        return {"gaps": gaps} if gaps else None

    def judge(self, response: Response | None, form: Form) -> Judgement:  # noqa: ARG002
        """Give each gap its share."""
        given = stored_texts(response, "gaps")
        parts = tuple(
            _part(gap_id, gap, given.get(gap_id, ""))
            for gap_id, gap in self.gaps.items()
        )
        return judgement(
            credited(mean(part.mark for part in parts), self.credit),
            answered=any(part.given for part in parts),
            parts=parts,
        )

    def marking(self) -> tuple[Said, ...]:
        """Say that gaps earn shares, and how each is read."""
        shares = credited_said(self.credit, said("gaps", count=len(self.gaps)))
        of_gaps = [each for gap in self.gaps.values() for each in gap.marking()]
        return (*shares, *(e for i, e in enumerate(of_gaps) if e not in of_gaps[:i]))

    def solution(self, form: Form) -> Response:  # noqa: ARG002
        """Return the first right answer of each gap."""
        return {"gaps": {gap_id: gap.best for gap_id, gap in self.gaps.items()}}

    def readable(self, response: Response, translate: Translate = str) -> str:  # noqa: ARG002
        """Return what was written, each with the id of its gap."""
        given = stored_texts(response, "gaps")
        return "; ".join(
            f"{gap_id}: {' '.join(given[gap_id].split())}"
            for gap_id in self.gaps
            if gap_id in given
        )

    def is_complete(self, response: Response) -> bool:
        """Tell whether something stands in every gap."""
        given = stored_texts(response, "gaps")
        return all(given.get(gap_id, "").strip() for gap_id in self.gaps)

    @cached_property
    def _runs(self) -> tuple[tuple[Html, str | None], ...]:
        return tuple(
            (html, gap_id if gap_id in self.gaps else None)
            for html, gap_id in pieces(self.text)
        )

    @cached_property
    def _width(self) -> int:
        longest = max(len(gap.best) for gap in self.gaps.values())
        return min(max(longest + 2, _NARROWEST), _WIDEST)


def _part(gap_id: str, gap: ClozeGap, text: str) -> PartVerdict:
    if not text.strip():
        return PartVerdict(
            id=gap_id, mark=0, right=False, given=False, expected=gap.expected()[0]
        )
    outcome = gap.outcome(text)
    right = outcome.mark == FULL
    general = Html(gap.feedback) if gap.feedback and not right else None
    return PartVerdict(
        id=gap_id,
        mark=outcome.mark,
        right=right,
        feedback=outcome.feedback or general,
        expected=gap.expected()[0],
        difference=outcome.difference,
        remark=outcome.remark,
        tag=outcome.tag,
    )
