"""Spots that somebody pointed at, as text in a form and as lists in a response."""

import re
from collections.abc import Iterable

from app.questions.base import BadResponse, Response
from app.questions.reading import stored_list
from app.questions.zones import WHOLE, Spot

MOST_SPOTS = 20

_SPOT = "[0-9]{1,4},[0-9]{1,4}"
_SPOTS = re.compile(f"{_SPOT}(?: {_SPOT}){{0,{MOST_SPOTS - 1}}}")


def written(spots: Iterable[Spot]) -> str:
    """Return spots as a form holds them: `412,530 128,77`."""
    return " ".join(f"{across},{down}" for across, down in spots)


def read(text: str) -> list[Spot]:
    """Return the spots that `written` wrote; BadResponse for any other text."""
    if not text:
        return []
    if _SPOTS.fullmatch(text) is None:
        raise BadResponse("answer-unknown")
    pairs = [one.split(",") for one in text.split(" ")]
    spots = [(int(across), int(down)) for across, down in pairs]
    if not all(_is_spot(list(spot)) for spot in spots):
        raise BadResponse("answer-unknown")
    return spots


def stored(response: Response | None, most: int) -> list[Spot]:
    """Return the first spots of a stored response, without what is none."""
    listed = stored_list(response, "spots")
    return [(one[0], one[1]) for one in listed if _is_spot(one)][:most]


def _is_spot(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(type(one) is int and 0 <= one <= WHOLE for one in value)
    )
