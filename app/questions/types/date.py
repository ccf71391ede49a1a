"""date: a day is written, in any usual form."""

import datetime
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from app.questions.base import (
    BadResponse,
    Example,
    Form,
    Judgement,
    Posted,
    Question,
    Response,
    Translate,
    judgement,
)
from app.questions.dates import date_written, read_date
from app.questions.examples import TriedOut
from app.questions.fields import Faults
from app.questions.messages import N_, Said, said
from app.questions.reading import own_fields, stored_text, typed
from app.questions.score import FULL
from app.questions.texts import Html, escaped
from app.questions.typical import Localised, Typical, tags_of
from app.questions.widgets import UNTOLD
from app.questions.widgets.text_box import TextBox

_EXAMPLE = """
id: termin-wypowiedzenia
type: date
prompt: Wypowiedzenie z 30 września 2026 ma okres miesiąca. Kiedy kończy się umowa?
answer: 2026-10-31
near:
  - {answer: 2026-10-30, mark: 50%, feedback: Okres kończy się z końcem miesiąca.}
  - {months_off: 1, feedback: Policz miesiące jeszcze raz., tag: o-miesiac}
accepts: [31.10.2026, 31 października 2026]
rejects: [30 listopada 2026]
worth: {50%: [30.10.2026]}
"""

_MOST_CHARACTERS = 60
_MOST_DAYS = 3_650


class NearDate(Typical):
    """A day that is not the right one, and yet worth something or typical."""

    answer: datetime.date | None = Field(None, description="The day: 2026-10-30.")
    days_off: int | None = Field(
        None, ge=1, le=_MOST_DAYS, description="So many days too early or too late."
    )
    months_off: int | None = Field(
        None, ge=1, le=120, description="The right day, so many months off."
    )
    years_off: int | None = Field(
        None, ge=1, le=100, description="The right day and month, so many years off."
    )

    @model_validator(mode="after")
    def _check_ways(self) -> "NearDate":
        faults = Faults()
        ways = (self.answer, self.days_off, self.months_off, self.years_off)
        count = sum(way is not None for way in ways)
        if count != 1:
            faults.add("date-near", count=count)
        faults.raise_if_any()
        return self

    def takes(self, day: datetime.date, right: datetime.date) -> bool:
        """Tell whether a day is off in this way."""
        if self.answer is not None:
            return day == self.answer
        if self.days_off is not None:
            return abs((day - right).days) == self.days_off
        months = abs(_months(day) - _months(right))
        off = self.months_off or 12 * (self.years_off or 0)
        return months == off and _same_day(day, right)


class DateQuestion(TriedOut, Localised, Question):
    """A day, within a tolerance; responses are {"text": "…"} as written."""

    example: ClassVar[Example] = Example(
        _EXAMPLE,
        right={"text": "31.10.2026"},
        partial={"text": "30 X 2026"},
        wrong={"text": "30.11.2026"},
    )

    type: Literal["date"] = Field(description="A day is written.")
    answer: datetime.date = Field(description="The right day: 2026-11-23.")
    days_earlier: int = Field(
        0, ge=0, le=_MOST_DAYS, description="How many days earlier it may be."
    )
    days_later: int = Field(
        0, ge=0, le=_MOST_DAYS, description="How many days later it may be."
    )
    near: tuple[NearDate, ...] = Field(
        (),
        max_length=30,
        description="Typical wrong days, and inexact ones that earn a part.",
    )

    @model_validator(mode="after")
    def _check_near(self) -> "DateQuestion":
        faults = Faults()
        ids = ((near.id, ("near", place)) for place, near in enumerate(self.near))
        faults.add_repeated_ids(ids)
        faults.raise_if_any()
        return self

    def widget(
        self,
        form: Form,  # noqa: ARG002 - nothing is drawn
        response: Response | None,
        verdict: Judgement | None = None,
    ) -> TextBox:
        """Return a box for the day."""
        return TextBox(
            id=self.id,
            prompt=Html(self.prompt),
            name=self.id,
            value=stored_text(response, "text"),
            note=N_("Write the date with its year, such as 31.12.2026."),
            longest=_MOST_CHARACTERS,
            told=verdict.told() if verdict else UNTOLD,
        )

    def read(self, fields: Posted, form: Form) -> Response | None:  # noqa: ARG002
        """Return what was written; what may be two different days is asked back."""
        text = typed(own_fields(fields, self.id), most=_MOST_CHARACTERS)
        days = read_date(text) or ()
        if len(days) > 1:
            first, second = (day.isoformat() for day in days)
            raise BadResponse(
                "date-ambiguous", {"text": text}, first=first, second=second
            )
        return {"text": text} if text else None

    def judge(self, response: Response | None, form: Form) -> Judgement:  # noqa: ARG002
        """Give the full mark within the tolerance, else what a near day gives."""
        text = stored_text(response, "text")
        expected = (escaped(self._shown),)
        if not text.strip():
            return judgement(0, answered=False, expected=expected)
        days = read_date(text)
        if not days:
            code = "date-unreadable" if days is None else "date-impossible"
            return Judgement(mark=0, code=code, expected=expected)
        # An answer that may mean two days was not asked back: the better one counts.
        return max((self._judge_day(day) for day in days), key=lambda one: one.mark)

    def mark_of(self, text: str) -> int:
        """Return what an answer is worth, in millionths."""
        return self.judge({"text": text}, {}).mark

    def marking(self) -> tuple[Said, ...]:
        """Say how near a day has to be."""
        early, late = self.days_earlier, self.days_later
        exact = said("date-exact")
        off = said("date-tolerance", earlier=early, later=late)
        near = (said("number-near", count=len(self.near)),) if self.near else ()
        return (off if early or late else exact, *near)

    def misconceptions(self) -> dict[str, str]:
        """Return the misconceptions behind near answers."""
        return tags_of(self.near)

    def solution(self, form: Form) -> Response:  # noqa: ARG002
        """Return the right day."""
        return {"text": self._shown}

    def readable(self, response: Response, translate: Translate = str) -> str:  # noqa: ARG002
        """Return what was written, in one line."""
        return " ".join(stored_text(response, "text").split())

    def _judge_day(self, day: datetime.date) -> Judgement:
        expected = (escaped(self._shown),)
        late = (day - self.answer).days
        if -self.days_earlier <= late <= self.days_later:
            return judgement(FULL, rule="answer", expected=expected)
        for place, near in enumerate(self.near, 1):
            if near.takes(day, self.answer):
                return near.judged(place, expected)
        return judgement(0, expected=expected)

    @property
    def _shown(self) -> str:
        return date_written(self.answer, self.language)


def _months(day: datetime.date) -> int:
    return 12 * day.year + day.month


def _same_day(day: datetime.date, right: datetime.date) -> bool:
    # A month off the 31st there may be no 31st: its last day is meant.
    return day.day == right.day or (_is_last(day) and day.day < right.day)


def _is_last(day: datetime.date) -> bool:
    return day == day.max or (day + datetime.timedelta(days=1)).month != day.month
