"""Numbers drawn for somebody: asked, judged and shown again as they were drawn."""

from __future__ import annotations

import re
from typing import Any

import yaml

from app.questions.score import FULL
from tests.classroom.pages import attempt_form, html_of, plain, save
from tests.packages import FILES
from tests.web import form_on, send

LESSON = "/courses/kurs/lessons/otwarta"


def written(name: str, **keys: Any) -> dict[str, Any]:
    return {
        "id": name,
        "type": "calculated",
        "prompt": "Pole [[a]] na [[b]] m?",
        "values": {"a": {"min": 11, "max": 99}, "b": [20, 30]},
        "answer": "a * b",
        "near": [{"answer": "a + b", "feedback": "To [[a]] plus [[b]]."}],
        "explanation": "Bo [[a]] razy [[b]].",
        "hint": "Pomnóż [[a]].",
        **keys,
    }


def package(**keys: Any) -> dict[str, str]:
    """Return files in which the open lesson and a quiz ask for a product."""
    practice = yaml.safe_dump(written("p-pole", **keys), allow_unicode=True)
    bank = yaml.safe_load(str(FILES["questions/bank.yaml"]))["questions"]
    bank.append(written("q-pole"))
    quiz = {
        "id": "egzamin",
        "title": "Egzamin",
        "behaviour": "test",
        "questions": ["q-pole"],
    }
    return {
        "lessons/01-otwarta.md": (
            f"{FILES['lessons/01-otwarta.md']}\n```question\n{practice}```\n"
        ),
        "questions/bank.yaml": yaml.safe_dump({"questions": bank}, allow_unicode=True),
        "quizzes/egzamin.yaml": yaml.safe_dump(quiz),
    }


def numbers(page: Any) -> tuple[int, int]:
    """Return the numbers that a page asks about."""
    found = re.search(r"Pole (\d+) na (\d+) m", plain(html_of(page)))
    assert found is not None
    return int(found[1]), int(found[2])


def test_an_attempt_keeps_its_numbers_and_is_judged_by_them(ana):
    ana.school.publish(package())
    address = ana.start("egzamin")
    page = ana.get(address)
    a, b = numbers(page)

    assert numbers(ana.get(address)) == (a, b)
    fields = dict(attempt_form(page).fields)
    assert fields["q-pole.drawn"]
    save(ana.client, page, {"q-pole": str(a * b)}, go="stay")
    ana.finish(address)

    (attempt,) = ana.attempts
    (drawn,) = attempt.form["questions"]
    assert drawn["form"]["values"] == {"a": str(a), "b": str(b)}
    assert attempt.points == FULL
    (response,) = ana.responses
    assert response.answer == {
        "text": str(a * b),
        "values": {"a": str(a), "b": str(b)},
    }


def test_practice_tells_with_the_numbers_of_the_learner(ana):
    ana.school.publish(package())
    page = ana.get(LESSON)
    a, b = numbers(page)
    assert f"Pomnóż {a}." in html_of(page)

    send(ana.client, form_on(page, "/p-pole/responses"), {"p-pole": str(a + b)})

    again = html_of(ana.get(LESSON))
    assert f"To {a} plus {b}." in again
    assert f"Bo {a} razy {b}." in again
    assert numbers(again) == (a, b)


def test_practice_shows_the_old_numbers_until_it_is_answered_with_new_ones(ana):
    ana.school.publish(package())
    page = ana.get(LESSON)
    a, b = numbers(page)
    send(ana.client, form_on(page, "/p-pole/responses"), {"p-pole": str(a * b)})
    ana.school.publish(package(values={"a": [101, 102], "b": [40, 50]}))

    before = ana.get(LESSON)
    assert numbers(before) == (a, b)
    refused = send(
        ana.client, form_on(before, "/p-pole/responses"), {"p-pole": str(a * b)}
    )

    assert refused.status_code == 422
    a, b = numbers(refused)
    assert a > 100
    send(ana.client, form_on(refused, "/p-pole/responses"), {"p-pole": str(a * b)})
    after = ana.get(LESSON)
    assert numbers(after) == (a, b)
    assert len(ana.responses) == 2
