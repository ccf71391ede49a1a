"""matching: pairs, shared right sides, distractors."""

import pytest

from app.questions.base import FULL, BadResponse
from tests.questions.asking import asked, faults, form_of, sent, shown

PAIRS = [
    {"id": "dog", "left": "Hund", "right": "Tier"},
    {"id": "cat", "left": "Katze", "right": "Tier"},
    {"id": "oak", "left": "Eiche", "right": "Baum", "feedback": "Sie hat Blätter."},
]


def matching(**keys):
    return asked("matching", **{"pairs": PAIRS} | keys)


def test_options_that_read_the_same_are_the_same():
    question = matching()

    assert (
        question.judge({"pairs": {"dog": "cat", "cat": "dog", "oak": "oak"}}, {}).mark
        == FULL
    )
    assert len(question.widget({}, None).options) == 2


def test_each_pair_earns_its_share():
    judgement = matching().judge({"pairs": {"dog": "dog", "oak": "dog"}}, {})

    assert judgement.mark == 333_333
    assert [(part.id, part.given, part.right) for part in judgement.parts] == [
        ("dog", True, True),
        ("cat", False, False),
        ("oak", True, False),
    ]
    assert judgement.parts[2].feedback == "Sie hat Blätter."
    assert matching(credit="all").judge({"pairs": {"dog": "dog"}}, {}).mark == 0


def test_the_values_of_options_differ_from_the_names_of_their_partners():
    question = matching(extra=[{"id": "rock", "text": "Stein"}])
    form = form_of(question)
    widget = question.widget(form, question.solution({}))

    names = {row.name.partition(".")[2] for row in widget.rows}
    assert names == {"dog", "cat", "oak"}
    assert not names & {option.value for option in widget.options}


def test_the_right_side_is_drawn_even_where_the_left_one_is_fixed():
    question = matching(
        shuffle=False,
        pairs=[{"id": f"p{n}", "left": f"l{n}", "right": f"r{n}"} for n in range(8)],
    )
    forms = [form_of(question, seed) for seed in range(5)]

    assert {str(form["left"]) for form in forms} == {str([f"p{n}" for n in range(8)])}
    assert len({str(form["right"]) for form in forms}) == 5


def test_what_is_open_stays_open():
    question = matching()
    form = form_of(question)
    fields = question.widget(form, {"pairs": {"dog": "dog"}}).fields()

    assert question.read(fields, form) == {"pairs": {"dog": "dog"}}
    assert not question.is_complete({"pairs": {"dog": "dog"}})


def test_an_invented_partner_is_refused():
    question = matching()

    with pytest.raises(BadResponse) as refused:
        question.read({"q.dog": ["cat"]}, form_of(question))

    assert refused.value.code == "answer-unknown"


def test_partners_that_are_more_than_text_stand_above_with_letters():
    plain = shown(matching().widget({}, None))
    question = matching(extra=[{"id": "rock", "text": '<em lang="de">Stein</em>'}])
    html = shown(question.widget({}, None))

    assert "lettered" not in plain
    assert '<dt>C</dt><dd><em lang="de">Stein</em></dd>' in html
    assert ">C: Stein</option>" in html
    assert set(sent(html)) == {"q.dog", "q.cat", "q.oak"}


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        ({"pairs": PAIRS[:1]}, ("too_short", ("pairs",))),
        ({"pairs": [*PAIRS, PAIRS[0]]}, ("id-repeated", ("pairs", 3, "id"))),
        (
            {"pairs": [*PAIRS, {"id": "x", "left": "Hund", "right": "y"}]},
            ("text-repeated", ("pairs", 3, "left")),
        ),
        ({"extra": ["Tier"]}, ("text-repeated", ("extra", 0, "text"))),
        ({"extra": [{"id": "dog", "text": "z"}]}, ("id-repeated", ("extra", 0, "id"))),
    ],
)
def test_a_fault_of_the_author_is_found_at_its_place(keys, found):
    assert found in faults("matching", **{"pairs": PAIRS} | keys)
