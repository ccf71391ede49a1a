"""Questions that are void: nobody is asked them, and what is left must be enough."""

from __future__ import annotations

import pytest

from app.content.check import CheckResult
from tests.content.packages import LESSON, checked, codes

VOID = "void: {since: 2026-11-23, reason: Prawo się zmieniło.}"
BANK = f"""\
questions:
  - {{id: a1, type: true-false, prompt: A1., answer: true, tags: [bhp]}}
  - {{id: a2, type: true-false, prompt: A2., answer: true, tags: [bhp], {VOID}}}
  - id: sprawa
    type: scenario
    title: Sprawa
    text: Jan pracuje.
    questions:
      - {{id: s1, type: true-false, prompt: S1., answer: true, {VOID}}}
      - {{id: s2, type: true-false, prompt: S2., answer: true}}
pools:
  - {{id: reczne, questions: [a1, a2]}}
  - {{id: puste, questions: [a2]}}
"""
QUIZ = "id: quiz\ntitle: Quiz\nbehaviour: test\n"


def package(rest: str) -> CheckResult:
    return checked({"questions/bank.yaml": BANK, "quizzes/quiz.yaml": QUIZ + rest})


@pytest.mark.parametrize(
    ("rest", "asked"),
    [
        ("questions: [a1, a2]\n", ("a1",)),
        ("parts:\n  - {pool: reczne, draw: 1}\n", ("a1",)),
        ("questions: [sprawa]\n", ("s2",)),
    ],
)
def test_a_quiz_leaves_out_what_is_void(rest, asked):
    result = package(rest)
    assert codes(result.problems) == []
    assert result.course is not None
    assert result.course.quizzes["quiz"].questions == asked
    assert "a2" in result.course.questions


@pytest.mark.parametrize(
    ("rest", "code"),
    [
        ("parts:\n  - {pool: reczne, draw: 2}\n", "pool-too-small"),
        ("questions: [a2]\n", "quiz-nothing-left"),
        ("parts:\n  - {pool: puste, draw: 1}\n", "quiz-nothing-left"),
    ],
)
def test_too_few_left_to_ask_is_a_problem(rest, code):
    assert codes(package(rest).problems) == [code]


@pytest.mark.parametrize(
    "void", ["true", "{since: 2026-11-23}", "{since: wczoraj, reason: Bo tak.}"]
)
def test_void_needs_a_day_and_a_reason(void):
    bank = BANK.replace(VOID, f"void: {void}", 1)
    files = {
        "questions/bank.yaml": bank,
        "quizzes/quiz.yaml": QUIZ + "questions: [a1]\n",
    }
    assert len(checked(files).problems) == 1


def test_a_lesson_does_not_wait_for_an_answer_to_a_void_question():
    asked = f"id: p1\ntype: true-false\nprompt: P.\nanswer: true\n{VOID}"
    fence = f"```question\n{asked}\n```\n"
    result = checked({"lessons/lekcja.md": LESSON + fence})
    assert codes(result.problems) == []
    assert result.course is not None
    assert result.course.lessons["lekcja"].practice == ()
