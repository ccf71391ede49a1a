"""JSON Schemas of a package's files, for editors that complete and underline."""

from typing import Any

from pydantic import BaseModel

from app.content.bank_schema import BankSource, ScenarioSource
from app.content.quiz_schema import QuizSource
from app.content.schema import (
    ChangesSource,
    CourseSource,
    LessonSource,
    MediaSource,
)
from app.questions import register

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schemas() -> dict[str, dict[str, Any]]:
    """Return the schemas by the kind of file they describe.

    `lesson` describes the keys at the top of a lesson, `question` one fenced question
    or scenario.
    """
    return {
        "course": _of_model("course", CourseSource),
        "lesson": _of_model("lesson", LessonSource),
        "quiz": _of_model("quiz", QuizSource),
        "questions": _framed("questions", _bank()),
        "question": _framed("question", _asked()),
        "media": _media(),
        "changes": _of_model("changes", ChangesSource),
    }


def _of_model(name: str, model: type[BaseModel]) -> dict[str, Any]:
    return _framed(name, model.model_json_schema())


def _bank() -> dict[str, Any]:
    bank = BankSource.model_json_schema()
    asked = _asked()
    bank["$defs"] |= asked.pop("$defs")
    bank["properties"]["questions"]["items"] = asked
    bank["anyOf"] = [{"required": ["questions"]}, {"required": ["pools"]}]
    return bank


def _asked() -> dict[str, Any]:
    """Return the schema of what stands in a bank or a lesson: question or scenario."""
    question = register.json_schema()
    definitions = question.pop("$defs", {})
    scenario = ScenarioSource.model_json_schema()
    scenario["properties"]["questions"]["items"] = question
    return {"anyOf": [question, scenario], "$defs": definitions}


def _media() -> dict[str, Any]:
    return _framed(
        "media",
        {
            "type": "object",
            "description": "media.yaml: by the name of each file, whose it is.",
            "additionalProperties": MediaSource.model_json_schema(),
        },
    )


def _framed(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    # The id names no host: a schema belongs to the installation that printed it.
    return {
        "$schema": DIALECT,
        "$id": f"{name}.schema.json",
        **_without_titles(schema),
    }


def _without_titles(value: Any) -> Any:
    """Leave out the titles made of Python's names; a key called title is a mapping."""
    if isinstance(value, dict):
        return {
            key: _without_titles(below)
            for key, below in value.items()
            if not (key == "title" and isinstance(below, str))
        }
    if isinstance(value, list):
        return [_without_titles(item) for item in value]
    return value
