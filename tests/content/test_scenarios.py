"""Scenarios: a text and its questions, in the bank and in lessons, with own ids."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from app.content.check import check_sources
from app.content.compile import dump, load
from app.content.ids import fill_ids
from app.content.lock import lock_text
from tests.content.packages import LESSON, checked, codes, said, sources

SCENARIO = """\
id: wypadek
type: scenario
title: Wypadek przy pile
tags: [bhp]
text: |
  Pan Jan **skaleczył się** przy [pile](lekcja).

  Mistrz zatrzymał maszynę.
questions:
  - {id: w1, type: true-false, prompt: Maszynę trzeba zatrzymać., answer: true}
  - {id: w2, type: true-false, prompt: Wypadku się nie zgłasza., answer: false}
"""
BANK = "questions:\n  - " + SCENARIO.rstrip().replace("\n", "\n    ") + "\n"
QUIZ = "id: quiz\ntitle: Quiz\nbehaviour: test\n"
FILES = {
    "questions/bank.yaml": BANK,
    "quizzes/quiz.yaml": QUIZ + "questions: [wypadek]\n",
}


def problems(**changes: str) -> list[tuple[str, int, int]]:
    """Return (code, line, column) of what is wrong after changes to the bank."""
    bank = BANK
    for old, new in changes.values():
        assert old in bank
        bank = bank.replace(old, new, 1)
    found = checked({**FILES, "questions/bank.yaml": bank}).problems
    return [(one.code, one.line, one.column) for one in found]


def test_a_scenario_in_the_bank_is_a_text_and_ordinary_questions():
    result = checked(FILES)
    assert [said(problem) for problem in result.problems] == []
    course = result.course
    assert course is not None

    found = course.scenarios["wypadek"]
    assert (found.title, found.tags, found.questions) == (
        "Wypadek przy pile",
        ("bhp",),
        ("w1", "w2"),
    )
    assert "<strong>skaleczył się</strong>" in found.html
    assert 'href="activity:lekcja"' in found.html
    assert course.questions["w1"].kind == "true-false"
    assert course.quizzes["quiz"].questions == ("w1", "w2")
    assert load(dump(course)) == course


def test_a_scenario_in_a_lesson_is_its_text_and_then_practice():
    body = f"Wstęp.\n\n```question\n{SCENARIO}```\n\nKoniec.\n"
    result = checked({"lessons/lekcja.md": LESSON + body})
    assert result.course is not None
    lesson = result.course.lessons["lekcja"]

    holes = [(one.kind, one.ref) for one in lesson.segments if one.type == "hole"]
    assert holes == [("scenario", "wypadek"), ("question", "w1"), ("question", "w2")]
    assert lesson.practice == ("w1", "w2")
    assert "wypadek" in result.course.scenarios


def test_pools_hold_a_scenario_as_one_and_choose_it_by_its_own_tags():
    bank = BANK + "pools:\n  - {id: p, tags: {any: [bhp]}}\n"
    quiz = QUIZ + "parts:\n  - {draw: 1, pool: p}\n"
    course = checked({"questions/bank.yaml": bank, "quizzes/quiz.yaml": quiz}).course
    assert course is not None

    (unit,) = course.quizzes["quiz"].parts[0].units
    assert (unit.id, unit.questions, unit.tags) == ("wypadek", ("w1", "w2"), ("bhp",))


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("text: |", "txt: |", [("unknown-key", 6, 5)]),
        ("title: Wypadek", "title: [x] #", [("not-a-text", 4, 12)]),
        ("[pile](lekcja)", "[pile](lekcje)", [("link-unknown", 7, 45)]),
        ("answer: false", "answr: false", [("unknown-key", 12, 70)]),
        ("id: w2, ", "", [("id-missing", 12, 9)]),
        ("id: w2", "id: w1", [("id-taken", 12, 14)]),
        ("id: wypadek\n    ", "", [("id-missing", 2, 5)]),
        ("type: true-false", "type: scenario", [("type-unknown", 11, 24)]),
        ("type: scenario", "type: scenerio", [("type-unknown", 3, 11)]),
    ],
)
def test_what_is_wrong_in_a_scenario_is_said_at_its_place(old, new, wanted):
    found = [one for one in problems(change=(old, new)) if one[1] < 20]
    unknown = [one for one in found if one[0] == "question-unknown"]

    assert [one for one in found if one not in unknown] == wanted


def test_the_type_that_was_meant_is_suggested():
    bank = BANK.replace("type: scenario", "type: scenerio")
    found = checked({**FILES, "questions/bank.yaml": bank}).problems

    (typo,) = [one for one in found if one.code == "type-unknown"]
    assert typo.hint(str) == "Did you mean “scenario”?"


def test_a_question_of_a_scenario_is_not_asked_without_it():
    files = {**FILES, "quizzes/quiz.yaml": QUIZ + "questions: [w1]\n"}
    (found,) = checked(files).problems

    assert (found.code, found.line, found.column) == ("question-of-scenario", 4, 13)
    assert "“wypadek”" in found.hint(str)


def test_a_scenario_of_a_lesson_is_not_asked_in_a_quiz():
    files = {
        "lessons/lekcja.md": f"{LESSON}```question\n{SCENARIO}```\n",
        "quizzes/quiz.yaml": QUIZ + "questions: [wypadek]\n",
    }

    assert codes(checked(files).problems) == ["question-in-lesson"]


def test_scenarios_of_other_lengths_are_drawn_from_pools_of_their_own():
    third = BANK.replace("- {id: w1", "- {id: w3").replace("id: w2", "id: w4")
    single = "  - {id: q, type: true-false, prompt: Q., answer: true, tags: [bhp]}\n"
    bank = third + single + "pools:\n  - {id: p, tags: {any: [bhp]}}\n"
    quiz = QUIZ + "parts:\n  - {draw: 1, pool: p}\n"
    found = checked({"questions/bank.yaml": bank, "quizzes/quiz.yaml": quiz}).problems

    assert codes(found) == ["points-differ"]
    assert "scenario" in found[0].hint(str)


def test_missing_ids_of_a_scenario_and_its_questions_are_filled_in():
    bare = BANK.replace("id: wypadek\n    ", "").replace("id: w1, ", "")
    seeded = Random(3)  # noqa: S311 - the same ids each time, and no secret
    full = fill_ids("questions/bank.yaml", bare, set(), seeded)
    lesson = LESSON + "```question\n" + SCENARIO.replace("id: w2, ", "") + "```\n"
    in_lesson = fill_ids("lessons/lekcja.md", lesson, set(), seeded)

    assert full.count("id: ") == BANK.count("id: ")
    assert in_lesson.count("id: ") == (LESSON + SCENARIO).count("id: ")
    result = checked({"questions/bank.yaml": full, "lessons/lekcja.md": LESSON})
    assert [one for one in codes(result.problems) if one != "question-unknown"] == []


def test_the_lock_keeps_a_scenario_and_its_questions():
    package = sources(FILES)
    names = check_sources(package).names
    lock = lock_text(package, names, date(2026, 11, 23))
    without = BANK.replace("{id: w2", "{id: w9")
    gone = checked({**FILES, "course.lock": lock, "questions/bank.yaml": without})
    single = "questions:\n  - {id: wypadek, type: true-false, prompt: A., answer: true}"
    retyped = checked({**FILES, "course.lock": lock, "questions/bank.yaml": single})

    assert ("wypadek", "scenario") in [(one.id, one.kind) for one in names]
    assert codes(gone.problems) == ["id-vanished"]
    assert codes(retyped.problems)[-1] == "id-retyped"
