"""Expressions are read as on paper, or refused with the place of what is wrong."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.questions.expressions.parsing import FUNCTIONS, ExpressionFault, parsed
from app.questions.expressions.tree import (
    Call,
    Name,
    Negative,
    Number,
    Operation,
    Percent,
    Tree,
    names_in,
    written,
)
from app.questions.messages import FAULTS

KNOWN = ", ".join(FUNCTIONS)
SIGNS = ["+", "-", "*", "/", "^", "<", "<=", ">", ">=", "=", "!="]
LEAVES = st.builds(
    Number,
    st.decimals(0, 10**6, places=3) | st.integers(0, 99).map(Decimal),
) | st.builds(Name, st.sampled_from(["a", "pole", "x2", "łata"]))


def branches(inner):
    calls = st.one_of(
        st.builds(Call, st.just(name), st.lists(inner, min_size=few, max_size=most))
        for name, (few, longest) in FUNCTIONS.items()
        for most in (min(longest, 3),)
    )
    return st.one_of(
        st.builds(Negative, inner),
        st.builds(Percent, inner),
        st.builds(Operation, st.sampled_from(SIGNS), inner, inner),
        calls.map(lambda call: Call(call.function, tuple(call.arguments))),
    )


TREES = st.recursive(LEAVES, branches, max_leaves=6)


def read(text: str) -> Tree | ExpressionFault:
    try:
        return parsed(text)
    except ExpressionFault as fault:
        return fault


@given(TREES)
def test_what_is_written_down_is_read_as_it_was(tree):
    assert parsed(written(tree)) == tree


@given(st.text(max_size=320) | st.text("ab12.,;()+-*/^<>=%! ifmax", max_size=320))
def test_no_text_whatever_raises_anything_but_a_fault(text):
    found = read(text)

    if isinstance(found, ExpressionFault):
        assert FAULTS[found.code].cause % found.params
        assert FAULTS[found.code].mend % found.params
    else:
        assert parsed(written(found)) == found


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("1 + 2 * 3", "1 + (2 * 3)"),
        ("8 - 3 - 2", "(8 - 3) - 2"),
        ("8 / 4 / 2", "(8 / 4) / 2"),
        ("2 ^ 3 ^ 2", "2 ^ (3 ^ 2)"),
        ("-2 ^ 2", "-(2 ^ 2)"),
        ("2 ^ -1", "2 ^ (-1)"),
        ("a × b ÷ 2 − 1", "((a * b) / 2) - 1"),
        ("a·b", "a * b"),
        ("1 + 2 ≤ a", "(1 + 2) <= a"),
        ("123 % * a", "(123%) * a"),
        ("max(1; a; 2)", "max(1, a, 2)"),
    ],
)
def test_signs_bind_as_on_paper(text, same):
    assert parsed(text) == parsed(same)


@pytest.mark.parametrize(
    ("text", "code", "params"),
    [
        ("", "expression-empty", {}),
        ("1 + $", "expression-sign", {"sign": "$", "at": 5}),
        ("a ≤ $", "expression-sign", {"sign": "$", "at": 5}),
        ("1 +", "expression-unfinished", {}),
        ("(1 + 2", "expression-unfinished", {}),
        ("1 2", "expression-unexpected", {"sign": "2", "at": 3}),
        ("1,5 * a", "expression-comma", {"at": 2}),
        ("sin(1)", "function-unknown", {"name": "sin", "names": KNOWN}),
        (
            "sqrt(1, 2)",
            "function-arguments",
            {"name": "sqrt", "wanted": "1", "count": 2},
        ),
        (
            "((((((((((((((((((((((1))))))))))))))))))))))",
            "expression-deep",
            {"most": 20},
        ),
        ("1" * 301, "expression-long", {"most": 300}),
        ("a < b < c", "expression-unexpected", {"sign": "<", "at": 7}),
        ("__import__", "expression-sign", {"sign": "_", "at": 1}),
        ("a.b", "expression-sign", {"sign": ".", "at": 2}),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text, code, params):
    with pytest.raises(ExpressionFault) as fault:
        parsed(text)

    assert (fault.value.code, fault.value.params) == (code, params)


def test_the_names_in_an_expression_are_known():
    assert list(names_in(parsed("if(a > 1; -b, round(c%, a))"))) == ["a", "b", "c", "a"]
