"""What an expression is made of, and how it is written down again."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands in the text; never negative."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Name:
    """Something whose value is known only when it is worked out."""

    name: str


@dataclass(frozen=True, slots=True)
class Negative:
    """The opposite of something."""

    operand: "Tree"


@dataclass(frozen=True, slots=True)
class Percent:
    """A hundredth of something."""

    operand: "Tree"


@dataclass(frozen=True, slots=True)
class Operation:
    """Two things and a sign between them, one of `+ - * / ^ < <= > >= = !=`."""

    sign: str
    left: "Tree"
    right: "Tree"


@dataclass(frozen=True, slots=True)
class Call:
    """A function of some things."""

    function: str
    arguments: tuple["Tree", ...]


Tree = Number | Name | Negative | Percent | Operation | Call


def written(tree: Tree) -> str:
    """Return the text of an expression; parsing it yields the same tree."""
    match tree:
        case Number(value):
            return f"{value:f}"
        case Name(name):
            return name
        case Negative(operand):
            return f"-{_enclosed(operand)}"
        case Percent(operand):
            return f"{_enclosed(operand)}%"
        case Operation(sign, left, right):
            return f"{_enclosed(left)} {sign} {_enclosed(right)}"
        case Call(function, arguments):
            return f"{function}({', '.join(map(written, arguments))})"


def names_in(tree: Tree) -> Iterator[str]:
    """Yield every name that an expression refers to, repeated ones repeatedly."""
    match tree:
        case Name(name):
            yield name
        case Negative(operand) | Percent(operand):
            yield from names_in(operand)
        case Operation(_, left, right):
            yield from names_in(left)
            yield from names_in(right)
        case Call(_, arguments):
            for argument in arguments:
                yield from names_in(argument)


def _enclosed(tree: Tree) -> str:
    text = written(tree)
    return text if isinstance(tree, Number | Name | Call) else f"({text})"
