"""calculated: numbers drawn for each attempt, judged by the numbers they were."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.questions.authoring import failed_samples, rendered
from app.questions.base import BadResponse
from app.questions.score import FULL
from tests.questions.asking import asked, faults, form_of, sent, shown

WALL = {
    "prompt": "Ściana: [[a]] × [[b]] m. Ile m²?",
    "values": {"a": {"min": 2, "max": 6, "step": 0.5}, "b": [2.5, 3]},
    "derived": {"pole": "a * b"},
    "answer": "pole",
    "explanation": "[[a]] · [[b]] = [[pole]]",
}


def calculated(**keys):
    return asked("calculated", **{**WALL, **keys})


def judged(question, text, **values):
    return question.judge({"text": text}, {"values": values})


@given(st.integers(0, 10**6))
def test_what_is_drawn_lies_in_its_range_and_is_the_same_for_the_same_dice(seed):
    question = calculated()
    form = form_of(question, seed)

    assert form == form_of(question, seed)
    assert 2 <= float(form["values"]["a"]) <= 6
    assert float(form["values"]["a"]) * 2 % 1 == 0
    assert form["values"]["b"] in {"2.5", "3"}
    assert question.judge(question.solution(form), form).mark == FULL


def test_an_answer_is_judged_by_the_numbers_it_was_given_for():
    question = calculated()
    answer = {"text": "6", "values": {"a": "2", "b": "3"}}

    assert question.judge(answer, {"values": {"a": "5", "b": "3"}}).mark == FULL
    assert question.judge({"text": "6"}, {"values": {"a": "5", "b": "3"}}).mark == 0
    assert judged(question, "15", a="5", b="3").mark == FULL


@pytest.mark.parametrize(
    "values",
    [None, 7, {"a": "2"}, {"a": 2, "b": 3}, {"a": "NaN", "b": "3"}, {"a": "1e9"}],
)
def test_values_that_do_not_fit_any_more_give_way_to_those_of_the_form(values):
    answer = {"text": "15", "values": values}

    assert calculated().judge(answer, {"values": {"a": "5", "b": "3"}}).mark == FULL


def test_texts_show_the_values_as_the_language_writes_them():
    question = calculated(
        values={"a": [1234.5], "b": [10000]},
        derived={"pole": {"value": "a", "places": 2}},
    )
    form = form_of(question)
    worded = question.worded(form, None)

    assert worded.prompt == "Ściana: 1234,5 × 10\u00a0000 m. Ile m²?"
    assert worded.explanation == "1234,5 · 10\u00a0000 = 1234,50"
    english = calculated(language="en", values={"a": [1234.5], "b": [10000]})
    assert english.widget(form, None).prompt == "Ściana: 1234.5 × 10,000 m. Ile m²?"


def test_a_rendered_text_keeps_its_places():
    question = rendered(calculated(), "<p>{}</p>".format, str)
    form = {"values": {"a": "2", "b": "3"}}

    assert question.widget(form, None).prompt == "<p>Ściana: 2 × 3 m. Ile m²?</p>"


def test_typical_mistakes_are_told_with_the_numbers_in_them():
    question = calculated(
        near=[
            {
                "answer": "a + b",
                "feedback": "[[a]] + [[b]]?",
                "tag": "sum",
                "id": "sum",
            },
            {"answer": "pole", "tolerance": 1, "mark": "50%"},
        ]
    )

    found = judged(question, "7", a="4", b="3")
    assert (found.mark, found.rule, found.tag) == (0, "sum", "sum")
    assert found.feedback == ("4 + 3?",)
    assert judged(question, "12,5", a="4", b="3").mark == FULL // 2
    assert judged(question, "12,5", a="4", b="3").expected == ("12",)


def test_units_and_tolerance_are_those_of_numbers():
    question = calculated(units={"m²": 1, "a": 100}, tolerance="1%")

    assert judged(question, "12,1 m2", a="4", b="3").mark == FULL
    assert judged(question, "0,12 a", a="4", b="3").mark == FULL
    assert judged(question, "12", a="4", b="3").code == "unit-missing"
    assert judged(question, "duzo", a="4", b="3").code == "number-unreadable"


def choice(**keys):
    return calculated(
        wrong=[
            {"id": "sum", "value": "a + b", "feedback": "[[a]] + [[b]]?", "tag": "sum"},
            {"id": "twice", "value": "2 * (a + b)"},
        ],
        unit="m²",
        **keys,
    )


def test_with_wrong_results_the_answer_is_chosen():
    question = choice()
    form = form_of(question)
    widget = question.widget(form, None)

    assert len({one.html for one in widget.choices}) == 3
    assert all(one.html.endswith(" m²") for one in widget.choices)
    assert not any(one.value in {"right", "sum", "twice"} for one in widget.choices)
    for one, mark in (("right", FULL), ("sum", 0)):
        page = sent(shown(question.widget(form, {"choice": one})))
        response = question.read(page, form)
        assert response["choice"] == one
        assert question.judge(response, form).mark == mark


def test_a_wrong_choice_is_told_with_the_numbers_in_it():
    found = choice().judge({"choice": "sum"}, {"values": {"a": "4", "b": "3"}})

    assert (found.rule, found.tag) == ("sum", "sum")
    assert [part.feedback for part in found.parts] == [None, "4 + 3?"]
    assert found.parts[0].expected == "12 m²"
    assert choice().judge({"choice": "gone"}, {}).code == "unanswered"


def test_an_answer_to_other_numbers_than_are_asked_now_is_asked_back():
    question = calculated()
    old = {"text": "6", "values": {"a": "2", "b": "3"}}
    form = {"values": {"a": "5", "b": "3"}}
    widget = question.widget(form, old)
    assert widget.prompt == "Ściana: 2 × 3 m. Ile m²?"

    with pytest.raises(BadResponse) as refused:
        question.read(sent(shown(widget)), form)

    assert refused.value.code == "values-changed"
    assert refused.value.message
    again = question.widget(form, refused.value.entered)
    assert again.prompt == "Ściana: 5 × 3 m. Ile m²?"
    page = {**sent(shown(again)), "q": ["15"]}
    assert question.judge(question.read(page, form), form).mark == FULL


def test_an_answer_is_readable_with_its_numbers():
    values = {"a": "2.5", "b": "3"}

    assert (
        calculated().readable({"text": "7", "values": values}) == "7 (a = 2,5, b = 3)"
    )
    assert choice().readable({"choice": "sum", "values": values}) == (
        "5,5 m² (a = 2,5, b = 3)"
    )
    assert calculated().readable({}) == ""


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"answer": "pole +"}, [("expression-unfinished", ("answer",))]),
        ({"answer": "pola"}, [("name-unknown", ("answer",))]),
        ({"derived": {"pole": "pole + 1"}}, [("name-circular", ("derived", "pole"))]),
        (
            {"derived": {"pole": "c", "c": "pole"}},
            [
                ("name-circular", ("derived", "pole")),
                ("name-circular", ("derived", "c")),
            ],
        ),
        ({"derived": {"pole": "1", "a": "2"}}, [("name-repeated", ("derived", "a"))]),
        ({"prompt": "[[x]]"}, [("placeholder-unknown", ("prompt",))]),
        ({"values": {"a": [1], "b": []}}, [("values-empty", ("values", "b"))]),
        (
            {"values": {"a": [1], "b": {"min": 3, "max": 1}}},
            [("values-empty", ("values", "b"))],
        ),
        (
            {"values": {"a": [1], "b": {"min": 0, "max": 1, "step": 0.00001}}},
            [("values-many", ("values", "b"))],
        ),
        (
            {"values": {"a": [1], "b": {"of": [1], "max": 1}}},
            [("values-twice", ("values", "b"))],
        ),
        (
            {"wrong": [{"id": "right", "value": "a"}]},
            [("id-repeated", ("wrong", 0, "id"))],
        ),
        ({"unit": "m", "units": {"m": 1}}, [("units-twice", ("unit",))]),
    ],
)
def test_what_cannot_be_worked_out_is_told_with_its_place(keys, expected):
    assert faults("calculated", **{**WALL, **keys}) == expected


@pytest.mark.parametrize("name", ["A", "2a", "if", "max", "a b", "ż", "a" * 21])
def test_names_are_short_and_no_functions(name):
    found = faults("calculated", **{**WALL, "values": {"a": [1], "b": [1], name: [1]}})

    assert [code for code, _ in found] == ["name-malformed"]


def test_what_is_derived_may_stand_in_any_order():
    question = calculated(derived={"pole": "bok * b", "bok": "a"})

    assert judged(question, "15", a="5", b="3").mark == FULL
    dumped = json.loads(json.dumps(question.model_dump(mode="json"), sort_keys=True))
    assert (
        type(question)
        .model_validate(dumped)
        .calculation.complete(question.calculation.read({"a": "5", "b": "3"}))
    )


@pytest.mark.parametrize(
    ("keys", "code", "loc"),
    [
        ({"derived": {"pole": "a / (b - 3)"}}, "division-by-zero", ("derived", "pole")),
        ({"answer": "sqrt(b - 3)"}, "root-of-negative", ("answer",)),
        ({"answer": "10 ^ (9 * a)"}, "number-too-large", ("answer",)),
        ({"answer": "1 / 7"}, "sample-unwritable", ("answer",)),
        ({"near": [{"answer": "a * 3"}]}, "sample-near-right", ("near", 0, "answer")),
        (
            {"near": [{"answer": "1 / (a - 2)"}]},
            "division-by-zero",
            ("near", 0, "answer"),
        ),
        ({"wrong": [{"value": "a * 3"}]}, "sample-wrong-right", ("wrong", 0)),
        (
            {"wrong": [{"value": "a"}, {"value": "a + b - 3"}]},
            "sample-choice-repeated",
            ("wrong", 1),
        ),
    ],
)
def test_what_goes_wrong_in_a_draw_is_found_with_the_values_that_lead_to_it(
    keys, code, loc
):
    found = {
        (one.loc, one.code): one.params for one in failed_samples(calculated(**keys))
    }

    assert (loc, code) in found
    assert found[loc, code]["values"].startswith("a = ")
    assert len(found) <= 2


def test_a_question_without_fault_passes_its_draws():
    assert failed_samples(calculated()) == []
    assert failed_samples(choice(values={"a": [4, 5], "b": [7, 9]})) == []


def test_a_rare_corner_among_many_combinations_is_found():
    question = calculated(
        values={"a": {"min": 0, "max": 999}, "b": {"min": 0, "max": 999}},
        derived={"pole": "round(a / b, 2)"},
    )

    (failure,) = failed_samples(question)
    assert (failure.code, failure.loc) == ("division-by-zero", ("derived", "pole"))
    assert failure.params["values"] == "a = 0, b = 0"


def test_a_wider_margin_for_the_inexact_is_no_mistake():
    near = [{"answer": "pole", "tolerance": "5%", "mark": "50%"}]

    assert failed_samples(calculated(near=near)) == []


def test_no_draw_whatever_raises():
    """Not even one that a check would have found."""
    question = calculated(answer="1 / (a - 2)", near=[{"answer": "sqrt(-a)"}])
    form = {"values": {"a": "2", "b": "3"}}

    assert question.judge({"text": "1"}, form).mark == 0
    assert shown(question.widget(form, None))
