"""One page of a long list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
SIZE = 50


@dataclass(frozen=True)
class Page(Generic[T]):
    """Rows `(number - 1) * size` to `number * size` of `total`; numbers begin at 1."""

    rows: Sequence[T]
    number: int
    total: int
    size: int = SIZE

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))


def page_number(text: str | None) -> int:
    """Return the page asked for, 1 when the text is no sensible number."""
    if text and text.isascii() and text.isdigit() and len(text) < 7:
        return max(1, int(text))
    return 1
