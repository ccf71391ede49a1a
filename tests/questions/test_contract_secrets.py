"""No type of question tells on a page what is not yet to be told."""

import pytest
import yaml

from app.questions.base import Question
from app.questions.register import REGISTER, parse
from tests.questions.asking import KINDS, form_of, shown
from tests.questions.sealed import SEALED, authored, broken_seals

every_type = pytest.mark.parametrize("kind", KINDS)


def question_of(kind: str) -> Question:
    return parse(authored(kind, "q"), language="pl", teaches="de")


def test_every_type_has_a_question_with_seals():
    assert SEALED.keys() == REGISTER.keys()
    for kind in SEALED:
        assert broken_seals(yaml.safe_dump(authored(kind, "q")))


@every_type
@pytest.mark.parametrize("seed", range(5))
def test_a_question_that_is_asked_tells_nothing(kind, seed):
    question = question_of(kind)
    form = form_of(question, seed)

    html = shown(question.worded(form, None).widget(form, None))

    assert broken_seals(html) == []
    assert "RADA" not in html


@every_type
def test_an_answer_that_is_kept_tells_nothing_either(kind):
    question, wrong = question_of(kind), SEALED[kind][1]
    form = form_of(question)

    html = shown(question.widget(form, wrong))

    assert broken_seals(html) == []
    assert "RADA" not in html


@every_type
def test_what_is_said_of_a_wrong_answer_does_not_tell_the_right_one(kind):
    question, wrong = question_of(kind), SEALED[kind][1]
    form = form_of(question)
    verdict = question.judge(wrong, form).without_solution()

    assert verdict.verdict in {"wrong", "noted"}
    widget = question.widget(form, wrong, verdict)
    assert broken_seals(shown(widget, judgement=verdict, disabled=True)) == []

    alone = verdict.without_feedback()
    widget = question.widget(form, wrong, alone)
    html = shown(widget, judgement=alone, disabled=True)
    assert broken_seals(html) == []
    assert "RADA" not in html
