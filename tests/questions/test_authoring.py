"""What the content room does with questions: parts, rendering, examples, schemas."""

import subprocess
import sys

import pytest
from pydantic import ValidationError

from app.questions import register
from app.questions.authoring import failed_examples, parts, rendered
from app.questions.base import FULL, Question
from app.questions.fields import Faults
from app.questions.messages import FAULTS, REFUSALS, VERDICTS
from app.questions.register import REGISTER, json_schema, parse
from tests.questions.asking import KINDS, asked


def block(markdown):
    return f"<p>{markdown}</p>"


def inline(markdown):
    return f"<em>{markdown}</em>"


def test_importing_questions_loads_no_web_framework_and_no_database():
    code = (
        "import sys, app.questions.register;"
        "print(sorted({'flask', 'jinja2', 'sqlalchemy'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"


def test_the_eight_types_are_there():
    assert set(KINDS) >= {
        "single-choice",
        "multiple-choice",
        "true-false",
        "short-text",
        "number",
        "matching",
        "ordering",
        "cloze",
    }


def test_two_types_of_one_name_are_refused(monkeypatch):
    monkeypatch.setattr(register, "_defined_in", lambda _: [REGISTER["cloze"]])

    with pytest.raises(ValueError, match="two types of question are called cloze"):
        register._found()


@pytest.mark.parametrize(
    ("mapping", "code", "loc"),
    [
        ({"id": "q"}, "type-missing", ()),
        ({"type": None}, "type-missing", ()),
        ({"type": "singlechoice"}, "type-unknown", ("type",)),
        ({"type": ["cloze"]}, "type-unknown", ("type",)),
    ],
)
def test_a_question_without_a_known_type_is_a_fault(mapping, code, loc):
    with pytest.raises(ValidationError) as refused:
        parse(mapping)

    (error,) = refused.value.errors()
    assert (error["type"], error["loc"]) == (code, loc)
    assert "single-choice" in FAULTS[code].mend % error["ctx"]


def test_all_faults_of_a_question_are_told_at_once():
    with pytest.raises(ValidationError) as refused:
        parse({"type": "true-false", "id": "Ä", "points": 0, "law_as_of": "gestern"})

    assert {error["loc"] for error in refused.value.errors()} == {
        ("id",),
        ("points",),
        ("law_as_of",),
        ("prompt",),
        ("answer",),
    }


def test_a_braced_text_in_a_fault_is_no_template():
    faults = Faults()
    faults.add("text-repeated", "x", text="{0.__class__} %s")

    with pytest.raises(ValidationError, match=r"\{0.__class__\} %s"):
        faults.raise_if_any()


def test_parts_without_ids_are_found_with_their_places():
    short = asked("single-choice", right={"id": "a", "text": "A"}, wrong=["B", "C"])
    matching = asked(
        "matching",
        pairs=[{"left": "a", "right": "b"}, {"id": "x", "left": "c", "right": "d"}],
        extra=["e"],
    )

    assert parts(short) == [
        ("a", ("right", 0)),
        ("", ("wrong", 0)),
        ("", ("wrong", 1)),
    ]
    assert parts(matching) == [
        ("", ("pairs", 0)),
        ("x", ("pairs", 1)),
        ("", ("extra", 0)),
    ]
    assert parts(asked("short-text", answer="a")) == []


def test_rendering_turns_all_markdown_into_html_and_nothing_else():
    question = asked(
        "single-choice",
        choices=[
            {"id": "a", "text": "A", "right": True, "feedback": "F"},
            {"id": "b", "text": "B"},
        ],
        explanation="E",
        tags=["t"],
    )
    before = question.alternatives["a"].text

    html = rendered(question, block, inline)

    assert html.prompt == "<p>Co?</p>"
    assert html.explanation == "<p>E</p>"
    assert html.hint == ""
    assert html.tags == ("t",)
    assert html.alternatives["a"].text == "<em>A</em>"
    assert html.alternatives["a"].feedback == "<em>F</em>"
    assert html.alternatives["b"].feedback == ""
    assert question.alternatives["a"].text == before == "A"


def test_answers_that_are_compared_are_not_rendered():
    html = rendered(
        asked("short-text", answers=[{"text": "*a*", "feedback": "F"}]), block, inline
    )

    assert html.mark_of("*a*") == FULL
    assert html.answers[0].feedback == "<em>F</em>"


def test_images_are_read_as_their_alternative_text():
    question = asked("single-choice", right="A", wrong=["B"])

    html = rendered(
        question, block, lambda _: '<img src="media:x" alt="Kelle &amp; Co">'
    )

    assert html.readable({"choices": [""]}) == "Kelle & Co"


def test_examples_that_turn_out_otherwise_are_told_with_their_marks():
    question = asked(
        "short-text",
        answers=["das Haus", {"text": "Haus", "mark": "50%"}],
        accepts=["Haus", "das haus"],
        rejects=["Haus", "die Maus"],
    )

    found = [
        (failure.code, failure.loc, failure.params)
        for failure in failed_examples(question)
    ]

    assert found == [
        ("example-not-accepted", ("accepts", 0), {"example": "Haus", "mark": "50%"}),
        ("example-not-rejected", ("rejects", 0), {"example": "Haus", "mark": "50%"}),
    ]
    assert all(FAULTS[code].cause % params for code, _, params in found)
    assert all(FAULTS[code].mend % params for code, _, params in found)


def test_examples_of_a_number_need_no_quotes():
    question = asked("number", answer=12.5, accepts=[12.5, "12,5"], rejects=[13])

    assert failed_examples(question) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_of_a_type_explains_itself(kind):
    definitions = json_schema()["$defs"]
    schema = definitions[REGISTER[kind].__name__]

    for name, key in schema["properties"].items():
        assert key.get("description"), name
    assert schema["additionalProperties"] is False
    assert schema["properties"]["type"]["const"] == kind


def test_the_schema_takes_long_and_short_forms():
    schema = json_schema()
    choice = schema["$defs"]["SingleChoice"]["properties"]

    assert schema["discriminator"]["propertyName"] == "type"
    assert {"choices", "right", "wrong"} <= choice.keys()
    (one, several) = choice["right"]["anyOf"]
    assert one["anyOf"][0] == {"type": "string"}
    assert several["items"] == one
    assert set(schema["$defs"]["SingleChoice"]["required"]) == {"type", "prompt"}


def test_every_message_can_be_marked_for_translation_once():
    texts = [text for fault in FAULTS.values() for text in (fault.cause, fault.mend)]
    texts += [*REFUSALS.values(), *VERDICTS.values()]

    assert all(text.strip() == text and text for text in texts)
    assert all("{" not in text or text.count("{") == text.count("}") for text in texts)


def test_the_base_cannot_be_asked():
    with pytest.raises(TypeError):
        Question(type="x", prompt="y")
