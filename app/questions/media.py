"""Pictures and sound that belong to a question, named by their files in the package.

An author writes `picture: media/plan.png`; the content room looks the file up, and what
is compiled holds its address, size and alternative text as well (`found`).
"""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    Field,
    GetJsonSchemaHandler,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, InitErrorDetails

from app.questions.base import Model
from app.questions.fields import Prose, Text

# What the content room fills in; no author writes these.
_COMPILED = ("address", "width", "height")


class MediaUse(Model):
    """A media file where a question shows it; plain text stands for its `file`."""

    kind: ClassVar[Literal["image", "audio"]]

    file: Text = Field(min_length=1, description="The file, as in media/plan.png.")
    alt: Annotated[Text, Prose()] = Field(
        "", description="What it shows, in words; without it, what media.yaml says."
    )
    address: str = ""
    width: int = 0
    height: int = 0

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any, info: ValidationInfo) -> Any:
        if isinstance(value, str):
            return {"file": value}
        authored = (info.context or {}).get("language") is not None
        if isinstance(value, Mapping) and authored:
            _refuse_compiled(value)
        return value

    def found(
        self, address: str, alt: str = "", size: tuple[int, int] = (0, 0)
    ) -> Self:
        """Return it with the address of its file, its text, and its size in pixels."""
        width, height = size
        return self.model_copy(
            update={
                "alt": self.alt or alt,
                "address": address,
                "width": width,
                "height": height,
            }
        )

    def moved(self, address: str) -> Self:
        """Return it under another address of the same file."""
        return self.found(address, size=(self.width, self.height))

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Return the schema of what an author writes: the file, perhaps with a text."""
        schema = handler.resolve_ref_schema(handler(core_schema))
        for name in _COMPILED:
            del schema["properties"][name]
        return {"anyOf": [{"type": "string", "pattern": "^media/"}, schema]}


class Picture(MediaUse):
    """A picture; positions in it are shares of its width and height."""

    kind = "image"

    @property
    def sides(self) -> tuple[int, int]:
        """Width and height; equal ones while the size is not known."""
        return (self.width, self.height) if self.width and self.height else (1, 1)


class Sound(MediaUse):
    """A recording."""

    kind = "audio"


def _refuse_compiled(value: Mapping[str, Any]) -> None:
    unknown = [
        InitErrorDetails(type="extra_forbidden", loc=(name,), input=value[name])
        for name in _COMPILED
        if name in value
    ]
    if unknown:
        raise ValidationError.from_exception_data("media", unknown)
