"""Cells of a table that somebody will open in a spreadsheet."""

from __future__ import annotations

from typing import Final

BYTE_ORDER_MARK: Final = "\ufeff"
# A cell that begins like this is a formula to a spreadsheet (OWASP, CSV injection).
_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")


def harmless(cell: str) -> str:
    """Return a text that no spreadsheet runs: with an apostrophe where need be."""
    return f"'{cell}" if cell.startswith(_DANGEROUS) else cell
