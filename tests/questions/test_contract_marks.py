"""A mark depends on what was answered: not on luck, order, or how often one asks."""

import json
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.questions.base import BadResponse
from app.questions.register import REGISTER, parse
from tests.forms import forms_of
from tests.questions.asking import EXAMPLES, KINDS, asked, form_of, shown

every_type = pytest.mark.parametrize("kind", KINDS)
seeds = st.integers(0, 2**32)

# Keys of questions, and of responses, under which an order says nothing.
UNORDERED = {"choices", "right", "wrong", "rows", "columns", "items", "categories"}
UNORDERED |= {"pairs", "places", "zones", "none", "extra", "also"}
UNORDERED_ANSWERS = {"choices", "zones", "spots"}


def answered(data, kind, form):
    """Answer as somebody does who fills in the page in any way it lets them.

    Typed are right, partly right and wrong answers, and anything else. What no page
    takes, two tiles in one place or nothing at all, becomes the example of the type.
    """
    question, example = EXAMPLES[kind], REGISTER[kind].example
    (page,) = forms_of(shown(question.widget(form, None)))
    known = [
        question.widget(form, one).fields()
        for one in (example.right, example.partial, example.wrong)
        if one is not None
    ]
    fields = {}
    for name in sorted(page.names):
        written = [one[name] for one in known if name in one]
        offered = page.choices.get(name, [])
        ways = [st.sampled_from(written)] if written else []
        if offered:
            ways.append(st.lists(st.sampled_from(offered), max_size=2, unique=True))
        elif not name.endswith(".drawn"):
            ways.append(st.lists(st.text(max_size=12), min_size=1, max_size=1))
        fields[name] = data.draw(st.one_of(ways)) if ways else []
    try:
        taken = question.read(fields, form)
    except BadResponse:
        taken = None
    return taken or example.partial or example.right


@every_type
@settings(max_examples=40, deadline=None)
@given(data=st.data(), first=seeds, other=seeds)
def test_whatever_is_drawn_the_same_answer_earns_the_same(kind, data, first, other):
    """Choices, rows, items and places may stand in any order, under any names."""
    question = EXAMPLES[kind]
    form, drawn_anew = form_of(question, first), form_of(question, other)
    response = answered(data, kind, form)

    shown_anew = question.widget(drawn_anew, response).fields()

    assert question.read(shown_anew, drawn_anew) == response
    assert question.judge(response, drawn_anew) == question.judge(response, form)


@every_type
@settings(max_examples=40, deadline=None)
@given(data=st.data(), seed=seeds)
def test_what_was_read_is_shown_and_read_again_without_a_change(kind, data, seed):
    question = EXAMPLES[kind]
    form = form_of(question, seed)
    response = answered(data, kind, form)
    stored = json.loads(json.dumps(response))

    fields = question.widget(form, stored, question.judge(stored, form)).fields()

    assert stored == response
    assert question.read(fields, form) == response


@every_type
@settings(max_examples=30, deadline=None)
@given(data=st.data(), seed=seeds)
def test_judging_is_the_same_each_time_and_changes_nothing(kind, data, seed):
    question = EXAMPLES[kind]
    form = form_of(question, seed)
    response = answered(data, kind, form)
    before = json.dumps([response, form])
    elsewhere = parse(question.model_dump(mode="json"))

    judged = [one.judge(response, form) for one in (question, question, elsewhere)]

    assert judged[0] == judged[1] == judged[2]
    assert json.dumps([response, form]) == before


@every_type
@settings(max_examples=30, deadline=None)
@given(data=st.data(), luck=st.integers())
def test_the_order_in_which_its_author_wrote_it_never_changes_a_mark(kind, data, luck):
    question = EXAMPLES[kind]
    form = form_of(question)
    response = answered(data, kind, form)
    written = question.model_dump(mode="json", exclude_defaults=True)
    rewritten = parse(turned(written, UNORDERED - ordered(kind), luck), language="pl")

    marks = [one.judge(response, form).mark for one in (question, rewritten)]

    assert marks[0] == marks[1]


@every_type
@settings(max_examples=30, deadline=None)
@given(data=st.data(), luck=st.integers())
def test_the_order_in_which_things_were_ticked_never_changes_a_mark(kind, data, luck):
    question = EXAMPLES[kind]
    form = form_of(question)
    response = answered(data, kind, form)

    ticked_in_rows = set(response.get("rows", ()))
    turned_answer = turned(response, UNORDERED_ANSWERS | ticked_in_rows, luck)

    assert question.judge(turned_answer, form) == question.judge(response, form)


def test_turning_really_turns():
    """Else the two properties above would say nothing."""
    written = EXAMPLES["matrix"].model_dump(mode="json", exclude_defaults=True)
    orders = {
        tuple(row["id"] for row in turned(written, UNORDERED, luck)["rows"])
        for luck in range(30)
    }

    assert len(orders) == 6


@settings(max_examples=300, deadline=None)
@given(
    st.text("aäAÄsSßeuöł ,.!-'", min_size=1, max_size=8),
    st.text("aäAÄsSßeuöł ,.!-'", min_size=1, max_size=8),
)
def test_answer_and_key_may_change_places(one, other):
    """What counts as the same text does so in both directions."""
    assume(one.strip() and other.strip())

    def is_right(key, answer):
        question = asked("short-text", answers=[key], typos="none")
        return question.judge({"text": answer}, {}).code == "right"

    assert is_right(one, other) == is_right(other, one)
    assert is_right(one, one)


def turned(value, keys, luck):
    """Return JSON with the lists under some keys in another order."""
    rng = Random(luck)  # noqa: S311 - an order is drawn, nothing secret

    def of(value, name=""):
        if isinstance(value, dict):
            return {key: of(value[key], key) for key in value}
        if not isinstance(value, list):
            return value
        inner = [of(one) for one in value]
        return rng.sample(inner, len(inner)) if name in keys else inner

    return of(value)


def ordered(kind):
    """Return keys of a type under which the order is what is asked."""
    return {"ordering": {"items"}}.get(kind, set())
