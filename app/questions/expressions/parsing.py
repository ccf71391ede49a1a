"""Reading an expression: its text in, its tree out, or the one thing that is wrong.

comparison  sum, perhaps compared with another sum: < <= > >= = !=
sum         products with + or - between them
product     signed ones with * or / between them
signed      a power, perhaps with a minus (or plus) before it
power       an atom with % behind it, or raised by ^ to a signed one
atom        a number, a name, a function of comparisons, a comparison in parentheses
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from app.questions.expressions.tree import (
    Call,
    Name,
    Negative,
    Number,
    Operation,
    Percent,
    Tree,
)

LONGEST = 300
# Parentheses, functions, signs and exponents inside each other.
_DEEPEST = 20
_MOST_ARGUMENTS = 10

# By name: the fewest and the most arguments.
FUNCTIONS: dict[str, tuple[int, int]] = {
    "abs": (1, 1),
    "ceil": (1, 1),
    "floor": (1, 1),
    "if": (3, 3),
    "max": (2, _MOST_ARGUMENTS),
    "min": (2, _MOST_ARGUMENTS),
    "round": (1, 2),
    "sqrt": (1, 1),
}

_TOKEN = re.compile(
    r"(?P<number>[0-9]{1,20}(?:\.[0-9]{1,20})?)(?![0-9.])"
    r"|(?P<name>[^\W\d_]\w{0,40})|(?P<sign><=|>=|!=|[-+*/^<>=()%,;−–×·÷≤≥≠])"
)
# What people write instead of the signs of keyboards.
_SIGNS = {
    "−": "-",
    "–": "-",
    "×": "*",
    "·": "*",
    "÷": "/",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
}
_COMPARING = frozenset({"<", "<=", ">", ">=", "=", "!="})


class ExpressionFault(Exception):
    """What is wrong with a text, by a code of `messages.FAULTS`."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    # Counted from 1; 0 at the end.
    at: int = 0


_END = _Token("end", "")


@lru_cache(maxsize=4096)
def parsed(text: str) -> Tree:
    """Return the tree of an expression; ExpressionFault says what is wrong with it."""
    if len(text) > LONGEST:
        raise ExpressionFault("expression-long", most=LONGEST)
    tokens = _tokens(text)
    if not tokens:
        raise ExpressionFault("expression-empty")
    parser = _Parser(tokens)
    tree = parser.comparison()
    parser.expect_end()
    return tree


def _tokens(text: str) -> list[_Token]:
    found = []
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        match = _TOKEN.match(text, place)
        if match is None:
            raise ExpressionFault("expression-sign", sign=text[place], at=place + 1)
        sign = _SIGNS.get(match.group(), match.group())
        found.append(_Token(str(match.lastgroup), sign, place + 1))
        place = match.end()
    return found


class _Parser:
    """Goes through the tokens once, and keeps count of how deep it is."""

    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.place = 0
        self.depth = 0

    def comparison(self) -> Tree:
        left = self._sum()
        if self._now.text not in _COMPARING:
            return left
        sign = self._next().text
        return Operation(sign, left, self._sum())

    def expect_end(self) -> None:
        if self._now.text in {",", ";"}:
            raise ExpressionFault("expression-comma", at=self._now.at)
        if self._now is not _END:
            raise self._unexpected()

    def _sum(self) -> Tree:
        return self._chain(self._product, "+-")

    def _product(self) -> Tree:
        return self._chain(self._signed, "*/")

    def _chain(self, operand: Callable[[], Tree], signs: str) -> Tree:
        tree = operand()
        while self._now.kind == "sign" and self._now.text in signs:
            sign = self._next().text
            tree = Operation(sign, tree, operand())
        return tree

    def _signed(self) -> Tree:
        if self._now.text == "-":
            self._next()
            return Negative(self._deeper(self._signed))
        if self._now.text == "+":
            self._next()
            return self._deeper(self._signed)
        return self._power()

    def _power(self) -> Tree:
        base = self._atom()
        if self._now.text == "%":
            self._next()
            base = Percent(base)
        if self._now.text != "^":
            return base
        self._next()
        return Operation("^", base, self._deeper(self._signed))

    def _atom(self) -> Tree:
        token = self._next()
        if token.kind == "number":
            return Number(Decimal(token.text))
        if token.kind == "name" and self._now.text == "(":
            return self._call(token)
        if token.kind == "name":
            return Name(token.text)
        if token.text == "(":
            inner = self._deeper(self.comparison)
            self._close()
            return inner
        raise self._unexpected(token)

    def _call(self, name: _Token) -> Tree:
        if name.text not in FUNCTIONS:
            known = ", ".join(FUNCTIONS)
            raise ExpressionFault("function-unknown", name=name.text, names=known)
        self._next()
        arguments = [self._deeper(self.comparison)]
        while self._now.text in {",", ";"}:
            self._next()
            arguments.append(self._deeper(self.comparison))
        self._close()
        fewest, most = FUNCTIONS[name.text]
        if not fewest <= len(arguments) <= most:
            wanted = str(most) if fewest == most else f"{fewest}–{most}"
            raise ExpressionFault(
                "function-arguments",
                name=name.text,
                wanted=wanted,
                count=len(arguments),
            )
        return Call(name.text, tuple(arguments))

    def _deeper(self, rule: Callable[[], Tree]) -> Tree:
        if self.depth >= _DEEPEST:
            raise ExpressionFault("expression-deep", most=_DEEPEST)
        self.depth += 1
        tree = rule()
        self.depth -= 1
        return tree

    def _close(self) -> None:
        if self._now.text != ")":
            raise self._unexpected()
        self._next()

    @property
    def _now(self) -> _Token:
        return self.tokens[self.place] if self.place < len(self.tokens) else _END

    def _next(self) -> _Token:
        token = self._now
        self.place += 1
        return token

    def _unexpected(self, token: _Token | None = None) -> ExpressionFault:
        token = token or self._now
        if token is _END:
            return ExpressionFault("expression-unfinished")
        return ExpressionFault("expression-unexpected", sign=token.text, at=token.at)
