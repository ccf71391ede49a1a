"""Check a document against a model, and say every error at its own place."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from app.content import schema_faults as faults
from app.content.marks import Marks, Step
from app.content.model_keys import known_keys
from app.content.nearest import nearest
from app.content.problems import Fault, Param, Place, Problems
from app.content.schema_types import ADDRESS_PATTERN, COURSE_ID_PATTERN, ID_PATTERN
from app.content.yaml_reader import Document
from app.questions.authoring import Failure
from app.questions.messages import FAULTS
from app.questions.register import REGISTER

Model = TypeVar("Model", bound=BaseModel)


def validated(
    model: type[Model],
    document: Document,
    problems: Problems,
    at: tuple[Step, ...] = (),
) -> Model | None:
    """Return what the model reads at a path, or None after noting all that is wrong."""
    value = document.value
    for step in at:
        value = value[step]
    try:
        return model.model_validate(value)
    except ValidationError as error:
        note_errors(error, model, document.marks, at, problems)
    return None


def check_any_of(
    keys: Sequence[str], model: type[BaseModel], document: Document, problems: Problems
) -> None:
    """Note that a document has none of these keys, and none that is one misspelt."""
    if not isinstance(document.value, Mapping):
        return
    known = known_keys(model, ())
    meant = {
        key if key in known else nearest(str(key), known) for key in document.value
    }
    if meant.isdisjoint(keys):
        problems.add(faults.MISSING_KEY, document.marks.value(()), key=keys[0])


def note_errors(
    error: ValidationError,
    model: type[BaseModel],
    marks: Marks,
    at: Sequence[Step],
    problems: Problems,
) -> None:
    """Note the errors of a model that was read from the value at a path."""
    details = error.errors(include_url=False)
    meant = {
        (*detail["loc"][:-1], _meant_key(detail, model))
        for detail in details
        if detail["type"] == "extra_forbidden"
    }
    for detail in details:
        # A key that is only misspelt is not missing as well.
        if detail["type"] != "missing" or detail["loc"] not in meant:
            _note(detail, model, marks, at, problems)


def _meant_key(detail: ErrorDetails, model: type[BaseModel]) -> str:
    path = detail["loc"]
    return nearest(str(path[-1]), known_keys(model, path[:-1])) or ""


def _note(
    detail: ErrorDetails,
    model: type[BaseModel],
    marks: Marks,
    at: Sequence[Step],
    problems: Problems,
) -> None:
    kind, path = detail["type"], (*at, *detail["loc"])
    if kind == "extra_forbidden":
        known = known_keys(model, detail["loc"][:-1])
        note_unknown(str(path[-1]), known, marks.key(path), problems)
    elif kind == "missing":
        problems.add(faults.MISSING_KEY, marks.value(path[:-1]), key=str(path[-1]))
    elif path[-1:] == ("[key]",):
        known = known_keys(model, detail["loc"][:-2])
        note_unknown(str(detail["input"]), known, marks.key(path), problems)
    elif kind == "fault":
        context = detail["ctx"]
        problems.add(context["fault"], marks.value(path), **context["params"])
    elif kind in FAULTS:
        note_failure(Failure(detail["loc"], kind, _params(detail)), marks, at, problems)
    else:
        fault, params, hint = _explained(kind, detail)
        problems.add(fault, marks.value(path), hint, **params)


def _params(detail: ErrorDetails) -> dict[str, Param]:
    context = detail.get("ctx", {})
    return {name: value for name, value in context.items() if name != "cause"}


def note_failure(
    failure: Failure, marks: Marks, at: Sequence[Step], problems: Problems
) -> None:
    """Note what a type of question says is wrong with one of its questions."""
    texts = FAULTS[failure.code]
    fault = Fault(failure.code, texts.cause, texts.mend)
    params = dict(failure.params)
    hint = None
    if failure.code == "type-unknown":
        # A scenario is no question, but stands where one stands, except in another.
        known = [*REGISTER, *(["scenario"] if params["type"] != "scenario" else ())]
        suggestion = nearest(str(params["type"]), known)
        params["types"] = ", ".join(sorted(known))
        hint = faults.DID_YOU_MEAN if suggestion else None
        params["suggestion"] = suggestion or ""
    problems.add(fault, marks.value((*at, *failure.loc)), hint, **params)


def note_unknown(
    key: str, known: Sequence[str], place: Place, problems: Problems
) -> None:
    """Note a key that means nothing here, with the key that was probably meant."""
    suggestion = nearest(key, known)
    hint = faults.DID_YOU_MEAN if suggestion else None
    first = key.partition(" ")[0]
    if first != key and first in known:
        hint, suggestion = faults.COLON_AFTER, first
    elif hint is None and first != key:
        hint = faults.PERHAPS_TEXT
    problems.add(
        faults.UNKNOWN_KEY,
        place,
        hint,
        key=key,
        suggestion=suggestion or "",
        known=", ".join(known),
    )


Explained = tuple[Fault, dict[str, Param], str | None]


def _explained(kind: str, detail: ErrorDetails) -> Explained:
    """Return the fault, its parameters and perhaps a better hint for an error."""
    if kind in _PLAIN:
        return _PLAIN[kind], {}, None
    if kind in _LIMITED:
        fault, name = _LIMITED[kind]
        limit = detail.get("ctx", {}).get(name, "")
        value = shown(detail["input"]) if kind in _NUMERIC else ""
        return fault, {"limit": _number(limit), "value": value}, None
    special = _SPECIAL.get(kind)
    if special is not None:
        return special(detail)
    return faults.OTHER, {"detail": detail["msg"]}, None


def _not_one_of(detail: ErrorDetails) -> Explained:
    expected = detail.get("ctx", {}).get("expected", "")
    known = [word.strip("'") for word in expected.replace(" or ", ", ").split(", ")]
    if detail["loc"][-1:] == ("<word>",):
        known.append("[id, id, …]")
    value = shown(detail["input"])
    suggestion = nearest(value, known)
    params: dict[str, Param] = {"value": value, "known": ", ".join(known)}
    if suggestion is None:
        return faults.NOT_ONE_OF, params, None
    return faults.NOT_ONE_OF, {**params, "suggestion": suggestion}, faults.DID_YOU_MEAN


def _bad_form(detail: ErrorDetails) -> Explained:
    pattern = str(detail.get("ctx", {}).get("pattern"))
    fault = faults.BAD_FORM
    if pattern in (ID_PATTERN, COURSE_ID_PATTERN):
        fault = faults.BAD_ID
    elif pattern == ADDRESS_PATTERN:
        fault = faults.NOT_AN_ADDRESS
    return fault, {"value": shown(detail["input"])}, None


def _too_short(detail: ErrorDetails) -> Explained:
    limit = detail.get("ctx", {}).get("min_length", 1)
    return faults.TOO_FEW, {"limit": limit}, None


def shown(value: Any) -> str:
    """Return a short form of a value, to quote it in a message."""
    text = _number(value) if isinstance(value, int | float) else str(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _number(value: Any) -> str:
    """Write a number as authors do: 2 rather than 2.0, true rather than True."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float) else str(value)


