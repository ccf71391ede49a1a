"""Pools and drawn parts: what is written, what it comes to, what cannot be drawn."""

from __future__ import annotations

import pytest

from app.content.check import CheckResult
from app.content.compile import dump, load
from app.content.course import Part
from tests.content.packages import checked, said

BANK = """\
questions:
  - {id: a1, type: true-false, prompt: A1., answer: true, tags: [bhp, nowe]}
  - {id: a2, type: true-false, prompt: A2., answer: true, tags: [bhp]}
  - {id: a3, type: true-false, prompt: A3., answer: true, tags: [bhp, trudne]}
  - {id: u1, type: true-false, prompt: U1., answer: true, tags: [urlopy]}
  - {id: u2, type: true-false, prompt: U2., answer: true, tags: [urlopy, trudne]}
  - {id: waga, type: true-false, prompt: W., answer: true, points: 3, tags: [waga]}
pools:
  - {id: wszystkie, title: Bez ciężkich, tags: {any: [bhp, urlopy]}}
  - {id: trudne, tags: {all: [trudne], none: [urlopy]}}
  - {id: reczne, questions: [u2, a1, a2]}
  - {id: rozne, questions: [u2, waga]}
"""
QUIZ = """\
id: quiz
title: Quiz
behaviour: test
parts:
"""


def package(parts: str, bank: str = BANK) -> CheckResult:
    return checked({"questions/bank.yaml": bank, "quizzes/quiz.yaml": QUIZ + parts})


def parts_of(text: str) -> tuple[Part, ...]:
    result = package(text)
    assert [said(problem) for problem in result.problems] == []
    assert result.course is not None
    return result.course.quizzes["quiz"].parts


def problems(parts: str, bank: str = BANK) -> list[tuple[str, int, int, str]]:
    """Return (code, line, column, mend) of what is wrong; the parts begin in line 5."""
    return [
        (problem.code, problem.line, problem.column, problem.hint(str))
        for problem in package(parts, bank).problems
    ]


def codes(parts: str, bank: str = BANK) -> list[str]:
    return [problem[0] for problem in problems(parts, bank)]


def ids(part: Part) -> list[str]:
    return [unit.id for unit in part.units]


def test_parts_are_compiled_with_all_they_draw_from():
    fixed, drawn, hard, listed = parts_of(
        "  - {title: Na początek, questions: [waga, u1], order: fixed}\n"
        "  - {draw: 2, pool: wszystkie, prefer: unseen, cover: tags, points: 2}\n"
        "  - {draw: 1, pool: trudne}\n"
        "  - {draw: 1, pool: reczne, order: fixed, cover: [bhp]}\n".replace(
            "cover: tags", "cover: [bhp, urlopy]"
        )
    )

    assert (fixed.title, fixed.order, ids(fixed)) == (
        "Na początek",
        "fixed",
        ["waga", "u1"],
    )
    assert ids(drawn) == ["a1", "a2", "a3", "u1", "u2"]
    assert (drawn.draw, drawn.prefer, drawn.points) == (2, "unseen", 2)
    assert drawn.order == "drawn"
    assert ids(hard) == ["a3"]
    assert (ids(listed), listed.order, listed.cover) == (
        ["u2", "a1", "a2"],
        "fixed",
        ("bhp",),
    )


def test_cover_tags_means_every_tag_of_the_pool():
    (part,) = parts_of("  - {draw: 3, pool: reczne, cover: [urlopy, trudne, bhp]}\n")
    (whole,) = parts_of("  - {draw: 4, pool: wszystkie, cover: tags}\n")

    assert part.cover == ("urlopy", "trudne", "bhp")
    assert whole.cover == ("bhp", "nowe", "trudne", "urlopy")


def test_a_compiled_draw_survives_being_written_down():
    course = package("  - {draw: 3, pool: wszystkie, cover: [bhp]}\n").course
    assert course is not None

    assert load(dump(course)) == course


def test_pools_have_ids_like_everything_else():
    result = package("  - {draw: 1, pool: reczne}\n")
    taken = package("  - {draw: 1, pool: a1}\n", BANK.replace("id: reczne", "id: a1"))

    assert ("reczne", "pool") in [(one.id, one.kind) for one in result.names]
    assert [one.code for one in taken.problems] == ["id-taken"]


