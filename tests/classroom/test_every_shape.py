"""Types whose shape needs more than a page has: shown, answered, judged, secret."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
import yaml

from app.questions.register import REGISTER, parse
from app.quizzes import drawing, rules
from tests.classroom.pages import attempt_form, save
from tests.packages import FILES
from tests.web import form_on, send

KINDS = ("dropdown", "matrix", "categorise", "word-order")
QUESTIONS = {kind: yaml.safe_load(REGISTER[kind].example.yaml) for kind in KINDS}
IDS = {kind: question["id"] for kind, question in QUESTIONS.items()}
LESSON = "/courses/kurs/lessons/otwarta"
ASSETS = {
    "dropdown": (),
    "matrix": ("css/shapes/matrix.css",),
    "categorise": ("css/shapes/categories.css", "js/categories.js"),
    "word-order": ("css/shapes/word-order.css", "js/word-order.js"),
}


def practising(kind: str) -> str:
    """Return the open lesson with one more question, whose id begins with “p-”."""
    written = yaml.safe_dump(
        QUESTIONS[kind] | {"id": f"p-{IDS[kind]}"}, allow_unicode=True
    )
    return f"{FILES['lessons/01-otwarta.md']}\n```question\n{written}```\n"


@pytest.fixture
def examined(ana):
    """Let Ana sit an exam with all of them on one page."""
    bank = yaml.safe_load(str(FILES["questions/bank.yaml"]))["questions"]
    written = yaml.safe_dump(
        {"questions": [*bank, *QUESTIONS.values()]}, allow_unicode=True
    )
    exam = {
        "id": "egzamin",
        "title": "Egzamin",
        "behaviour": "exam",
        "per_page": "all",
        "solutions": "end",
        "questions": list(IDS.values()),
    }
    ana.school.publish(
        {"questions/bank.yaml": written, "quizzes/egzamin.yaml": yaml.safe_dump(exam)}
    )
    return ana


def fields_of(ana, kind: str, form: dict[str, Any], response: Any) -> dict[str, Any]:
    """Return what a browser sends for a response to a question of the course."""
    prefix = "p-" if f"p-{IDS[kind]}" in ana.school.course.questions else ""
    question = ana.school.course.questions[prefix + IDS[kind]]
    return question.widget(form, response).fields()


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_loads_what_a_shape_needs_and_nothing_else(ana, kind):
    before = ana.get(LESSON).get_data(as_text=True)
    ana.school.publish({"lessons/01-otwarta.md": practising(kind)})
    after = ana.get(LESSON).get_data(as_text=True)

    for assets in ASSETS.values():
        for path in assets:
            assert path not in before
            assert (path in after) == (path in ASSETS[kind])
    assert "<script" not in before


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("which", ["right", "partial", "wrong"])
def test_practice_is_judged_at_once(ana, kind, which):
    ana.school.publish({"lessons/01-otwarta.md": practising(kind)})
    name = f"p-{IDS[kind]}"
    course = ana.school.course
    seed = rules.practice_seed(ana.place.learner, "otwarta")
    form = drawing.question_form(course, name, seed)
    response = getattr(REGISTER[kind].example, which)
    page = form_on(ana.get(LESSON), f"/{name}/responses")

    sent = send(ana.client, page, fields_of(ana, kind, form, response))

    assert sent.status_code == 303, sent.get_data(as_text=True)
    assert [one.answer for one in ana.responses] == [response]
    html = ana.get(LESSON).get_data(as_text=True)
    words = {"right": "Dobrze", "partial": "Częściowo dobrze", "wrong": "Źle"}
    begin = html.index(f'id="{name}"')
    assert words[which] in html[html.index("question-said", begin) :]


def test_an_exam_tells_nothing_before_its_end_and_everything_in_its_result(examined):
    address = examined.start("egzamin")
    page = examined.get(address)
    (attempt,) = examined.attempts
    drawn = {one["id"]: one["form"] for one in attempt.form["questions"]}
    answers = {}
    for kind in KINDS:
        form = drawn[IDS[kind]]
        wrong = REGISTER[kind].example.wrong
        answers |= fields_of(examined, kind, form, wrong)
        html = page.get_data(as_text=True)
        for part in parse(QUESTIONS[kind], language="pl").solution(form).values():
            ids = part.values() if isinstance(part, dict) else part
            assert not any(f'"{one}"' in html for one in ids if isinstance(one, str))
    saved = save(examined.client, page, answers, go="stay")
    assert saved.status_code == 303
    assert len(attempt_form(examined.get(saved.location)).fields) > len(KINDS)

    examined.finish(address)

    result = examined.get(f"{address}/result").get_data(as_text=True)
    assert result.count("Poprawna odpowiedź") >= len(KINDS)
    assert "css/shapes/matrix.css" in result
    assert "<script" not in result


def test_the_mark_is_the_same_whatever_was_drawn():
    for kind, written in QUESTIONS.items():
        question = parse(written, language="pl", teaches="de")
        partial = REGISTER[kind].example.partial
        marks = set()
        for seed in range(20):
            form = question.draw(Random(seed))  # noqa: S311 - an order, no secret
            fields = question.widget(form, partial).fields()
            marks.add(question.judge(question.read(fields, form), form).mark)
        assert len(marks) == 1
