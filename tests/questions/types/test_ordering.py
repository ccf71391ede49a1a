"""ordering: neighbours earn the mark, positions are sent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.questions.base import FULL, BadResponse
from tests.questions.asking import asked, faults, form_of, shown

ITEMS = [{"id": name, "text": name.upper()} for name in ("a", "b", "c", "d")]


def ordering(**keys):
    return asked("ordering", **{"items": ITEMS} | keys)


def sent_positions(question, form, **positions):
    names = {row.html.lower(): row.name for row in question.widget(form, None).rows}
    return {names[item]: [place] for item, place in positions.items()}


@pytest.mark.parametrize(
    ("order", "mark"),
    [
        ("abcd", FULL),
        ("dabc", 666_667),
        ("cdab", 666_667),
        ("abdc", 333_333),
        ("badc", 0),
        ("dcba", 0),
    ],
)
def test_every_right_neighbourhood_earns_its_share(order, mark):
    assert ordering().judge({"order": list(order)}, {}).mark == mark


def test_all_or_nothing_wants_the_whole_order():
    assert ordering(credit="all").judge({"order": list("dabc")}, {}).mark == 0
    assert ordering(credit="all").judge({"order": list("abcd")}, {}).mark == FULL


@given(st.integers(0, 10**6), st.integers(2, 6))
def test_the_drawn_order_is_never_the_right_one(seed, count):
    question = ordering(items=[{"id": f"i{n}", "text": str(n)} for n in range(count)])

    order = form_of(question, seed)["order"]

    assert order != list(question._items)
    assert sorted(order) == sorted(question._items)


def test_open_positions_are_kept_and_earn_nothing():
    question = ordering()
    form = form_of(question)

    response = question.read(sent_positions(question, form, a="1", b="2", d="4"), form)

    assert response == {"order": ["a", "b", None, "d"]}
    assert question.judge(response, {}).mark == 333_333
    assert not question.is_complete(response)
    assert question.readable(response) == "1. A; 2. B; 4. D"


def test_a_position_given_twice_is_refused_and_everything_entered_is_shown_again():
    question = ordering()
    form = form_of(question)
    fields = sent_positions(question, form, a="2", b="2", c="1", d="")

    with pytest.raises(BadResponse) as refused:
        question.read(fields, form)

    assert (refused.value.code, refused.value.params) == (
        "position-repeated",
        {"position": "2"},
    )
    again = question.widget(form, refused.value.entered)
    assert again.fields() == fields
    assert [row.name for row in again.rows] == [
        row.name for row in question.widget(form, None).rows
    ]


@pytest.mark.parametrize("place", ["0", "5", "-1", "eins", "1.0", "１", "9" * 5000])
def test_a_position_that_does_not_exist_is_refused(place):
    question = ordering()
    form = form_of(question)

    with pytest.raises(BadResponse) as refused:
        question.read(sent_positions(question, form, a=place), form)

    assert refused.value.code == "answer-unknown"


def test_a_complete_answer_is_shown_in_its_own_order():
    rows = ordering().widget({}, {"order": list("cdab")}).rows

    assert [(row.html, row.chosen) for row in rows] == [
        ("C", "1"),
        ("D", "2"),
        ("A", "3"),
        ("B", "4"),
    ]


def test_the_verdict_is_on_neighbours_and_the_right_order_is_apart():
    judgement = ordering().judge({"order": list("abdc")}, {})

    assert [(part.id, part.right) for part in judgement.parts] == [
        ("a", True),
        ("b", False),
        ("d", False),
    ]
    assert judgement.expected == ("A", "B", "C", "D")


def test_scripts_find_what_they_need_only_where_something_can_be_moved():
    widget = ordering().widget({}, None)

    assert "data-ordering" in shown(widget)
    assert "data-ordering" not in shown(widget, disabled=True)


@pytest.mark.parametrize(
    ("items", "found"),
    [
        (ITEMS[:1], ("too_short", ("items",))),
        ([*ITEMS, ITEMS[0]], ("id-repeated", ("items", 4, "id"))),
        ([*ITEMS, "A"], ("text-repeated", ("items", 4, "text"))),
    ],
)
def test_a_fault_of_the_author_is_found_at_its_place(items, found):
    assert found in faults("ordering", **{"items": ITEMS} | {"items": items})
