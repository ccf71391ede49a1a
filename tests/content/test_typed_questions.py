"""What authors say of typed answers is tried, and failures have line and column."""

from textwrap import dedent, indent

import pytest

from tests.content.packages import FILES, checked


def problems(question: str) -> list[tuple[str, str]]:
    """Return (code, the rest of the line a problem points to)."""
    body = indent(dedent(question).strip("\n"), "    ").lstrip()
    bank = f"questions:\n  - id: q-strug\n    prompt: Co?\n    {body}\n"
    found = checked({**FILES, "questions/bank.yaml": bank}).problems
    lines = bank.split("\n")
    return [(one.code, lines[one.line - 1][one.column - 1 :]) for one in found]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            """
            type: short-text
            answers: [Stunden, {text: Stunde, mark: 50%}]
            accepts: [Stunden, Tage]
            rejects: [Stunde]
            worth: {50%: [Stunde, Stunden]}
            """,
            [
                ("example-not-accepted", "Tage]"),
                ("example-not-rejected", "Stunde]"),
                ("example-not-worth", "Stunden]}"),
            ],
        ),
        (
            """
            type: short-text
            answers:
              - {regex: "(a)\\\\1"}
              - {words: {all: ["…"]}}
            """,
            [("regex-refused", '"(a)\\\\1"}'), ("word-empty", '["…"]}}')],
        ),
        (
            """
            type: date
            answer: 2026-10-31
            near: [{mark: 50%}]
            accepts: [1.11.2026]
            """,
            [("date-near", "{mark: 50%}]")],
        ),
        (
            """
            type: date
            answer: 2026-10-31
            accepts: [1.11.2026]
            """,
            [("example-not-accepted", "1.11.2026]")],
        ),
        (
            """
            type: money
            net: 100 zł
            vat: 23%
            rejects: [100 PLN]
            worth: {0%: [123 zł]}
            """,
            [("example-not-rejected", "100 PLN]")],
        ),
        (
            """
            type: money
            answer: sto
            """,
            [("money-malformed", "sto")],
        ),
    ],
)
def test_every_example_that_turns_out_otherwise_is_told_with_its_place(
    question, expected
):
    assert problems(question) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            """
            type: calculated
            values: {a: [0, 1], b: [2, 2]}
            derived:
              c: b / a
            answer: c + 1
            """,
            [("division-by-zero", "b / a")],
        ),
        (
            """
            type: calculated
            values: {a: [1, 2], b: [2, 3]}
            answer: a * b
            near:
              - {answer: a + b}
            """,
            [("sample-near-right", "a + b}")],
        ),
        (
            """
            type: calculated
            values: {a: [1, 2], b: [2, 3]}
            answer: a * b
            wrong:
              - {id: w1, value: a + b}
              - {id: w2, value: b + a + 0}
            """,
            [
                ("sample-choice-repeated", "{id: w2, value: b + a + 0}"),
                ("sample-wrong-right", "{id: w1, value: a + b}"),
                ("sample-wrong-right", "{id: w2, value: b + a + 0}"),
            ],
        ),
        (
            """
            type: calculated
            values:
              a: {min: 1, max: 3}
            answer: a * x
            explanation: "[[y]]"
            """,
            [("name-unknown", "a * x"), ("placeholder-unknown", '"[[y]]"')],
        ),
        (
            """
            type: calculated
            values: {a: [1]}
            answer: a * (2
            """,
            [("expression-unfinished", "a * (2")],
        ),
    ],
)
def test_what_goes_wrong_in_a_draw_is_told_with_its_place(question, expected):
    assert sorted(problems(question)) == sorted(expected)


def test_the_values_that_lead_to_it_are_told():
    body = "type: calculated\n    values: {a: [0, 1]}\n    answer: 7 / a\n"
    bank = f"questions:\n  - id: q-strug\n    prompt: Co?\n    {body}"
    (problem, *_) = checked({**FILES, "questions/bank.yaml": bank}).problems

    assert problem.message(str) == "This divides by zero when a = 0."
