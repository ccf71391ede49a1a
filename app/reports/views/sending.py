"""Tables sent as files."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Final

from flask import Response

from app.reports import files
from app.reports.columns import Cell, Column
from app.web.locale import current_locale
from app.web.slow_work import beside_the_gate

_BLOCK: Final = 64 * 1024  # bytes


@dataclass(frozen=True)
class Sheet:
    """A table to be sent: its name, its columns with their words, its rows."""

    title: str
    columns: Sequence[Column]
    headers: Sequence[str]
    rows: Iterable[Sequence[Cell]]


def as_file(sheet: Sheet, kind: str, name: str) -> Response:
    """Return a response that is a file: `kind` is csv or xlsx, `name` what it saves as.

    It is whole before anything of it is sent: a table that breaks off in the middle
    must not pass for one that ends there, and a slow line must not hold a snapshot.
    """
    write, mimetype = _WRITERS[kind]
    with tempfile.NamedTemporaryFile(suffix=f".{kind}") as target:
        path = Path(target.name)
        with beside_the_gate() as courtesy:
            rows = courtesy.among(sheet.rows)
            write(path, replace(sheet, rows=rows))
        # The open descriptor keeps the file after its name is gone.
        written = path.open("rb")
        size = path.stat().st_size
    response = Response(_blocks(written), content_type=mimetype)
    response.content_length = size
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while block := file.read(_BLOCK):
            yield block


def _csv(path: Path, sheet: Sheet) -> None:
    comma = current_locale() != "en"
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(
            files.csv_chunks(sheet.headers, sheet.rows, decimal_comma=comma)
        )


def _xlsx(path: Path, sheet: Sheet) -> None:
    files.write_xlsx(path, sheet.columns, sheet.headers, sheet.rows, title=sheet.title)


_WRITERS: Final = {
    "csv": (_csv, "text/csv; charset=utf-8"),
    "xlsx": (
        _xlsx,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}