_PLAIN: Mapping[str, Fault] = {
    "model_type": faults.NOT_MAPPING,
    "model_attributes_type": faults.NOT_MAPPING,
    "dict_type": faults.NOT_MAPPING,
    "mapping_type": faults.NOT_MAPPING,
    "dataclass_type": faults.NOT_MAPPING,
    "list_type": faults.NOT_LIST,
    "tuple_type": faults.NOT_LIST,
    "string_type": faults.NOT_TEXT,
    "string_too_short": faults.EMPTY_TEXT,
    "int_type": faults.NOT_WHOLE,
    "int_from_float": faults.NOT_WHOLE,
    "int_parsing": faults.NOT_WHOLE,
    "float_type": faults.NOT_NUMBER,
    "float_parsing": faults.NOT_NUMBER,
    "finite_number": faults.NOT_NUMBER,
    "bool_type": faults.NOT_TRUE_OR_FALSE,
    "bool_parsing": faults.NOT_TRUE_OR_FALSE,
    "date_type": faults.NOT_A_DATE,
    "date_parsing": faults.NOT_A_DATE,
    "date_from_datetime_parsing": faults.NOT_A_DATE,
    "date_from_datetime_inexact": faults.NOT_A_DATE,
}
_LIMITED: Mapping[str, tuple[Fault, str]] = {
    "string_too_long": (faults.TEXT_TOO_LONG, "max_length"),
    "too_long": (faults.TOO_MANY, "max_length"),
    "greater_than_equal": (faults.TOO_SMALL, "ge"),
    "greater_than": (faults.NOT_ABOVE, "gt"),
    "less_than_equal": (faults.TOO_LARGE, "le"),
    "multiple_of": (faults.NOT_MULTIPLE, "multiple_of"),
}
_NUMERIC = frozenset(
    {"greater_than_equal", "greater_than", "less_than_equal", "multiple_of"}
)
_SPECIAL: Mapping[str, Callable[[ErrorDetails], Explained]] = {
    "literal_error": _not_one_of,
    "enum": _not_one_of,
    "string_pattern_mismatch": _bad_form,
    "too_short": _too_short,
}
