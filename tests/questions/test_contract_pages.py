"""What every type of question keeps between the page and the response."""

import json
import re
from html import unescape

import pytest

from app.questions.authoring import parts
from app.questions.base import BadResponse
from app.questions.register import REGISTER
from tests.questions.asking import EXAMPLES, KINDS, MARKED, form_of, sent, shown

every_type = pytest.mark.parametrize("kind", KINDS)


@every_type
def test_a_form_left_blank_is_no_response(kind):
    question = EXAMPLES[kind]
    form = form_of(question)
    blank = sent(shown(question.widget(form, None)))

    assert question.read(blank, form) is None
    assert question.read({}, form) is None


@every_type
@pytest.mark.parametrize("which", ["right", "partial", "wrong"])
def test_a_response_survives_the_way_through_the_page(kind, which):
    question = EXAMPLES[kind]
    response = getattr(REGISTER[kind].example, which)
    if response is None:
        return
    form = form_of(question)
    widget = question.widget(form, response)

    fields = sent(shown(widget))

    assert fields == widget.fields()
    assert question.judge(question.read(fields, form), form) == question.judge(
        response, form
    )
    assert question.read(fields, form) == json.loads(json.dumps(response))


@every_type
def test_fields_of_other_questions_are_none_of_its_concern(kind):
    question = EXAMPLES[kind]

    assert (
        question.read({"other": ["a"], "other.part": ["b"]}, form_of(question)) is None
    )


@every_type
def test_a_field_of_its_own_that_it_does_not_know_is_refused(kind):
    question = EXAMPLES[kind]

    with pytest.raises(BadResponse) as refused:
        question.read({f"{question.id}.invented": ["a"]}, form_of(question))

    assert refused.value.code == "field-unknown"
    assert refused.value.message % refused.value.params


@every_type
def test_a_field_that_is_sent_twice_with_the_same_value_is_refused(kind):
    question = EXAMPLES[kind]
    form = form_of(question)
    fields = question.widget(form, question.solution(form)).fields()
    twice = {name: values * 2 for name, values in fields.items()}

    with pytest.raises(BadResponse) as refused:
        question.read(twice, form)

    assert refused.value.code == "field-repeated"


@every_type
def test_what_was_entered_and_refused_is_shown_again(kind):
    question = EXAMPLES[kind]
    form = form_of(question)
    fields = question.widget(form, question.solution(form)).fields()
    long = {name: ["x" * 100_000] for name in fields}

    with pytest.raises(BadResponse) as refused:
        question.read(long, form)

    html = shown(question.widget(form, refused.value.entered), error="Zu lang")
    assert "Zu lang" in html
    if refused.value.code == "answer-too-long":
        assert "xxxx" in html


@every_type
def test_a_widget_shows_the_same_whatever_is_right(kind):
    """Neither ids, nor order, nor attributes tell before there is a verdict."""
    question = EXAMPLES[kind]
    html = unescape(shown(question.widget(form_of(question), None)))

    assert not re.search(r"(choice|row|gap)-(right|wrong|missed)|remark", html)
    assert "feedback" not in html
    if kind not in {"cloze", "true-false", "matching"}:
        for part_id, _ in parts(question):
            assert f'"{part_id}"' not in html
            assert f".{part_id}" not in html


@every_type
def test_without_the_solution_nothing_is_told_that_the_learner_did_not_give(kind):
    question = EXAMPLES[kind]
    wrong = REGISTER[kind].example.wrong
    form = form_of(question)
    verdict = question.judge(wrong, form).without_solution()

    html = shown(question.widget(form, wrong, verdict), judgement=verdict)

    assert verdict.expected == ()
    assert verdict.difference is None
    assert all(part.given and part.expected is None for part in verdict.parts)
    assert "Right answer" not in html
    assert "This is right" not in html


@pytest.mark.parametrize("kind", MARKED)
def test_the_solution_is_shown_with_the_verdict(kind):
    question = EXAMPLES[kind]
    wrong = REGISTER[kind].example.wrong
    form = form_of(question)
    verdict = question.judge(wrong, form)

    html = shown(
        question.widget(form, wrong, verdict),
        disabled=True,
        judgement=verdict,
        explanation="<p>Darum.</p>",
    )

    if kind != "multiple-choice":  # its wrong example ticks everything
        assert "Right answer" in html or "This is right" in html
    assert "Wrong" in html
    assert "<p>Darum.</p>" in html
    assert "style=" not in html
    assert "<script" not in html


@every_type
def test_the_same_form_shows_the_same_names_and_another_form_others(kind):
    question = EXAMPLES[kind]
    forms = [form_of(question, seed) for seed in (1, 1, 2)]
    first, again, other = (
        question.widget(form, question.solution(form)).fields() for form in forms
    )

    assert first == again
    drawn = {"single-choice", "multiple-choice", "matching", "ordering"}
    if kind in drawn | {"dropdown", "matrix", "categorise", "word-order"}:
        assert first != other


@every_type
def test_labels_and_descriptions_lead_somewhere(kind):
    question = EXAMPLES[kind]
    response = REGISTER[kind].example.partial or REGISTER[kind].example.wrong
    form = form_of(question)
    verdict = question.judge(response, form)
    widget = question.widget(form, response, verdict)

    html = shown(widget, error="Nein", judgement=verdict)

    ids = re.findall(r' id="([^"]+)"', html)
    references = re.findall(
        r' (?:for|aria-labelledby|aria-describedby)="([^"]+)"', html
    )
    assert len(ids) == len(set(ids))
    assert {ref for refs in references for ref in refs.split()} <= set(ids)
    controls = re.findall(r"<(?:input|select)\b[^>]*\bid=\"([^\"]+)\"", html)
    assert controls
    assert all(f'for="{control}"' in html for control in controls)


@every_type
@pytest.mark.parametrize("seed", range(5))
def test_another_draw_never_changes_the_mark(kind, seed):
    question = EXAMPLES[kind]
    response = REGISTER[kind].example.partial or REGISTER[kind].example.right
    form = form_of(question, seed)

    fields = question.widget(form, response).fields()

    assert question.judge(question.read(fields, form), form) == question.judge(
        response, form
    )


@every_type
def test_a_form_of_an_older_revision_still_shows_everything(kind):
    question = EXAMPLES[kind]
    old = {"salt": "aa", "order": ["gone"], "left": ["gone"], "right": ["gone"]}

    solution = question.solution(old)
    fields = question.widget(old, solution).fields()

    assert question.read(fields, old) == solution
