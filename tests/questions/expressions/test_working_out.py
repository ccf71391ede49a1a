"""Expressions come to what paper says, to the digit, or to a fault of their own."""

import time
from decimal import Decimal

import pytest
from hypothesis import given

from app.questions.expressions.parsing import parsed
from app.questions.expressions.tree import Tree
from app.questions.expressions.working_out import ArithmeticFault, worked_out
from app.questions.messages import FAULTS
from tests.questions.expressions.test_parsing import TREES

VALUES = {
    "a": Decimal("2.5"),
    "pole": Decimal(-3),
    "x2": Decimal(0),
    "łata": Decimal(7),
}


def result_of(tree: Tree) -> Decimal | ArithmeticFault:
    try:
        return worked_out(tree, VALUES)
    except ArithmeticFault as fault:
        return fault


def came_to(text: str) -> Decimal:
    return worked_out(parsed(text), VALUES)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("0.1 + 0.2", "0.3"),
        ("100 * 123%", "123"),
        ("a ^ 2", "6.25"),
        ("2 ^ -2", "0.25"),
        ("9 ^ 0.5", "3"),
        ("-a", "-2.5"),
        ("round(2.5)", "3"),
        ("round(-2.5)", "-3"),
        ("round(2.345, 2)", "2.35"),
        ("round(1234; -2)", "1200"),
        ("floor(pole / 2)", "-2"),
        ("ceil(pole / 2)", "-1"),
        ("abs(pole)", "3"),
        ("sqrt(6.25)", "2.5"),
        ("min(a, pole, łata)", "-3"),
        ("max(a, pole, łata)", "7"),
        ("if(a > 2, 10, 20)", "10"),
        ("if(x2 = 0; 0; 1 / x2)", "0"),
        ("1 / 3 * 3 = 1", "1"),
        ("0 ^ 0", "1"),
        ("a != a", "0"),
        ("2 <= 2", "1"),
    ],
)
def test_arithmetic_is_exact_and_rounds_as_at_school(text, result):
    assert came_to(text) == Decimal(result)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1 / x2", "division-by-zero"),
        ("x2 ^ -1", "division-by-zero"),
        ("sqrt(pole)", "root-of-negative"),
        ("pole ^ 0.5", "root-of-negative"),
        ("9 ^ 9 ^ 9", "number-too-large"),
        ("10 ^ 50 * 10 ^ 50", "number-too-large"),
        ("10 ^ 19", "number-too-large"),
        ("round(10 ^ 18 * 10 ^ 20, 10)", "number-too-large"),
        ("round(1, a)", "places-impossible"),
        ("round(1, 11)", "places-impossible"),
    ],
)
def test_what_comes_to_nothing_is_a_fault_of_its_own(text, code):
    with pytest.raises(ArithmeticFault) as fault:
        came_to(text)

    assert fault.value.code == code
    assert FAULTS[code]


@given(TREES)
def test_no_expression_whatever_raises_anything_else(tree):
    result = result_of(tree)

    if isinstance(result, ArithmeticFault):
        assert result.code in FAULTS
    else:
        assert result == worked_out(tree, VALUES)
        assert abs(result) <= Decimal("1e18")


def test_towers_of_exponents_end_at_once():
    began = time.perf_counter()

    for text in ("9^9^9^9", "(2^99)^(2^99)", "sqrt(sqrt(2))^99.5" + "*9" * 99):
        fault = result_of(parsed(text))
        assert isinstance(fault, ArithmeticFault)
        assert fault.code == "number-too-large"

    assert time.perf_counter() - began < 0.5
