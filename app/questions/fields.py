"""The kinds of value an author writes in a question, each with its check."""

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field as made
from decimal import Decimal
from typing import Annotated, Any, Literal, LiteralString

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    GetJsonSchemaHandler,
    PlainSerializer,
    ValidationError,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError

from app.questions.decimals import EXACT, read_decimal, written
from app.questions.messages import FAULTS
from app.questions.money import amount_text, read_money
from app.questions.score import FULL
from app.questions.texts import plain

# The way from a question to a place in it, by keys and positions.
Loc = tuple[str | int, ...]

ID_PATTERN = "[a-z0-9][a-z0-9-]{0,40}"
_ID_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")
_LONGEST_ID = 41
_HIGHEST_RATE = 100


@dataclass(frozen=True, slots=True)
class Prose:
    """Says that a text is only read: no answer is worth more or less for it."""


@dataclass(frozen=True, slots=True)
class MarkdownField(Prose):
    """Says that a text is Markdown: whole blocks, or a part of one line."""

    block: bool
    # Whether it may hold gaps, written as [[id]].
    gaps: bool = False


@dataclass(slots=True)
class Faults:
    """Collects what is wrong in several places of a model, to be raised at once."""

    found: list[InitErrorDetails] = made(default_factory=list)

    def add(self, code: LiteralString, *loc: str | int, **ctx: Any) -> None:
        """Note a fault (a code of `messages.FAULTS`) at a place below the model."""
        details = InitErrorDetails(type=fault(code, **ctx), loc=loc, input=None)
        self.found.append(details)

    def add_repeated_ids(self, ids: Iterable[tuple[str, Loc]]) -> None:
        """Note every id that was there before; missing ids are another's concern."""
        seen = set[str]()
        for part_id, loc in ids:
            if part_id and part_id in seen:
                self.add("id-repeated", *loc, "id", id=part_id)
            seen.add(part_id)

    def add_repeated_texts(self, texts: Iterable[tuple[str, Loc]]) -> None:
        """Note every text that was there before and cannot be told from it."""
        seen = set[str]()
        for text, loc in texts:
            if text in seen:
                self.add("text-repeated", *loc, text=plain(text))
            seen.add(text)

    def raise_if_any(self) -> None:
        """Raise a pydantic ValidationError holding all faults, if there are any."""
        if self.found:
            raise ValidationError.from_exception_data("question", self.found)


def fault(code: LiteralString, **ctx: Any) -> PydanticCustomError:
    """Return a validation error whose text is the English cause of this code."""
    cause = FAULTS[code].cause % ctx
    # Braces would be read as a template by pydantic; ours is filled in already.
    return PydanticCustomError(code, "{cause}", {**ctx, "cause": cause})


