"""What every type of question keeps, whichever it is."""

import json
import pickle
from random import Random

import pytest

from app.questions.authoring import failed_examples, rendered
from app.questions.base import FULL
from app.questions.register import REGISTER, parse
from app.questions.voiding import Void
from tests.questions.asking import EXAMPLES, KINDS, MARKED, form_of

every_type = pytest.mark.parametrize("kind", KINDS)
every_marked_type = pytest.mark.parametrize("kind", MARKED)


@every_marked_type
def test_the_right_answer_earns_the_full_mark(kind):
    judgement = EXAMPLES[kind].judge(
        REGISTER[kind].example.right, form_of(EXAMPLES[kind])
    )

    assert (judgement.mark, judgement.code) == (FULL, "right")


@every_marked_type
def test_the_solution_earns_the_full_mark_and_is_complete(kind):
    question = EXAMPLES[kind]

    form = form_of(question)

    assert question.judge(question.solution(form), form).mark == FULL
    assert question.is_complete(question.solution(form))


@every_type
def test_the_wrong_answer_earns_nothing(kind):
    wrong = REGISTER[kind].example.wrong

    assert EXAMPLES[kind].judge(wrong, form_of(EXAMPLES[kind])).mark == 0


@every_marked_type
def test_a_partly_right_answer_earns_a_part(kind):
    partial = REGISTER[kind].example.partial
    if partial is None:
        assert kind in {"single-choice", "true-false"}
        return

    judgement = EXAMPLES[kind].judge(partial, form_of(EXAMPLES[kind]))

    assert 0 < judgement.mark < FULL
    assert judgement.code == "partly"


@every_type
def test_no_answer_earns_nothing_and_is_told_apart_from_a_wrong_one(kind):
    form = form_of(EXAMPLES[kind])
    judgements = [EXAMPLES[kind].judge(response, form) for response in (None, {})]

    assert [(found.mark, found.code) for found in judgements] == [(0, "unanswered")] * 2


@every_type
def test_what_nobody_marks_is_noted_and_weighs_nothing(kind):
    question = EXAMPLES[kind]
    form = form_of(question)
    judgement = question.judge(question.solution(form), form)

    assert (judgement.code == "noted") == (question.marked_by == "nobody")
    if question.marked_by == "nobody":
        assert (judgement.mark, judgement.verdict, question.weight) == (0, "noted", 0)
        assert question.is_complete(question.solution(form))
    else:
        assert question.weight == question.points > 0


@every_type
def test_marking_is_deterministic(kind):
    question = EXAMPLES[kind]
    response = REGISTER[kind].example.partial or REGISTER[kind].example.wrong
    again = parse(question.model_dump(mode="json"))

    form = form_of(question)
    judged = [one.judge(response, form) for one in (question, question, again)]

    assert judged[0] == judged[1] == judged[2]


@every_type
def test_a_question_is_the_same_after_a_dump(kind):
    question = EXAMPLES[kind]
    dumped = question.model_dump(mode="json", exclude_defaults=True)

    assert parse(json.loads(json.dumps(dumped))) == question
    assert parse(question.model_dump(mode="json")) == question
    assert pickle.loads(pickle.dumps(question)) == question  # noqa: S301 - our own


@every_type
def test_a_rendered_question_is_the_same_after_a_dump(kind):
    compiled = rendered(EXAMPLES[kind], "<p>{}</p>".format, "<em>{}</em>".format)

    again = parse(compiled.model_dump(mode="json"))

    assert again == compiled
    assert again.prompt.startswith("<p>")
    form = form_of(again)
    solution = again.solution(form)
    assert again.judge(solution, form) == compiled.judge(solution, form)


@every_type
def test_the_example_of_a_type_passes_its_own_examples(kind):
    assert failed_examples(EXAMPLES[kind]) == []


@every_type
def test_an_answer_is_readable_as_one_line_of_text(kind):
    question = EXAMPLES[kind]
    compiled = rendered(question, "<p>{}</p>\n".format, "<em>{}</em>".format)

    readable = compiled.readable(compiled.solution(form_of(compiled)), str.upper)

    assert readable
    assert "<" not in readable
    assert "\n" not in readable


@every_type
def test_what_is_drawn_is_plain_json(kind):
    drawn = EXAMPLES[kind].draw(Random(3))  # noqa: S311 - nothing secret

    assert json.loads(json.dumps(drawn)) == drawn


@every_type
def test_it_says_how_it_is_marked(kind):
    sentences = [one.message % one.params for one in EXAMPLES[kind].marking()]

    assert sentences
    assert all(sentence.endswith(".") for sentence in sentences)


@every_type
def test_a_void_question_counts_as_right_whatever_was_answered(kind):
    void = Void.model_validate({"since": "2026-11-23", "reason": "Das Gesetz ist neu."})
    question = EXAMPLES[kind].model_copy(update={"void": void})
    form = form_of(question)
    if question.marked_by == "nobody":
        assert question.marked(None, form).mark == 0
        return
    for response in (None, {}, REGISTER[kind].example.wrong):
        found = question.marked(response, form)
        assert (found.mark, found.code, found.rule) == (FULL, "void", "void")
