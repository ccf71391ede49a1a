"""Reading answers: strictly from forms, forgivingly from what was stored earlier."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from app.questions.base import BadResponse, Posted, Response

MOST_CHARACTERS = 2_000

# Neither databases nor XML take these; tab and line ends may stay.
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# What looks empty is empty: spaces, and characters without any width.
_INVISIBLE = re.compile("[\\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")


def own_fields(fields: Posted, question_id: str, parts: Collection[str] = ()) -> Posted:
    """Return the fields of one question, keyed by part ("" for the question itself).

    BadResponse for a field that is named like one of its parts, and is none.
    """
    prefix = f"{question_id}."
    own = {}
    for name, values in fields.items():
        if name == question_id and values:
            own[""] = values
        elif name.startswith(prefix):
            part = name.removeprefix(prefix)
            if part not in parts:
                raise BadResponse("field-unknown", field=name[:100])
            own[part] = values
    return own


def single(fields: Posted, part: str = "") -> str:
    """Return the one value of a field, "" when absent; BadResponse for several."""
    values = fields.get(part, ())
    if len(values) > 1:
        raise BadResponse("field-repeated")
    return str(values[0]) if values else ""


def typed(fields: Posted, part: str = "", most: int = MOST_CHARACTERS) -> str:
    """Return a typed text fit to be stored, "" when nothing can be seen in it.

    Of more than `most` characters, BadResponse holds as many as may be kept.
    """
    text = _UNSTORABLE.sub("", single(fields, part))
    if len(text) > most:
        raise BadResponse("answer-too-long", {"text": text[:most]}, most=most)
    return text if _INVISIBLE.sub("", text) else ""


def stored_text(response: Response | None, key: str) -> str:
    """Return the text under a key of a stored response, "" when there is none."""
    value = (response or {}).get(key)
    return value if isinstance(value, str) else ""


def stored_list(response: Response | None, key: str) -> list[Any]:
    """Return the list under a key of a stored response, [] when there is none."""
    value = (response or {}).get(key)
    return value if isinstance(value, list) else []


def stored_texts(response: Response | None, key: str) -> dict[str, str]:
    """Return the texts by id under a key of a stored response, without all else."""
    value = (response or {}).get(key)
    if not isinstance(value, Mapping):
        return {}
    return {str(part): text for part, text in value.items() if isinstance(text, str)}
