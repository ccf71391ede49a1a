"""One-time links as a file to hand out: CSV as Excel opens it, harmless to open."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from app.web.cells import BYTE_ORDER_MARK, harmless


def csv_text(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table as CSV with `;`, to be sent as UTF-8; begins with a mark."""
    buffer = io.StringIO()
    buffer.write(BYTE_ORDER_MARK)
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(headers)
    for row in rows:
        writer.writerow([harmless(cell) for cell in row])
    return buffer.getvalue()
