"""Regular expressions in linear time: RE2 takes them, or the author is told why not."""

from functools import lru_cache
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from app.questions.fields import Text, fault
from app.questions.folding import without_end

_LONGEST = 300
# The steps of a compiled expression, and the memory that it may use, in bytes.
_LARGEST = 5_000
_MEMORY = 1 << 21
_LONGEST_ANSWER = 5_000


def fits(pattern: str, text: str, *, keep_case: bool) -> bool:
    """Tell whether an expression matches the whole of an answer."""
    if len(text) > _LONGEST_ANSWER:
        return False
    # Stored answers may hold halves of characters, which RE2 cannot take.
    whole = without_end(text).encode("utf-8", "replace").decode()
    return compiled(pattern, keep_case).fullmatch(whole) is not None


@lru_cache(maxsize=1024)
def compiled(pattern: str, keep_case: bool) -> Any:
    """Return a compiled expression; ValueError says why there is none."""
    # Loaded where it is needed: most courses have no expressions.
    import re2  # noqa: PLC0415

    options = re2.Options()
    options.case_sensitive = keep_case
    options.dot_nl = True
    options.log_errors = False
    options.max_mem = _MEMORY
    try:
        expression = re2.compile(pattern, options)
    except re2.error as error:
        reason = error.args[0] if error.args else ""
        text = (
            reason.decode("utf-8", "replace") if isinstance(reason, bytes) else reason
        )
        raise ValueError(text) from None
    if expression.programsize > _LARGEST:
        raise ValueError(f"{expression.programsize} steps, {_LARGEST} at most")
    return expression


def _checked(pattern: str) -> str:
    if not pattern:
        return pattern
    try:
        compiled(pattern, keep_case=False)
    except ValueError as error:
        raise fault("regex-refused", reason=str(error)) from None
    return pattern


Pattern = Annotated[Text, Field(max_length=_LONGEST), AfterValidator(_checked)]