def _text(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        raise fault("text-unquoted", value=str(value).lower())
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        # 1.10 has become 1.1 before we see it; only quotes keep it as it was.
        raise fault("text-unquoted", value=str(value))
    return value


def _block(value: Any) -> Any:
    # Spaces before the first line may mean code in Markdown, so they stay.
    return value.strip("\n").rstrip() if isinstance(value, str) else _text(value)


def _id(value: str) -> str:
    if value and not is_id(value):
        raise fault("id-malformed", id=value)
    return value


def is_id(value: str) -> bool:
    """Tell whether a text can be the id of a question or of a part of one."""
    return (
        0 < len(value) <= _LONGEST_ID
        and value[0] != "-"
        and _ID_CHARACTERS.issuperset(value)
    )


def mark_from(value: Any) -> int:
    """Return in millionths the mark an author wrote: `50%`, or 0.5."""
    number = None
    if isinstance(value, str):
        number = read_decimal(value.removesuffix("%"))
        if number is not None and value.endswith("%"):
            number = EXACT.divide(number, Decimal(100))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        number = read_decimal(repr(value))
    if number is None or not 0 <= number <= 1:
        raise fault("mark-malformed", value=str(value))
    return int(EXACT.multiply(number, Decimal(FULL)).to_integral_value())


def percentage(mark: int) -> str:
    """Return a mark in millionths as its author writes it: `50%`."""
    return written(Decimal(mark) / (FULL // 100), ".") + "%"


def _number(value: Any) -> Any:
    if isinstance(value, bool):
        raise fault("number-malformed", value=str(value).lower())
    if isinstance(value, int | float):
        # An exponent is what `repr` makes of tiny and huge numbers.
        value = f"{Decimal(repr(value)):f}"
    number = read_decimal(value) if isinstance(value, str) else value
    if not isinstance(number, Decimal):
        raise fault("number-malformed", value=str(value))
    return number


def _tolerance(value: Any) -> Any:
    text = value if isinstance(value, str) else str(_number(value))
    number = read_decimal(text.strip().removesuffix("%"))
    if number is None or number < 0:
        raise fault("tolerance-malformed", value=text)
    return written(number, ".") + ("%" if text.strip().endswith("%") else "")


def _amount(value: Any) -> Any:
    found = read_money(value) if isinstance(value, str) else None
    if found is None or not found.signs:
        raise fault("money-malformed", value=str(value))
    return amount_text(found.readings[0], min(found.signs))


def _money_tolerance(value: Any) -> Any:
    """Return a tolerance in whole units of the currency: `5 gr` is 0.05."""
    if isinstance(value, str) and not value.strip().endswith("%"):
        found = read_money(value)
        if found is None:
            raise fault("tolerance-malformed", value=value)
        # Of 1.250 the decimal reading is meant: no tolerance is a thousand.
        value = written(found.readings[-1], ".")
    return _tolerance(value)


def _rate(value: Any) -> Any:
    number = read_decimal(value.removesuffix("%")) if isinstance(value, str) else value
    if not isinstance(number, Decimal) or not 0 <= number <= _HIGHEST_RATE:
        raise fault("rate-malformed", value=str(value))
    return EXACT.divide(number, Decimal(100)) if isinstance(value, str) else number


def _example(value: Any) -> Any:
    return str(value) if isinstance(value, float) else _text(value)


def _as_list(value: Any) -> Any:
    return value if isinstance(value, list | tuple) else (value,)


class OrText:
    """Tells editors that plain text may stand in place of a mapping."""

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Return the schema of both."""
        return {"anyOf": [{"type": "string"}, handler(core_schema)]}


class OrOne:
    """Tells editors that a single entry may stand in place of a list of one."""

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Return the schema of both."""
        several = handler(core_schema)
        return {"anyOf": [several["items"], several]}


# Take a single entry for a list of one.
one_or_more = BeforeValidator(_as_list)


_ID_SCHEMA = {"type": "string", "pattern": f"^{ID_PATTERN}$"}
_NUMBER_SCHEMA = {"anyOf": [{"type": "number"}, {"type": "string"}]}

Id = Annotated[
    str, BeforeValidator(_text), AfterValidator(_id), WithJsonSchema(_ID_SCHEMA)
]
Text = Annotated[str, BeforeValidator(_text)]
Inline = Annotated[str, BeforeValidator(_text), MarkdownField(block=False)]
Block = Annotated[str, BeforeValidator(_block), MarkdownField(block=True)]
# Whether what is partly right earns a part of the mark, or only the whole counts.
Credit = Literal["partial", "all"]
CREDIT_HELP = (
    "`partial`: what is partly right earns a part of the mark; `all`: only everything "
    "right earns it."
)
InlineWithGaps = Annotated[
    str, BeforeValidator(_text), MarkdownField(block=False, gaps=True)
]
BlockWithGaps = Annotated[
    str, BeforeValidator(_block), MarkdownField(block=True, gaps=True)
]
# An example of an answer; unlike other texts it may be a number without quotes.
ExampleText = Annotated[str, BeforeValidator(_example), WithJsonSchema(_NUMBER_SCHEMA)]
# One text or a list of them that are worth the same.
Texts = Annotated[
    tuple[Annotated[Text, Field(min_length=1)], ...],
    one_or_more,
    OrOne(),
]
# A share of the full mark: written as a percentage, kept in millionths.
Mark = Annotated[
    int,
    BeforeValidator(mark_from),
    PlainSerializer(percentage, return_type=str),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": "^[0-9]+([.,][0-9]+)? ?%$"},
                {"type": "number", "minimum": 0, "maximum": 1},
            ]
        }
    ),
]
Number = Annotated[
    Decimal,
    BeforeValidator(_number),
    PlainSerializer(lambda number: written(number, "."), return_type=str),
    WithJsonSchema(_NUMBER_SCHEMA),
]
# An amount of money with its currency, kept as `1234.5 zł`.
Amount = Annotated[str, BeforeValidator(_amount), WithJsonSchema({"type": "string"})]
# How far off an amount may be: `5 gr`, 0.05 or `1%`; kept as normalised text.
MoneyTolerance = Annotated[
    str, BeforeValidator(_money_tolerance), WithJsonSchema(_NUMBER_SCHEMA)
]
# A rate such as `23%`, kept as the number 0.23.
Rate = Annotated[
    Decimal,
    BeforeValidator(_rate),
    PlainSerializer(
        lambda rate: written(EXACT.multiply(rate, Decimal(100)), ".") + "%",
        return_type=str,
    ),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]+([.,][0-9]+)? ?%$"}),
]
# An absolute number, or a percentage of the answer; kept as normalised text.
Tolerance = Annotated[str, BeforeValidator(_tolerance), WithJsonSchema(_NUMBER_SCHEMA)]
