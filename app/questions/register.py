"""All types of question, each found in its own file under types/."""

from collections.abc import Iterator, Mapping
from functools import reduce
from importlib import import_module
from inspect import getmembers, isabstract, isclass
from operator import or_
from pkgutil import iter_modules
from types import ModuleType
from typing import Annotated, Any, NoReturn

from pydantic import Field, TypeAdapter

from app.questions import types
from app.questions.base import Question
from app.questions.fields import Faults


def _found() -> dict[str, type[Question]]:
    register: dict[str, type[Question]] = {}
    for info in sorted(iter_modules(types.__path__), key=lambda info: info.name):
        for question in _defined_in(import_module(f"{types.__name__}.{info.name}")):
            if question.kind in register:
                raise ValueError(f"two types of question are called {question.kind}")
            register[question.kind] = question
    return register


def _defined_in(module: ModuleType) -> Iterator[type[Question]]:
    for _, member in getmembers(module, isclass):
        own = member.__module__ == module.__name__
        if own and issubclass(member, Question) and not isabstract(member):
            yield member


# By the name an author writes under `type`.
REGISTER: dict[str, type[Question]] = _found()


def parse(
    mapping: Mapping[str, Any],
    *,
    language: str | None = None,
    teaches: str | None = None,
) -> Question:
    """Return the question an author wrote, or one that `model_dump` wrote down.

    The languages of the course and of what it teaches are the defaults of keys such as
    `fold`; a dumped question has them already. Raises pydantic's ValidationError, whose
    places lead to the author's own keys; an unknown type is an error at ("type",).
    """
    context = {"language": language, "teaches": teaches}
    question = REGISTER.get(str(mapping.get("type")))
    if question is None:
        _refuse_type(mapping)
    return question.model_validate(mapping, context=context)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a question of any type, for authors' editors."""
    # The types are known only when this runs, so no type checker can follow.
    question: Any = reduce(or_, REGISTER.values())
    adapter: TypeAdapter[Question] = TypeAdapter(
        Annotated[question, Field(discriminator="type")]
    )
    return adapter.json_schema()


def _refuse_type(mapping: Mapping[str, Any]) -> NoReturn:
    kind = mapping.get("type")
    faults, types_ = Faults(), ", ".join(sorted(REGISTER))
    if kind is None:
        faults.add("type-missing", types=types_)
    else:
        faults.add("type-unknown", "type", type=str(kind)[:60], types=types_)
    faults.raise_if_any()
    raise AssertionError("a fault was noted, so it was raised")
