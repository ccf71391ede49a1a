"""How the conditions of a quiz are written: its dates, waiting time, what is shown."""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from app.content.conditions import LocalTime, Member
from app.content.problems import Fault
from app.content.schema_types import Source, refusal
from app.questions.messages import N_

NOT_A_LOCAL_TIME = Fault(
    "not-a-local-time",
    N_("This is not a date and time with its zone."),
    N_("Write it like this: 2026-12-01 18:00 Europe/Warsaw."),
)
NO_SUCH_TIME = Fault(
    "no-such-time",
    N_("Clocks do not show this time: they go forward in that night."),
    N_("Write an hour earlier or later."),
)
NOT_A_WAIT = Fault(
    "not-a-wait",
    N_("This is not a time to wait."),
    N_("Write minutes, hours or days, at most 60 days: 30 min, 24 h or 2 d."),
)
MARK_FIRST = Fault(
    "mark-first",
    N_("What is shown here tells the mark as well, but “mark” is not in the list."),
    N_("Add mark to the list, or leave the list empty."),
)

_WAIT = re.compile(r"([0-9]{1,5}) ?(min|h|d)")
_MINUTES = {"min": 1, "h": 60, "d": 1440}
_LONGEST = 60 * 1440


def _as_local_time(value: Any) -> LocalTime:
    try:
        found = LocalTime.parse(value if isinstance(value, str) else "")
    except ValueError:
        raise refusal(NOT_A_LOCAL_TIME) from None
    if not found.exists:
        raise refusal(NO_SUCH_TIME)
    return found


_DAY, _CLOCK = "[0-9]{4}-[0-9]{2}-[0-9]{2}", "[0-9]{2}:[0-9]{2}"
LocalTimeText = Annotated[
    LocalTime,
    BeforeValidator(_as_local_time),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": rf"^{_DAY}[ T]{_CLOCK} [A-Za-z0-9_+/-]+$",
        }
    ),
]


def _as_minutes(value: Any) -> int:
    found = _WAIT.fullmatch(value) if isinstance(value, str) else None
    minutes = int(found[1]) * _MINUTES[found[2]] if found else 0
    if 1 <= minutes <= _LONGEST:
        return minutes
    raise refusal(NOT_A_WAIT)


Wait = Annotated[
    int,
    BeforeValidator(_as_minutes),
    WithJsonSchema({"type": "string", "pattern": r"^[0-9]{1,5} ?(min|h|d)$"}),
]


def _with_mark(members: list[Member]) -> list[Member]:
    if members and "mark" not in members:
        raise refusal(MARK_FIRST)
    return members


class ShowsSource(Source):
    """What is shown of each question, in three moments; a list may be empty."""

    during: list[Member] | None = Field(
        None, description="While the attempt goes on, when an answer is checked."
    )
    after: list[Member] | None = Field(
        None, description="In the result, as long as a further try is possible."
    )
    at_last: list[Member] | None = Field(
        None, description="In the result, when no further try is possible any more."
    )

    @model_validator(mode="after")
    def _check_marks(self) -> "ShowsSource":
        for members in (self.during, self.after, self.at_last):
            _with_mark(members or [])
        return self
