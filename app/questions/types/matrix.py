"""matrix: statements, for each of which columns of a table are ticked."""

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
from app.questions.drawing import alias, drawn, salt, shuffled
from app.questions.fields import CREDIT_HELP, Credit, Faults, Inline, Loc, OrText, Texts
from app.questions.messages import Said, credited_said, said
from app.questions.parts import PartFromText, ShuffledPart
from app.questions.reading import own_fields
from app.questions.score import FULL, credited, mean, share
from app.questions.texts import Html, plain
from app.questions.widgets import UNTOLD
from app.questions.widgets.matrix import Cell, Matrix, MatrixRow

_EXAMPLE = """
id: umowy-cechy
type: matrix
prompt: Co jest prawdą o umowie o pracę?
columns: [{id: tak, text: Prawda}, {id: nie, text: Fałsz}]
rows:
  - {id: pisemna, text: Zawiera się ją na piśmie., right: tak}
  - id: proba
    text: Okres próbny może trwać rok.
    right: nie
    feedback: Co do zasady najwyżej trzy miesiące.
  - {id: urlop, text: Daje prawo do płatnego urlopu., right: tak}
"""


class Column(PartFromText):
    """What can be ticked for a row."""


class Statement(ShuffledPart):
    """A row, and the columns that are right for it."""

    right: Texts = Field(
        min_length=1, description="The id or the text of the right column, or several."
    )
    feedback: Inline = Field("", description="Shown while the row is not right.")


