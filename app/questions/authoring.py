"""What the content room does with a question: find its parts, render it, try it out."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol, TypeVar, get_args, runtime_checkable

from pydantic import BaseModel

from app.questions.base import Model, Part, Question
from app.questions.examples import TriedOut
from app.questions.fields import Loc, MarkdownField, mark_from, percentage
from app.questions.gaps import gap_ids, protected, restored, shown_ids
from app.questions.media import MediaUse
from app.questions.score import FULL

Render = Callable[[str], str]
# Gets a media file and where it is named, and returns it with its address.
Locate = Callable[[MediaUse, Loc], MediaUse]
AnyModel = TypeVar("AnyModel", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Failure:
    """Something wrong at a place of a question, with a code of `messages.FAULTS`."""

    loc: Loc
    code: str
    params: Mapping[str, str | int]


class RenderingFailed(ValueError):
    """Rendering has hidden a part of a question where it cannot be shown."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.code, failure.params)
        self.failure = failure


@runtime_checkable
class Tried(Protocol):
    """A model with examples of answers that must and must not be right."""

    accepts: tuple[str, ...]
    rejects: tuple[str, ...]

    def mark_of(self, text: str) -> int:
        """Return what a typed answer is worth, in millionths."""


@runtime_checkable
class Sampled(Protocol):
    """A question that draws numbers, and can try them out beforehand."""

    def failed_samples(self) -> Iterator[tuple[Loc, str, Mapping[str, str]]]:
        """Yield (place, code of `messages.FAULTS`, parameters) of what goes wrong."""


@runtime_checkable
class Named(Protocol):
    """A model whose parts are named by the keys of a mapping."""

    def named_parts(self) -> Iterator[tuple[str, Loc]]:
        """Yield (part id, place) for each of them."""


def parts(question: Question) -> list[tuple[str, Loc]]:
    """Return (id, place) of all parts that answers refer to; a missing id is ""."""
    found = [
        (model.id, loc) for loc, model in _models(question) if isinstance(model, Part)
    ]
    if _has(type(question), "named_parts") and isinstance(question, Named):
        found += question.named_parts()
    return found


def failed_examples(question: Question) -> list[Failure]:
    """Return the examples of answers that turn out otherwise than their author says.

    What is accepted has to earn the full mark, what is rejected must earn nothing,
    and what stands under `worth` just that part.
    """
    return [
        failure
        for loc, model in _models(question)
        if _has(type(model), "mark_of") and isinstance(model, Tried)
        for failure in _failures(model, loc)
    ]


def failed_samples(question: Question) -> list[Failure]:
    """Return what goes wrong in draws of a question that draws numbers."""
    if not (_has(type(question), "failed_samples") and isinstance(question, Sampled)):
        return []
    return [Failure(*found) for found in question.failed_samples()]


def rendered(
    question: Question,
    block: Render,
    inline: Render,
    media: Locate = lambda media, _: media,
) -> Question:
    """Return a copy that holds HTML in place of Markdown, and media with addresses.

    RenderingFailed is raised when a gap would end up where no box can be shown.
    """
    return _rendered(question, _Renderer(block, inline, media))


def _failures(model: Tried, loc: Loc) -> Iterator[Failure]:
    for place, text, wanted in _tries(model):
        mark = model.mark_of(text)
        if mark != wanted:
            params = {"example": text, "mark": percentage(mark)}
            if place[0] == "worth":
                params["worth"] = percentage(wanted)
            yield Failure((*loc, *place), _UNLIKE[str(place[0])], params)


_UNLIKE = {
    "accepts": "example-not-accepted",
    "rejects": "example-not-rejected",
    "worth": "example-not-worth",
}


def _tries(model: Tried) -> Iterator[tuple[Loc, str, int]]:
    """Yield (place, answer, the mark it must earn) of every example."""
    for place, text in enumerate(model.accepts):
        yield ("accepts", place), text, FULL
    for place, text in enumerate(model.rejects):
        yield ("rejects", place), text, 0
    if isinstance(model, TriedOut):
        for key, texts in model.worth.items():
            for place, text in enumerate(texts):
                yield ("worth", key, place), text, mark_from(key)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is to be done with a field of every instance of a model."""

    markdown: MarkdownField | None
    holds_models: bool


@cache
def _plans(kind: type[BaseModel]) -> dict[str, _Plan]:
    """Return a plan for each field, so that a package is not asked a thousand times."""
    return {
        name: _Plan(
            next((m for m in info.metadata if isinstance(m, MarkdownField)), None),
            _names_a_model(info.annotation),
        )
        for name, info in kind.model_fields.items()
    }


def _names_a_model(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return True
    return any(_names_a_model(inner) for inner in get_args(annotation))


@cache
def _has(kind: type[BaseModel], method: str) -> bool:
    # To ask a protocol takes long, and most models are none of ours.
    return hasattr(kind, method)


def _models(value: Any, loc: Loc = ()) -> Iterator[tuple[Loc, BaseModel]]:
    """Yield every model inside a value with its place, outer ones first."""
    if isinstance(value, BaseModel):
        yield loc, value
        for name, plan in _plans(type(value)).items():
            if plan.holds_models:
                yield from _models(getattr(value, name), (*loc, name))
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from _models(item, (*loc, place))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _models(item, (*loc, key))


def _rendered(model: AnyModel, render: "_Renderer", loc: Loc = ()) -> AnyModel:
    values = {}
    for name, plan in _plans(type(model)).items():
        value = getattr(model, name)
        if plan.markdown is not None and value:
            value = render.field(value, plan.markdown, (*loc, name))
        elif plan.holds_models:
            value = _rendered_value(value, render, (*loc, name))
        values[name] = value
    # No copy of the old one: what it has computed and kept speaks of Markdown.
    return type(model).model_construct(model.model_fields_set, **values)


def _rendered_value(value: Any, render: "_Renderer", loc: Loc) -> Any:
    if isinstance(value, MediaUse):
        return render.media(value, loc)
    if isinstance(value, Model):
        return _rendered(value, render, loc)
    if isinstance(value, tuple):
        return tuple(
            _rendered_value(item, render, (*loc, place))
            for place, item in enumerate(value)
        )
    if isinstance(value, Mapping):
        return {
            key: _rendered_value(item, render, (*loc, key))
            for key, item in value.items()
        }
    return value


@dataclass(frozen=True, slots=True)
class _Renderer:
    block: Render
    inline: Render
    media: Locate

    def field(self, markdown: str, kind: MarkdownField, loc: Loc) -> str:
        render = self.block if kind.block else self.inline
        if not kind.gaps:
            return render(markdown)
        html = restored(render(protected(markdown)))
        shown = shown_ids(html)
        for gap_id in gap_ids(markdown):
            if gap_id not in shown:
                raise RenderingFailed(Failure(loc, "gap-hidden", {"id": gap_id}))
        return html
