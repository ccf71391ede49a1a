"""Tables sent as files."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from flask import Response, send_file

from app.reports import files
from app.reports.columns import Cell, Column
from app.web.locale import current_locale

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Sheet:
    """A table to be sent: its name, its columns with their words, its rows."""

    title: str
    columns: Sequence[Column]
    headers: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def as_file(sheet: Sheet, kind: str, name: str) -> Response:
    """Return a response that is a file: `kind` is csv or xlsx, `name` what it saves as.

    Rows are read while they are sent, where the format allows it.
    """
    response = _csv(sheet) if kind == "csv" else _xlsx(sheet)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _csv(sheet: Sheet) -> Response:
    comma = current_locale() != "en"
    chunks = files.csv_chunks(sheet.headers, sheet.rows, decimal_comma=comma)
    return Response(chunks, content_type="text/csv; charset=utf-8")


def _xlsx(sheet: Sheet) -> Response:
    # A workbook is a zip, whose directory stands at its end: it cannot be streamed.
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as target:
        path = Path(target.name)
        files.write_xlsx(
            path, sheet.columns, sheet.headers, sheet.rows, title=sheet.title
        )
        # The open descriptor keeps the file after its name is gone.
        workbook = path.open("rb")
    return send_file(workbook, mimetype=_XLSX)
