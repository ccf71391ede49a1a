"""A checked list on its way through the browser, signed, and back to be carried out.

Nothing is kept on the server between the two forms. Signing lets us unpack it without
fear of what is inside; what it may do is decided anew for whoever sends it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Any, Final
from uuid import UUID

from flask import current_app
from itsdangerous import BadData, URLSafeTimedSerializer

from app.office.lists import LONGEST, Entry, Unreadable

KEPT_SECONDS: Final = 24 * 3600
LARGEST: Final = 900_000  # characters; a form as a whole may have a megabyte


@dataclass(frozen=True)
class Parcel:
    """A list and what is to be done with it."""

    entries: Sequence[Entry]
    course_id: str
    organisation_id: UUID | None
    locale: str


def packed(parcel: Parcel, person_id: UUID) -> str:
    """Return a parcel as text for a hidden field, for this person alone.

    Raises lists.Unreadable for one that would not fit into a form.
    """
    text = str(
        _serializer().dumps(
            {
                "by": person_id.hex,
                "course": parcel.course_id,
                "place": parcel.organisation_id.hex if parcel.organisation_id else "",
                "locale": parcel.locale,
                "lines": [astuple(entry) for entry in parcel.entries],
            }
        )
    )
    if len(text) > LARGEST:
        raise Unreadable("too-long", lines=LONGEST // 2)
    return text


def unpacked(text: str, person_id: UUID) -> Parcel | None:
    """Return what `packed` made, None for anything else and after a day."""
    if len(text) > LARGEST:
        return None
    try:
        held: dict[str, Any] = _serializer().loads(text, max_age=KEPT_SECONDS)
    except BadData:
        return None
    if held["by"] != person_id.hex:
        return None
    return Parcel(
        [Entry(*line) for line in held["lines"]],
        held["course"],
        UUID(hex=held["place"]) if held["place"] else None,
        held["locale"],
    )


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="people-list")
