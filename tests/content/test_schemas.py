"""JSON Schemas: what editors are told is what check believes."""

import json
import re

from app.content import quiz_schema, schema
from app.content.schemas import json_schemas
from app.questions.register import REGISTER


def test_there_is_a_schema_for_every_kind_of_file():
    wanted = {"course", "lesson", "quiz", "questions", "question", "media", "changes"}
    assert set(json_schemas()) == wanted


def test_a_schema_names_itself_without_a_host_and_can_be_printed():
    for name, found in json_schemas().items():
        assert found["$id"] == f"{name}.schema.json"
        assert "://" not in found["$id"]
        json.dumps(found)


def test_every_key_is_described_and_no_other_is_allowed():
    for name, model in (
        ("course", schema.CourseSource),
        ("lesson", schema.LessonSource),
        ("quiz", quiz_schema.QuizSource),
        ("changes", schema.ChangesSource),
    ):
        found = json_schemas()[name]
        assert set(found["properties"]) == set(model.model_fields)
        assert found["additionalProperties"] is False
        for key, described in found["properties"].items():
            assert described.get("description"), (name, key)


def test_a_key_called_title_is_not_taken_for_a_title_of_the_schema():
    assert "title" in json_schemas()["lesson"]["properties"]
    assert "title" not in json_schemas()["lesson"]


def test_the_bank_holds_questions_of_every_type():
    text = json.dumps(json_schemas()["questions"])
    for kind in REGISTER:
        assert json.dumps(kind) in text
    question, scenario = json_schemas()["questions"]["properties"]["questions"][
        "items"
    ]["anyOf"]
    assert question["oneOf"]
    assert scenario["properties"]["questions"]["items"] == question


def test_every_reference_in_a_schema_leads_somewhere():
    for found in json_schemas().values():
        for reference in re.findall(r'"\$ref": "([^"]+)"', json.dumps(found)):
            assert reference.removeprefix("#/$defs/") in found["$defs"]
