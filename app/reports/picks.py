"""What of an answer can be counted: each choice, each pair, each typed text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from app.questions.base import Question, Response
from app.questions.choosing import ChoiceQuestion

# Answers to numbers or pictures that were drawn or touched: hardly two are the same.
_NEVER_ALIKE: Final = {"values", "points", "files"}
_LONGEST: Final = 200  # characters of a typed answer that is counted as one


def picks(question: Question, answer: Response) -> Iterator[str]:
    """Yield the parts of an answer as keys of a tally: a response of one part as JSON.

    What is typed is folded to small letters and single spaces, so that spellings of the
    same come together. Nothing comes of answers that people mark: they are prose.
    """
    if question.marked_by == "person" or _NEVER_ALIKE & answer.keys():
        return
    for name, value in answer.items():
        # An order says something only as a whole.
        for part in (value,) if name == "order" else _parts(value):
            yield json.dumps({name: part}, ensure_ascii=False, sort_keys=True)


def response_of(pick: str) -> Response:
    """Return the response of one part that a pick stands for."""
    response: Response = json.loads(pick)
    return response


def is_typed(pick: str) -> bool:
    """Tell whether the words of a pick are a learner's own."""
    return any(_has_words(name, value) for name, value in response_of(pick).items())


def offered(question: Question) -> Iterator[str]:
    """Yield the picks of all choices of a question, taken by somebody or by nobody."""
    if isinstance(question, ChoiceQuestion):
        for choice in question.alternatives:
            yield json.dumps({"choices": [choice]})


def _parts(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        for key, one in value.items():
            for below in _parts(one):
                yield {key: below}
    elif isinstance(value, list):
        yield from ([one] for one in value)
    elif isinstance(value, str):
        folded = " ".join(value.casefold().split())
        if folded and len(folded) <= _LONGEST:
            yield folded
    else:
        yield value


def _has_words(name: str, value: Any) -> bool:
    return name in {"text", "gaps"} and bool(value)
