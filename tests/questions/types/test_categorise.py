"""Things sorted into categories: what each is worth, also what belongs nowhere."""

import pytest

from app.questions.base import FULL, BadResponse
from tests.questions.asking import asked, faults, form_of, sent, shown

GROUPS = [
    {
        "id": "hand",
        "text": "Hand",
        "items": [
            {"id": "hobel", "text": "Hobel", "feedback": "Ohne Strom."},
            {"id": "akku", "text": "Schrauber", "also": ["strom"]},
        ],
    },
    {"id": "strom", "text": "Strom", "items": [{"id": "saege", "text": "Säge"}]},
]
NONE = [{"id": "lack", "text": "Lack"}]
SORTING = asked("categorise", categories=GROUPS, none=NONE)


def mark(**items):
    return SORTING.judge({"items": items}, {}).mark


def test_each_thing_earns_its_share_where_it_belongs():
    assert mark(hobel="hand", akku="hand", saege="strom", lack="-") == FULL
    assert mark(hobel="hand", saege="strom") == FULL // 2
    assert mark(hobel="strom", saege="hand") == 0


def test_a_thing_may_belong_to_several_categories():
    assert mark(akku="hand") == mark(akku="strom") == FULL // 4


def test_what_belongs_nowhere_has_to_be_said_to():
    assert mark(lack="-") == FULL // 4
    assert mark(lack="hand") == 0
    judged = SORTING.judge({"items": {"hobel": "hand"}}, {})
    assert [part.given for part in judged.parts] == [True, False, False, False]


def test_where_everything_belongs_somewhere_there_is_no_nowhere():
    question = asked("categorise", categories=GROUPS)

    assert question.widget({}, None).nowhere == ""
    assert question.judge({"items": {"hobel": "-"}}, {}).code == "unanswered"
    assert "Belongs nowhere" not in shown(question.widget({}, None))


def test_a_wrong_place_is_explained_and_the_right_one_named():
    answer = {"items": {"hobel": "strom", "lack": "hand"}}
    judged = SORTING.judge(answer, {})

    html = shown(SORTING.widget(form_of(SORTING), answer, judged))

    assert "Ohne Strom." in html
    assert [part.expected for part in judged.parts] == [
        "Hand",
        "Hand / Strom",
        "Strom",
        "",
    ]
    assert '<span lang="en">Belongs nowhere</span>' in html


def test_categories_are_drawn_unless_fixed_and_things_always():
    fixed = asked("categorise", categories=GROUPS, none=NONE, shuffle=False)
    forms = [form_of(fixed, seed) for seed in range(6)]

    assert {tuple(form["groups"]) for form in forms} == {("hand", "strom")}
    assert len({tuple(form["items"]) for form in forms}) > 1
    assert len({tuple(form_of(SORTING, seed)["groups"]) for seed in range(9)}) == 2


def test_a_category_that_does_not_exist_is_refused():
    form = form_of(SORTING)
    name = next(iter(SORTING.widget(form, None).fields()))

    with pytest.raises(BadResponse) as refused:
        SORTING.read({name: ["hand"]}, form)

    assert refused.value.code == "answer-unknown"


def test_only_everything_right_counts_when_the_credit_says_so():
    strict = asked("categorise", categories=GROUPS, none=NONE, credit="all")

    assert strict.judge({"items": {"hobel": "hand"}}, {}).mark == 0
    assert strict.judge(strict.solution({}), {}).mark == FULL


def test_answers_are_readable_in_the_readers_language():
    answer = {"items": {"lack": "-", "hobel": "hand"}}

    assert SORTING.readable(answer, str.upper) == "Hobel → Hand; Lack → BELONGS NOWHERE"


def test_what_is_half_sorted_is_sent_and_not_complete():
    form = form_of(SORTING)
    answer = {"items": {"hobel": "hand"}}

    assert SORTING.read(sent(shown(SORTING.widget(form, answer))), form) == answer
    assert not SORTING.is_complete(answer)
    assert SORTING.is_complete(SORTING.solution({}))


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ({"categories": ["A", "B"]}, "items-missing"),
        ({"categories": GROUPS, "none": ["Hobel"]}, "text-repeated"),
        ({"categories": GROUPS, "none": [{"id": "hand", "text": "x"}]}, "id-repeated"),
        (
            {
                "categories": [
                    "A",
                    {"text": "B", "items": [{"text": "x", "also": ["C"]}]},
                ]
            },
            "category-unknown",
        ),
    ],
)
def test_categories_that_cannot_be_sorted_into_are_refused(keys, code):
    assert code in [one for one, _ in faults("categorise", **keys)]
