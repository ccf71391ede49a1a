"""Working out an expression in decimal arithmetic, within bounds."""

from collections.abc import Callable, Mapping
from decimal import (
    ROUND_CEILING,
    ROUND_FLOOR,
    ROUND_HALF_UP,
    Context,
    Decimal,
    DivisionByZero,
    InvalidOperation,
    Overflow,
)

from app.questions.expressions.tree import (
    Call,
    Name,
    Negative,
    Number,
    Operation,
    Percent,
    Tree,
)

# Enough for every result that somebody is to write; the same on every machine.
_ARITHMETIC = Context(
    prec=30,
    Emax=60,
    Emin=-60,
    rounding=ROUND_HALF_UP,
    traps=[DivisionByZero, InvalidOperation, Overflow],
)
# What is compared leaves the last digits out, in which 1/3 * 3 differs from 1.
_COMPARED = Context(prec=20)
_LARGEST = Decimal("1e18")
_LARGEST_EXPONENT = 100
_MOST_PLACES = 10
_HUNDRED = Decimal(100)
_YES, _NO = Decimal(1), Decimal(0)


class ArithmeticFault(Exception):
    """Why something cannot be worked out, by a code of `messages.FAULTS`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def worked_out(tree: Tree, values: Mapping[str, Decimal]) -> Decimal:
    """Return what an expression comes to; every name in it needs a value.

    ArithmeticFault says why it comes to nothing: a division by zero, say.
    """
    try:
        result = _worked_out(tree, values)
    except (Overflow, InvalidOperation):
        raise ArithmeticFault("number-too-large") from None
    if abs(result) > _LARGEST:
        raise ArithmeticFault("number-too-large")
    return result


def _worked_out(tree: Tree, values: Mapping[str, Decimal]) -> Decimal:
    match tree:
        case Number(value):
            return value
        case Name(name):
            return values[name]
        case Operation(sign, left, right):
            return _OPERATIONS[sign](
                _worked_out(left, values), _worked_out(right, values)
            )
        case Negative(operand):
            return _ARITHMETIC.minus(_worked_out(operand, values))
        case Percent(operand):
            return _ARITHMETIC.divide(_worked_out(operand, values), _HUNDRED)
        case Call(function, arguments):
            return _called(function, arguments, values)


def _called(
    function: str, arguments: tuple[Tree, ...], values: Mapping[str, Decimal]
) -> Decimal:
    if function == "if":
        condition, then, otherwise = arguments
        # What is not chosen may well be a division by zero.
        chosen = then if _worked_out(condition, values) else otherwise
        return _worked_out(chosen, values)
    known = [_worked_out(argument, values) for argument in arguments]
    return _FUNCTIONS[function](*known)


def _quotient(left: Decimal, right: Decimal) -> Decimal:
    if not right:
        raise ArithmeticFault("division-by-zero")
    return _ARITHMETIC.divide(left, right)


def _power(base: Decimal, exponent: Decimal) -> Decimal:
    if abs(exponent) > _LARGEST_EXPONENT:
        raise ArithmeticFault("number-too-large")
    if not base and exponent < 0:
        raise ArithmeticFault("division-by-zero")
    if not base and not exponent:
        return _YES
    if base < 0 and exponent != exponent.to_integral_value():
        raise ArithmeticFault("root-of-negative")
    return _ARITHMETIC.power(base, exponent)


def _root(value: Decimal) -> Decimal:
    if value < 0:
        raise ArithmeticFault("root-of-negative")
    return _ARITHMETIC.sqrt(value)


def _rounded(value: Decimal, places: Decimal = _NO) -> Decimal:
    if places != places.to_integral_value() or abs(places) > _MOST_PLACES:
        raise ArithmeticFault("places-impossible")
    shift = Decimal(1).scaleb(-int(places))
    return _ARITHMETIC.quantize(value, shift).normalize(_ARITHMETIC)


def _whole(rounding: str) -> Callable[[Decimal], Decimal]:
    return lambda value: value.to_integral_value(rounding)


def _compared(test: Callable[[int], bool]) -> Callable[[Decimal, Decimal], Decimal]:
    def compare(left: Decimal, right: Decimal) -> Decimal:
        difference = _COMPARED.plus(left).compare(_COMPARED.plus(right))
        return _YES if test(int(difference)) else _NO

    return compare


_OPERATIONS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": _ARITHMETIC.add,
    "-": _ARITHMETIC.subtract,
    "*": _ARITHMETIC.multiply,
    "/": _quotient,
    "^": _power,
    "<": _compared(lambda order: order < 0),
    "<=": _compared(lambda order: order <= 0),
    ">": _compared(lambda order: order > 0),
    ">=": _compared(lambda order: order >= 0),
    "=": _compared(lambda order: order == 0),
    "!=": _compared(lambda order: order != 0),
}
_FUNCTIONS: dict[str, Callable[..., Decimal]] = {
    "abs": _ARITHMETIC.abs,
    "ceil": _whole(ROUND_CEILING),
    "floor": _whole(ROUND_FLOOR),
    "max": max,
    "min": min,
    "round": _rounded,
    "sqrt": _root,
}
