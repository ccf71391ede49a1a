"""A day as authors write it; nothing else is taken for one, a number least of all."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError


def _as_day(value: Any) -> date:
    try:
        if isinstance(value, str) and re.fullmatch(
            r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value
        ):
            return date.fromisoformat(value)
    except ValueError:
        pass
    # A code of pydantic's own, so that one message speaks of all that is no date.
    raise PydanticCustomError("date_parsing", "not a day such as 2026-11-23")


Day = Annotated[
    date,
    BeforeValidator(_as_day),
    WithJsonSchema({"type": "string", "format": "date"}),
]
