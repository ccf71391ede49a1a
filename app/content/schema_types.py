"""The kinds of value that authors write, each with its check and its JSON Schema."""

import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
    Tag,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from app.content.course import Language
from app.content.problems import Fault, Param
from app.questions.messages import N_

ID_PATTERN = r"^[a-z0-9][a-z0-9-]{0,40}$"
COURSE_ID_PATTERN = r"^[a-z0-9][a-z0-9-]{1,40}$"
ADDRESS_PATTERN = r"^https?://[^\s<>\"]+$"

NOT_A_PERCENTAGE = Fault(
    "not-a-percentage",
    N_("This is not a percentage."),
    N_("Write a number up to 100 and the percent sign, as in “70 %%”."),
)
NOT_A_NUMBER_OR_WORD = Fault(
    "not-a-number-or-word",
    N_("This is neither a whole number from 1 to %(largest)s nor “%(word)s”."),
    N_("Write a number without quotes, or the word %(word)s."),
)


class Source(BaseModel):
    """What an author wrote: nothing is guessed, nothing unknown is passed over."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


def refusal(fault: Fault, **params: Param) -> PydanticCustomError:
    """Return the error by which a validator passes a fault of ours on."""
    return PydanticCustomError("fault", "fault", {"fault": fault, "params": params})


Id = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
Text = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)
]
Minutes = Annotated[int, Field(ge=1, le=600)]
Code = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=4, max_length=40)
]
LongText = Annotated[str, StringConstraints(min_length=1, max_length=100_000)]


def _one_or_many(value: Any) -> str:
    return "<languages>" if isinstance(value, dict) else "<text>"


Localised = Annotated[
    Annotated[Text, Tag("<text>")]
    | Annotated[dict[Language, Text], Tag("<languages>")],
    Discriminator(_one_or_many),
]


def _as_millionths(value: Any) -> int:
    pattern = r"([0-9]{1,3})(?:[.,]([0-9]{1,4}))?[ \u00a0]?%"
    match = re.fullmatch(pattern, value) if isinstance(value, str) else None
    if match is not None:
        millionths = int(match[1]) * 10_000 + int((match[2] or "").ljust(4, "0"))
        if 0 < millionths <= 1_000_000:
            return millionths
    raise refusal(NOT_A_PERCENTAGE)


Percentage = Annotated[
    int,
    BeforeValidator(_as_millionths),
    WithJsonSchema({"type": "string", "pattern": r"^[0-9]{1,3}([.,][0-9]{1,4})? ?%$"}),
]


@dataclass(frozen=True)
class NumberOr:
    """Accepts a whole number from 1, or one word, which stands for None."""

    word: str
    largest: int

    def __get_pydantic_core_schema__(
        self, _source: Any, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Check the value ourselves, so that one message speaks of both ways."""
        return core_schema.no_info_plain_validator_function(self._number)

    def __get_pydantic_json_schema__(
        self, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe both ways to an editor."""
        number = {"type": "integer", "minimum": 1, "maximum": self.largest}
        return {"anyOf": [number, {"const": self.word}]}

    def _number(self, value: Any) -> int | None:
        if value == self.word:
            return None
        # A boolean is an int to Python, but not to an author.
        if type(value) is int and 1 <= value <= self.largest:
            return value
        raise refusal(NOT_A_NUMBER_OR_WORD, word=self.word, largest=self.largest)


Tries = Annotated[int | None, NumberOr("unlimited", 100)]
TimeLimit = Annotated[int | None, NumberOr("none", 600)]
PerPage = Annotated[int | None, NumberOr("all", 200)]


def _word_or_ids(value: Any) -> str:
    return "<ids>" if isinstance(value, list) else "<word>"


Selection = Annotated[
    Annotated[Literal["all", "none"], Tag("<word>")]
    | Annotated[list[Id], Tag("<ids>")],
    Discriminator(_word_or_ids),
]
