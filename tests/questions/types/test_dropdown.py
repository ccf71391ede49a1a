"""Lists in a text: own and common choices, and what each gap is worth."""

import pytest

from app.questions.base import FULL, BadResponse
from tests.questions.asking import asked, faults, form_of, sent, shown

ARTICLES = [{"id": word, "text": word} for word in ("der", "die", "das")]
TEXT = "[[a]] Hammer, [[b]] Säge"


def own(right, *wrong):
    return {
        "right": {"id": right, "text": right.upper()},
        "wrong": [{"id": one, "text": one.upper()} for one in wrong],
    }


def articles(**keys):
    gaps = {"a": "der", "b": "die"}
    return asked("dropdown", text=TEXT, choices=ARTICLES, gaps=gaps, **keys)


def options(question, form):
    return [
        [one.text for one in gap.options] for gap in question.widget(form, None).gaps
    ]


def test_gaps_share_common_choices_and_name_the_right_one():
    question = articles()

    assert question.judge({"gaps": {"a": "der", "b": "die"}}, {}).mark == FULL
    assert question.judge({"gaps": {"a": "der", "b": "das"}}, {}).mark == FULL // 2


def test_the_right_common_choice_may_be_named_by_its_text_before_it_has_an_id():
    question = asked(
        "dropdown", text="[[a]] Hammer", choices=["der", "die"], gaps={"a": "der"}
    )

    assert question.gaps["a"].choice == "der"


def test_any_of_several_right_choices_will_do():
    right = [{"id": "weil", "text": "weil"}, {"id": "da", "text": "da"}]
    gap = {"right": right, "wrong": [{"id": "ob", "text": "ob"}]}
    question = asked("dropdown", text="[[a]]", gaps={"a": gap})

    marks = [
        question.judge({"gaps": {"a": one}}, {}).mark for one in ("weil", "da", "ob")
    ]
    assert marks == [FULL, FULL, 0]


def test_the_choice_made_says_why_it_is_wrong_before_the_gap_does():
    gap = own("x", "y", "z") | {"feedback": "Denk nach."}
    gap["wrong"][0]["feedback"] = "Das ist y."
    question = asked("dropdown", text="[[a]]", gaps={"a": gap})

    said = [question.judge({"gaps": {"a": one}}, {}).parts[0].feedback for one in "xyz"]

    assert said == [None, "Das ist y.", "Denk nach."]


def test_only_everything_right_counts_when_the_credit_says_so():
    question = articles(credit="all")

    assert question.judge({"gaps": {"a": "der"}}, {}).mark == 0
    assert [one.code for one in question.marking()] == ["all-or-nothing"]


def test_lists_are_drawn_unless_their_order_is_fixed():
    fixed = articles(shuffle=False)
    orders = {
        tuple(map(tuple, options(articles(), form_of(articles(), seed))))
        for seed in range(8)
    }

    assert len(orders) > 1
    assert options(fixed, form_of(fixed)) == [["der", "die", "das"]] * 2


def test_a_list_of_its_own_is_always_drawn_as_it_is_written_right_first():
    question = asked(
        "dropdown", text="[[g]]", gaps={"g": own("x", "y", "z")}, shuffle=False
    )

    firsts = {options(question, form_of(question, seed))[0][0] for seed in range(20)}

    assert firsts == {"X", "Y", "Z"}


def test_a_choice_of_another_gap_is_refused():
    question = asked(
        "dropdown", text=TEXT, gaps={"a": own("m", "n"), "b": own("o", "p")}
    )
    form = form_of(question)
    fields = question.widget(form, {"gaps": {"a": "m", "b": "o"}}).fields()
    first, second = fields

    with pytest.raises(BadResponse) as refused:
        question.read({first: fields[second]}, form)

    assert refused.value.code == "answer-unknown"


def test_gaps_left_open_are_not_complete_and_not_wrong():
    question = articles()
    judged = question.judge({"gaps": {"a": "der"}}, {})

    assert not question.is_complete({"gaps": {"a": "der"}})
    assert [part.given for part in judged.parts] == [True, False]
    assert question.readable({"gaps": {"a": "der"}}) == "a: der"


def test_a_choice_that_is_gone_is_not_answered():
    assert articles().judge({"gaps": {"a": "vanished"}}, {}).code == "unanswered"


def test_markup_in_the_text_stays_and_lists_are_plain():
    question = asked(
        "dropdown",
        text="<p>[[a]]</p>",
        gaps={"a": {"right": {"id": "x", "text": "<b>x</b>"}, "wrong": ["y &lt; z"]}},
    )
    html = shown(question.widget({}, None))

    assert "<p><span" in html
    assert ">x</option>" in html
    assert ">y &lt; z</option>" in html
    assert sent(html) == question.widget({}, None).fields()


@pytest.mark.parametrize(
    ("gap", "code"),
    [
        ({}, "list-kind"),
        (own("x", "y") | {"choice": "der"}, "list-kind"),
        ("dem", "list-choice-unknown"),
        ({"wrong": ["x", "y"]}, "right-missing"),
        ({"right": "x"}, "wrong-missing"),
        ({"right": "x", "wrong": ["x"]}, "text-repeated"),
        (own("der", "y"), "id-repeated"),
    ],
)
def test_a_list_that_asks_nothing_is_refused(gap, code):
    found = faults("dropdown", text="[[g]]", choices=ARTICLES, gaps={"g": gap})

    assert code in [one for one, _ in found]


def test_gaps_and_text_have_to_fit_together():
    found = faults(
        "dropdown", text="[[a]] [[c]]", gaps={"a": own("x", "y"), "b": own("z", "w")}
    )

    assert ("gap-unknown", ("text",)) in found
    assert ("gap-unused", ("gaps", "b")) in found
