"""Questions that became void: lessons and results say why, nobody is asked them."""

from __future__ import annotations

import json
from typing import Any

import yaml

from tests.classroom.pages import html_of, plain
from tests.packages import FILES
from tests.web import form_on

VOID = {"since": "2026-11-23", "reason": "Prawo się zmieniło."}
LESSON = "/courses/kurs/lessons/otwarta"


def package(*, void: bool, of_case: bool = False) -> dict[str, str]:
    """Return files with a question in a lesson, in a quiz and in a scenario."""
    asked: dict[str, Any] = {"type": "true-false", "prompt": "Czy?", "answer": True}
    unfit = asked | ({"void": VOID} if void else {})
    practice = written({"id": "p-czy", **unfit})
    case = {
        "id": "sprawa",
        "type": "scenario",
        "title": "Sprawa pani Ewy",
        "text": "Pani Ewa pracuje.",
        "questions": [
            {"id": "s-1", **(unfit if of_case else asked)},
            {"id": "s-2", **asked},
        ],
    }
    bank = yaml.safe_load(str(FILES["questions/bank.yaml"]))["questions"]
    bank += [{"id": "q-czy", **unfit}, {"id": "q-tak", **asked}, case]
    quiz = {
        "id": "egzamin",
        "title": "Egzamin",
        "behaviour": "test",
        "questions": ["q-czy", "q-tak", "sprawa"],
    }
    return {
        "lessons/01-otwarta.md": (
            f"{FILES['lessons/01-otwarta.md']}\n```question\n{practice}```\n"
        ),
        "questions/bank.yaml": written({"questions": bank}),
        "quizzes/egzamin.yaml": written(quiz),
    }


def written(value: object) -> str:
    """Return YAML without aliases, which packages may not have."""
    plain_values = json.loads(json.dumps(value))
    return yaml.safe_dump(plain_values, allow_unicode=True)


def test_a_lesson_says_why_a_question_is_not_asked_any_more(ana):
    ana.school.publish(package(void=True))
    page = ana.get(LESSON)
    assert "Prawo się zmieniło." in plain(html_of(page))
    assert "/p-czy/responses" not in html_of(page)
    assert 'id="p-czy"' in html_of(page)


def test_a_quiz_that_begins_later_does_not_ask_it(ana):
    ana.school.publish(package(void=True))
    ana.start("egzamin")
    (attempt,) = ana.attempts
    drawn = [one["id"] for one in attempt.form["questions"]]
    assert sorted(drawn) == ["q-tak", "s-1", "s-2"]


def test_the_result_of_an_attempt_begun_before_says_why(ana):
    ana.school.publish(package(void=False))
    address = ana.start("egzamin")
    ana.school.publish(package(void=True))
    ana.finish(address)
    text = plain(html_of(ana.get(f"{address}/result")))
    assert text.count("Prawo się zmieniło.") == 1


def test_a_scenario_whose_first_question_is_void_still_shows_its_text(ana):
    ana.school.publish(package(void=True, of_case=True))
    address = ana.start("egzamin")
    asked = [one["id"] for one in ana.attempts[0].form["questions"]]
    assert sorted(asked) == ["q-tak", "s-2"]
    assert plain(html_of(ana.get(address))).count("Pani Ewa pracuje.") == 1


def test_a_result_without_void_questions_says_nothing_of_them(ana):
    ana.school.publish(package(void=False))
    address = ana.start("egzamin")
    ana.finish(address)
    assert "Prawo się zmieniło." not in html_of(ana.get(f"{address}/result"))
    assert form_on(ana.get(LESSON), "/p-czy/responses")