@pytest.mark.parametrize(
    ("parts", "code", "column"),
    [
        ("  - {draw: 4, pool: reczne}\n", "pool-too-small", 12),
        ("  - {draw: 1, pool: rozne}\n", "points-differ", 21),
        ("  - {draw: 1, pool: reczny}\n", "pool-unknown", 21),
        ("  - {draw: 1, pool: reczne, cover: [bph]}\n", "tag-not-in-pool", 36),
        (
            "  - {draw: 1, pool: reczne, cover: [bhp, urlopy]}\n",
            "too-many-tags",
            36,
        ),
        ("  - {draw: 1}\n", "missing-key", 5),
        ("  - {pool: reczne}\n", "missing-key", 5),
        ("  - {title: Nic}\n", "part-empty", 5),
        ("  - {questions: [a1], draw: 1, pool: reczne}\n", "part-mixed", 5),
        ("  - {questions: [a1], cover: tags}\n", "only-drawn", 5),
        ("  - {questions: [a1, a1]}\n", "question-twice", 22),
        ("  - {questions: [a9]}\n", "question-unknown", 18),
        ("  - {draw: 1, pool: reczne, pefer: unseen}\n", "unknown-key", 29),
        ("  - {draw: 0, pool: reczne}\n", "too-small", 12),
        ("  - {draw: 1, pool: reczne, cover: all}\n", "not-one-of", 36),
    ],
)
def test_what_is_wrong_with_a_part_is_said_at_its_place(parts, code, column):
    assert [one[:3] for one in problems(parts)] == [(code, 5, column)]


def test_what_was_meant_is_suggested():
    assert problems("  - {draw: 1, pool: reczny}\n")[0][3] == "Did you mean “reczne”?"
    assert problems("  - {draw: 1, pool: reczne, cover: [bph]}\n")[0][3] == (
        "Did you mean “bhp”?"
    )


def test_what_stands_in_a_fixed_part_is_not_there_to_be_drawn():
    parts = "  - {questions: [u2]}\n  - {draw: 3, pool: reczne}\n"

    assert problems(parts)[0][:3] == ("pool-too-small", 6, 12)
    assert codes(parts.replace("draw: 3", "draw: 2")) == []


def test_pools_that_overlap_are_counted_together():
    parts = "  - {draw: 2, pool: reczne}\n  - {draw: 2, pool: reczne}\n"

    assert problems(parts)[0][:3] == ("drawn-by-several", 6, 12)
    assert codes(parts.replace("draw: 2", "draw: 1")) == []


def test_two_tags_that_only_one_question_has_share_it():
    bank = BANK.replace("[bhp, nowe]", "[nowe, inne]")
    bank = bank.replace("any: [bhp, urlopy]", "any: [bhp, urlopy, inne]")

    assert codes("  - {draw: 2, pool: wszystkie, cover: [nowe, inne]}\n", bank) == []


def test_points_of_a_part_mend_what_weighs_differently():
    assert codes("  - {draw: 1, pool: rozne, points: 1}\n") == []


def test_a_question_that_is_asked_anyway_does_not_disturb_the_weights():
    assert codes("  - {questions: [waga]}\n  - {draw: 1, pool: rozne}\n") == []


@pytest.mark.parametrize(
    ("pool", "code", "column"),
    [
        ("{id: p, questions: [a1, a1]}", "twice-in-pool", 29),
        ("{id: p, questions: [a7]}", "question-unknown", 25),
        ("{id: p, tags: {any: [bph]}}", "tag-unknown", 19),
        ("{id: p, tags: {all: [bhp, urlopy]}}", "pool-selects-nothing", 19),
        ("{id: p, tags: {}}", "pool-empty", 5),
        ("{id: p}", "pool-empty", 5),
        ("{id: p, tags: {any: [bhp]}, questions: [a1]}", "pool-twice", 5),
        ("{tags: {any: [bhp]}}", "missing-key", 5),
    ],
)
def test_what_is_wrong_with_a_pool_is_said_at_its_place(pool, code, column):
    found = problems("  - {questions: [a1]}\n", f"{BANK}  - {pool}\n")

    assert [one[:3] for one in found] == [(code, BANK.count("\n") + 1, column)]


def test_a_bank_may_hold_only_pools_but_not_nothing():
    pools = "pools:\n  - {id: p, questions: [q-strug]}\n"
    drawn = QUIZ + "  - {draw: 1, pool: p}\n"
    files = {"questions/pools.yaml": pools, "quizzes/quiz.yaml": drawn}

    assert [said(problem) for problem in checked(files).problems] == []
    assert [one.code for one in checked({"questions/x.yaml": "{}\n"}).problems] == [
        "missing-key"
    ]


@pytest.mark.parametrize("keys", ["", "questions: [a1]\nparts: [{questions: [a2]}]\n"])
def test_a_quiz_says_in_one_way_what_it_asks(keys):
    quiz = QUIZ.replace("parts:\n", keys)
    found = checked({"questions/bank.yaml": BANK, "quizzes/quiz.yaml": quiz})

    wanted = "asked-twice" if keys else "missing-key"
    assert [one.code for one in found.problems] == [wanted]


def test_nothing_is_said_of_draws_while_a_question_is_broken():
    bank = BANK.replace("prompt: A1., answer: true", "prompt: A1.")

    assert codes("  - {draw: 9, pool: wszystkie}\n", bank) == ["missing-key"]
