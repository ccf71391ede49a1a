"""No type of question is upset by anything that is sent or was stored."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.questions.authoring import parts
from app.questions.base import FULL, BadResponse, Judgement, Question
from app.questions.messages import VERDICTS
from tests.questions.asking import EXAMPLES, KINDS, form_of, shown

every_type = pytest.mark.parametrize("kind", KINDS)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner)
    ),
    max_leaves=8,
)


# Of the responses of all types.
KEYS = ["choices", "text", "value", "pairs", "order", "gaps", "values", "choice"]
KEYS += ["zones", "spots", "labels", "step", "alternative"]
KEYS += ["rows", "items", "tiles", "positions", "choice", "values"]
# Of the forms of all types.
DRAWN = ["order", "left", "right", "salt", "items", "groups", "labels", "values"]


def sentence(refused: BadResponse) -> str:
    """A message whose parameters are all there."""
    return refused.message % refused.params


def responses_of(question: Question):
    """Responses with the right keys, and with ids that are known and unknown."""
    ids = [part_id for part_id, _ in parts(question)]
    known = st.sampled_from([*ids, "vanished", "", "1"])
    texts = known | st.text(max_size=20) | JSON
    some = st.lists(texts, max_size=6) | st.dictionaries(known, texts, max_size=6)
    keys = st.sampled_from(KEYS)
    return st.dictionaries(keys | st.text(max_size=5), some | texts, max_size=4)


@every_type
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_no_stored_response_whatever_raises(kind, data):
    question = EXAMPLES[kind]
    response = data.draw(responses_of(question))
    form = data.draw(
        st.just({})
        | st.just(form_of(question))
        | st.dictionaries(st.sampled_from(DRAWN), JSON, max_size=4)
    )

    judgement = question.judge(response, form)

    assert isinstance(judgement, Judgement)
    assert 0 <= judgement.mark <= FULL
    assert judgement.code in VERDICTS
    assert judgement.message % judgement.params
    shown(question.widget(form, response, judgement), judgement=judgement)
    assert isinstance(question.readable(response), str)
    assert question.judge(response, form) == judgement
    json.dumps(question.solution(form))
    assert isinstance(question.is_complete(response), bool)


@every_type
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_no_posted_field_whatever_raises(kind, data):
    question = EXAMPLES[kind]
    form = form_of(question)
    full = question.widget(form, question.solution(form)).fields()
    names = st.sampled_from([*full, question.id, f"{question.id}.x", f"{question.id}."])
    known = [value for values in full.values() for value in values]
    values = st.sampled_from([*known, "", "1", "99"]) | st.text(max_size=50)
    fields = data.draw(st.dictionaries(names, st.lists(values, max_size=3), max_size=5))

    try:
        response = question.read(fields, form)
    except BadResponse as refused:
        shown(question.widget(form, refused.entered), error=sentence(refused))
        return

    assert (
        response is None
        or question.judge(json.loads(json.dumps(response)), form).mark >= 0
    )
    if response is not None:
        json.dumps(response).encode()
        assert "\\u0000" not in json.dumps(response)


@every_type
def test_a_million_characters_are_refused_or_judged_at_once(kind):
    question = EXAMPLES[kind]
    huge = "9" * 1_000_000
    response = {
        "text": huge,
        "choices": [huge],
        "gaps": {"sein": huge},
        "order": [huge],
    }

    assert question.judge(response, {}).mark == 0
