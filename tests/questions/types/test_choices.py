"""single-choice, multiple-choice and true-false."""

from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.questions.base import FULL, BadResponse
from app.questions.drawing import alias
from tests.questions.asking import asked, faults, form_of, sent, shown

FOUR = [
    {"id": "a", "text": "A", "right": True},
    {"id": "b", "text": "B", "right": True},
    {"id": "c", "text": "C", "feedback": "Nein."},
    {"id": "d", "text": "D"},
]


def multiple(*ticked, **keys):
    question = asked("multiple-choice", **{"choices": FOUR} | keys)
    return question.judge({"choices": list(ticked)}, {})


@pytest.mark.parametrize(
    ("ticked", "mark"),
    [
        ("ab", FULL),
        ("a", FULL // 2),
        ("abc", FULL // 2),
        ("ac", 0),
        ("abcd", 0),
        ("c", 0),
        ("acd", 0),
    ],
)
def test_wrong_ticks_cost_what_right_ones_earn(ticked, mark):
    assert multiple(*ticked).mark == mark


def test_all_or_nothing_takes_no_half_measures():
    assert multiple("a", credit="all").mark == 0
    assert multiple("a", "b", credit="all").mark == FULL


@given(st.integers(1, 6), st.integers(1, 6))
def test_ticking_everything_earns_nothing(rights, wrongs):
    question = asked(
        "multiple-choice",
        right=[{"id": f"r{n}", "text": f"r{n}"} for n in range(rights)],
        wrong=[{"id": f"w{n}", "text": f"w{n}"} for n in range(wrongs)],
    )

    assert question.judge({"choices": list(question.alternatives)}, {}).mark == 0


@given(st.permutations(FOUR), st.permutations("abc"), st.integers(0, 3))
def test_no_order_of_choices_or_ticks_changes_the_mark(choices, ticked, count):
    question = asked("multiple-choice", choices=choices)

    judged = question.judge({"choices": ticked[:count]}, {})

    assert judged.mark == multiple(*sorted(ticked[:count])).mark


def test_what_was_missed_is_told_only_with_the_solution():
    judgement = multiple("a", "c")

    assert {part.id for part in judgement.parts} == {"a", "b", "c"}
    assert {part.id for part in judgement.without_solution().parts} == {"a", "c"}
    assert [part.feedback for part in judgement.parts if part.id == "c"] == ["Nein."]


def test_a_choice_keeps_its_id_through_any_order():
    question = asked("multiple-choice", choices=FOUR)
    responses = set()
    for order in permutations("abcd"):
        form = {"salt": "x", "order": list(order)}
        fields = question.widget(form, {"choices": ["b", "d"]}).fields()
        responses.add(str(question.read(fields, form)))

    assert responses == {"{'choices': ['b', 'd']}"}


def test_a_choice_of_another_attempt_is_refused():
    question = asked("single-choice", right="A", wrong=[{"id": "b", "text": "B"}])
    foreign = {"q": [alias(form_of(question, 2), "b")]}

    with pytest.raises(BadResponse) as refused:
        question.read(foreign, form_of(question, 1))

    assert refused.value.code == "answer-unknown"


def test_the_written_id_is_no_answer():
    question = asked("multiple-choice", choices=FOUR)

    with pytest.raises(BadResponse):
        question.read({"q": ["a"]}, form_of(question))


def test_two_choices_are_refused_where_one_is_right():
    choices = [FOUR[0], *FOUR[2:]]
    question = asked("single-choice", choices=choices)
    form = form_of(question)

    with pytest.raises(BadResponse) as refused:
        question.read({"q": [alias(form, "a"), alias(form, "c")]}, form)

    assert refused.value.code == "field-repeated"


def test_choices_stay_in_their_order_where_the_author_wants_it():
    question = asked("multiple-choice", choices=FOUR, shuffle=False)

    assert all(form_of(question, seed)["order"] == list("abcd") for seed in range(5))
    moved = asked("multiple-choice", choices=FOUR)
    assert len({str(form_of(moved, seed)["order"]) for seed in range(20)}) > 5


@given(st.integers(0, 10_000))
def test_what_is_kept_stays_while_the_others_are_shuffled(seed):
    kept = [
        {"id": "e", "text": "Żadne z nich", "keep": "last"},
        *FOUR,
        {"id": "f", "text": "Trudno powiedzieć", "keep": "last"},
        {"id": "g", "text": "Wszystkie", "keep": "first"},
    ]
    question = asked("multiple-choice", choices=kept)
    order = question.draw(Random(seed))["order"]  # noqa: S311 - no secret

    assert order[0] == "g"
    assert sorted(order[1:-2]) == ["a", "b", "c", "d"]
    assert order[-2:] == ["e", "f"]


def test_the_short_form_is_always_drawn_as_it_is_written_right_first():
    question = asked("single-choice", right="A", wrong=["B", "C"], shuffle=False)

    firsts = {form_of(question, seed)["order"][0] for seed in range(20)}

    assert firsts == set(question.alternatives)


def test_what_is_kept_leaves_the_others_every_order():
    choices = [*FOUR[:3], {**FOUR[3], "keep": "last"}]
    question = asked("multiple-choice", choices=choices)
    orders = {
        tuple(question.draw(Random(seed))["order"])  # noqa: S311 - no secret
        for seed in range(100)
    }

    assert orders == {(*one, "d") for one in permutations("abc")}


def test_a_choice_is_kept_first_or_last_and_nowhere_else():
    with pytest.raises(ValidationError):
        asked("multiple-choice", choices=[*FOUR[:3], {**FOUR[3], "keep": "end"}])


def test_plain_texts_stand_for_choices_until_they_have_ids():
    question = asked("single-choice", right="Ja", wrong=["Nein", "Vielleicht"])

    assert [choice.text for _, choice, _ in question.placed_alternatives] == [
        "Ja",
        "Nein",
        "Vielleicht",
    ]


@pytest.mark.parametrize(
    ("kind", "keys", "found"),
    [
        ("single-choice", {}, ("choices-missing", ())),
        ("single-choice", {"choices": FOUR}, ("right-count", ("choices", 1))),
        ("single-choice", {"choices": FOUR[2:]}, ("right-count", ())),
        ("single-choice", {"right": "A"}, ("wrong-missing", ())),
        (
            "single-choice",
            {"right": "A", "wrong": ["A"]},
            ("text-repeated", ("wrong", 0, "text")),
        ),
        (
            "single-choice",
            {"right": "A", "wrong": [{"id": "B!"}]},
            ("id-malformed", ("wrong", 0, "id")),
        ),
        (
            "single-choice",
            {"right": "A", "wrong": [{"txt": "B"}]},
            ("extra_forbidden", ("wrong", 0, "txt")),
        ),
        (
            "single-choice",
            {"right": "A", "wrong": [1.5]},
            ("text-unquoted", ("wrong", 0, "text")),
        ),
        (
            "multiple-choice",
            {"choices": FOUR, "wrong": ["E"]},
            ("choices-twice", ("choices",)),
        ),
        ("multiple-choice", {"choices": FOUR[:2]}, ("wrong-missing", ())),
        ("multiple-choice", {"choices": FOUR[2:]}, ("right-missing", ())),
        (
            "multiple-choice",
            {"choices": [*FOUR, {"id": "a", "text": "E"}]},
            ("id-repeated", ("choices", 4, "id")),
        ),
        ("true-false", {}, ("missing", ("answer",))),
        ("true-false", {"answer": "maybe"}, ("bool_parsing", ("answer",))),
    ],
)
def test_a_fault_of_the_author_is_found_at_its_place(kind, keys, found):
    assert found in faults(kind, **keys)


def test_feedback_on_true_and_false_takes_the_keys_yaml_makes_of_them():
    question = asked(
        "true-false", answer=True, feedback={True: "Ja.", "false": "Nein."}
    )

    (given_, expected) = question.judge({"value": False}, {}).parts[::-1]

    assert (given_.id, given_.feedback) == ("false", "Nein.")
    assert expected.feedback is None


def test_true_and_false_are_words_of_the_interface():
    question = asked("true-false", answer=True)
    html = shown(question.widget({}, {"value": True}))

    assert '<span lang="en">True</span>' in html
    assert sent(html) == {"q": ["true"]}
    assert question.readable({"value": False}, {"False": "Fałsz"}.get) == "Fałsz"
    with pytest.raises(BadResponse):
        question.read({"q": ["maybe"]}, {})


def test_several_boxes_and_one_button_are_told_apart():
    one = asked("single-choice", right="A", wrong=["B"])

    assert 'type="radio"' in shown(one.widget({}, None))
    assert "Choose one answer." in shown(one.widget({}, None))
    assert 'type="checkbox"' in shown(
        asked("multiple-choice", choices=FOUR).widget({}, None)
    )
