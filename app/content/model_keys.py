"""Which keys a model knows at a place inside it, to name them to an author."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel

from app.content.marks import Step


def known_keys(model: type[BaseModel], path: Sequence[Step]) -> list[str]:
    """Return the keys that may stand in the mapping at a path, in their order.

    Steps that a schema adds for its alternatives, named like <this>, are passed over.
    """
    here: list[Any] = [model]
    for step in (step for step in path if not str(step).startswith("<")):
        here = [below for kind in here for below in _below(kind, step)] or here
    return list(dict.fromkeys(key for kind in here for key in _keys(kind)))


def _below(kind: Any, step: Step) -> Iterator[Any]:
    for plain in _alternatives(kind):
        if isinstance(plain, type) and issubclass(plain, BaseModel):
            for name, field in plain.model_fields.items():
                if step in (name, field.alias):
                    yield field.annotation
        elif get_origin(plain) in (list, tuple, dict) and get_args(plain):
            yield get_args(plain)[1 if get_origin(plain) is dict else 0]


def _keys(kind: Any) -> Iterator[str]:
    for plain in _alternatives(kind):
        if isinstance(plain, type) and issubclass(plain, BaseModel):
            for name, field in plain.model_fields.items():
                yield field.alias or name
        elif get_origin(plain) is dict:
            yield from _words(get_args(plain)[0])


def _words(kind: Any) -> Iterator[str]:
    """The words of a Literal."""
    for word in get_args(kind):
        if isinstance(word, str):
            yield word


def _alternatives(kind: Any) -> Iterator[Any]:
    """Look through Annotated and unions."""
    if get_origin(kind) is Annotated:
        yield from _alternatives(get_args(kind)[0])
    elif get_origin(kind) in _UNIONS:
        for choice in get_args(kind):
            yield from _alternatives(choice)
    else:
        yield kind


def _unions() -> tuple[Any, ...]:
    return get_origin(int | str), get_origin(Annotated[int, 0] | Annotated[str, 0])


_UNIONS = _unions()