class MatrixQuestion(Question):
    """Rows with columns to tick; responses are {"rows": {row id: [column ids]}}.

    Where one column is right, a row is right or wrong. Where several may be ticked, a
    row earns the share of its right columns that are ticked, less the share of its
    wrong ones: ticking everything earns nothing.
    """

    example: ClassVar[Example] = Example(
        _EXAMPLE,
        right={"rows": {"pisemna": ["tak"], "proba": ["nie"], "urlop": ["tak"]}},
        partial={"rows": {"pisemna": ["tak"], "proba": ["tak"]}},
        wrong={"rows": {"pisemna": ["nie"], "proba": ["tak"], "urlop": ["nie"]}},
    )

    type: Literal["matrix"] = Field(description="Columns are ticked for statements.")
    columns: tuple[Annotated[Column, OrText()], ...] = Field(
        min_length=2, max_length=8, description="What can be ticked for each row."
    )
    rows: tuple[Statement, ...] = Field(
        min_length=1, max_length=30, description="The statements."
    )
    several: bool = Field(
        default=False, description="Whether several columns may be ticked in a row."
    )
    shuffle: bool = Field(
        default=True, description="Whether the rows are shown in a drawn order."
    )
    credit: Credit = Field("partial", description=CREDIT_HELP)

    @model_validator(mode="after")
    def _check_rows(self) -> "MatrixQuestion":
        faults = Faults()
        placed = [
            (part, (key, place))
            for key, parts in (("columns", self.columns), ("rows", self.rows))
            for place, part in enumerate(parts)
        ]
        faults.add_repeated_ids((part.id, loc) for part, loc in placed)
        for parts in (placed[: len(self.columns)], placed[len(self.columns) :]):
            faults.add_repeated_texts(
                (part.text, (*loc, "text")) for part, loc in parts
            )
        for place, row in enumerate(self.rows):
            self._check_row(faults, row, ("rows", place, "right"))
        faults.raise_if_any()
        return self

    def _check_row(self, faults: Faults, row: Statement, loc: Loc) -> None:
        right = {self._place(name) for name in row.right}
        for place, name in enumerate(row.right):
            if self._place(name) is None:
                faults.add("column-unknown", *loc, place, column=name)
        if not self.several and len(right) != 1:
            faults.add("row-one", *loc, count=len(right))
        if len(right) == len(self.columns):
            faults.add("row-all", *loc)

    def _place(self, name: str) -> int | None:
        """Return the place of the column with this id, else of that with this text."""
        for wanted in (
            [column.id for column in self.columns],
            [plain(column.text) for column in self.columns],
        ):
            if name and plain(name) in wanted:
                return wanted.index(plain(name))
        return None

    def draw(self, rng: Random) -> Form:
        """Draw the order of the rows, unless it is fixed; columns stay as they are."""
        keep = {row.id: row.keep for row in self.rows}
        ids = list(keep)
        return {
            "salt": salt(rng),
            "order": shuffled(rng, ids, keep) if self.shuffle else ids,
        }

    def widget(
        self, form: Form, response: Response | None, verdict: Judgement | None = None
    ) -> Matrix:
        """Return the table with what was ticked."""
        given = self._given(response)
        told = {part.id: part.told() for part in verdict.parts} if verdict else {}
        return Matrix(
            id=self.id,
            prompt=Html(self.prompt),
            columns=tuple(Html(column.text) for column in self.columns),
            several=self.several,
            rows=tuple(
                MatrixRow(
                    name=f"{self.id}.{alias(form, row_id)}",
                    html=Html(self._rows[row_id].text),
                    cells=tuple(
                        Cell(
                            value=alias(form, column.id),
                            chosen=column.id in given.get(row_id, ()),
                            told=told.get(f"{row_id}/{column.id}", UNTOLD),
                        )
                        for column in self.columns
                    ),
                    told=told.get(row_id, UNTOLD),
                )
                for row_id in drawn(form, "order", list(self._rows))
            ),
        )

    def read(self, fields: Posted, form: Form) -> Response | None:
        """Return what was ticked in each row, in the order of the columns."""
        names = {alias(form, row_id): row_id for row_id in self._rows}
        columns = {alias(form, column.id): column.id for column in self.columns}
        own = own_fields(fields, self.id, names)
        rows = {}
        for name, row_id in names.items():
            values = [str(value) for value in own.get(name, ()) if value != ""]
            if not columns.keys() >= set(values):
                raise BadResponse("answer-unknown")
            if len(values) > (len(set(values)) if self.several else 1):
                raise BadResponse("field-repeated")
            if values:
                rows[row_id] = [columns[one] for one in columns if one in values]
        return {"rows": rows} if rows else None

    def judge(self, response: Response | None, form: Form) -> Judgement:  # noqa: ARG002
        """Give each row its share."""
        given = self._given(response)
        marks = {
            row_id: self._mark(row_id, given.get(row_id, [])) for row_id in self._rows
        }
        return judgement(
            credited(mean(marks.values()), self.credit),
            answered=bool(given),
            parts=tuple(self._parts(given, marks)),
        )

    def _mark(self, row_id: str, ticked: list[str]) -> int:
        rights = self._rights[row_id]
        right = len(rights.intersection(ticked))
        wrong = len(ticked) - right
        if not self.several:
            return FULL if right else 0
        wrongs = len(self.columns) - len(rights)
        return share(right * wrongs - wrong * len(rights), len(rights) * wrongs)

    def _parts(
        self, given: dict[str, list[str]], marks: Mapping[str, int]
    ) -> Iterator[PartVerdict]:
        """Yield a verdict on each row, and on each cell that is or should be ticked."""
        for row_id, row in self._rows.items():
            ticked, rights = given.get(row_id, []), self._rights[row_id]
            right = marks[row_id] == FULL
            texts = [column.text for column in self.columns if column.id in rights]
            feedback = row.feedback if ticked and not right else ""
            yield PartVerdict(
                id=row_id,
                mark=marks[row_id],
                right=right,
                given=bool(ticked),
                feedback=Html(feedback) if feedback else None,
                expected=Html(", ".join(texts)),
            )
            for column in self.columns:
                chosen, is_right = column.id in ticked, column.id in rights
                if chosen or is_right:
                    yield PartVerdict(
                        id=f"{row_id}/{column.id}",
                        mark=FULL if chosen and is_right else 0,
                        right=chosen and is_right,
                        given=chosen,
                        expected=Html(column.text) if is_right else None,
                    )

    def marking(self) -> tuple[Said, ...]:
        """Say that rows earn shares, and what ticks take away."""
        code = "cells" if self.several else "rows"
        return credited_said(self.credit, said(code, count=len(self.rows)))

    def solution(self, form: Form) -> Response:  # noqa: ARG002
        """Return what is right in each row."""
        return {
            "rows": {
                row_id: [column.id for column in self.columns if column.id in rights]
                for row_id, rights in self._rights.items()
            }
        }

    def readable(self, response: Response, translate: Translate = str) -> str:  # noqa: ARG002
        """Return what was ticked, each row with its columns."""
        texts = {column.id: plain(column.text) for column in self.columns}
        return "; ".join(
            f"{plain(self._rows[row_id].text)} → {', '.join(texts[i] for i in ticked)}"
            for row_id, ticked in self._given(response).items()
        )

    def is_complete(self, response: Response) -> bool:
        """Tell whether something is ticked in every row."""
        return self._rows.keys() <= self._given(response).keys()

    def _given(self, response: Response | None) -> dict[str, list[str]]:
        """Return the known columns ticked in each known row, in the author's order."""
        rows = (response or {}).get("rows")
        given = {}
        for row_id in self._rows:
            ticked = rows.get(row_id) if isinstance(rows, Mapping) else None
            known = [
                column.id
                for column in self.columns
                if isinstance(ticked, list) and column.id in ticked
            ]
            # Of several that an earlier revision took, none can be told to be the one.
            if known and (self.several or len(known) == 1):
                given[row_id] = known
        return given

    @cached_property
    def _rows(self) -> dict[str, Statement]:
        return {row.id: row for row in self.rows}

    @cached_property
    def _rights(self) -> dict[str, frozenset[str]]:
        """The ids of the columns that are right, by row."""
        return {
            row.id: frozenset(
                self.columns[place].id
                for place in map(self._place, row.right)
                if place is not None
            )
            for row in self.rows
        }
