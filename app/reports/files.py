"""Tables as files: CSV for Polish Excel, XLSX, JSON. Streamed, and safe to open."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from app.reports.columns import Cell, Column
from app.web.cells import BYTE_ORDER_MARK, harmless

_CHUNK = 64 * 1024  # characters
_FORMATS = {"day": "yyyy-mm-dd", "percent": "0", "number": "0.00", "whole": "0"}


def csv_chunks(
    headers: Sequence[str], rows: Iterable[Sequence[Cell]], *, decimal_comma: bool
) -> Iterator[str]:
    """Yield a CSV file in chunks: UTF-8 with BOM to be, `;`, decimals as asked.

    Days are ISO dates. Texts that would be formulas get an apostrophe in front.
    """
    buffer = io.StringIO()
    buffer.write(BYTE_ORDER_MARK)
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(headers)
    for row in rows:
        writer.writerow([_plain(cell, decimal_comma) for cell in row])
        if buffer.tell() > _CHUNK:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def write_xlsx(
    path: Path,
    columns: Sequence[Column],
    headers: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    title: str,
) -> None:
    """Write a workbook with one sheet; memory does not grow with the rows.

    Texts stay texts: nothing becomes a formula or a link.
    """
    workbook = xlsxwriter.Workbook(
        path,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    sheet = workbook.add_worksheet(title[:31])
    bold = workbook.add_format({"bold": True})
    looks = [
        workbook.add_format({"num_format": _FORMATS[column.kind]})
        if column.kind in _FORMATS
        else None
        for column in columns
    ]
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, 24 if column.kind == "text" else 12)
    for place, header in enumerate(headers):
        sheet.write_string(0, place, header, bold)
    last = 0
    for last, row in enumerate(rows, 1):
        _write_row(sheet, last, row, looks)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    workbook.close()


def json_chunks(
    head: Mapping[str, Any], columns: Sequence[Column], rows: Iterable[Sequence[Cell]]
) -> Iterator[str]:
    """Yield a JSON object: what was asked for, then `rows` as objects by column id."""
    names = [column.id for column in columns]
    yield json.dumps(dict(head), ensure_ascii=False)[:-1] + ', "rows": ['
    before = "\n"
    for row in rows:
        values = dict(zip(names, (_jsonable(cell) for cell in row), strict=True))
        yield before + json.dumps(values, ensure_ascii=False)
        before = ",\n"
    yield "\n]}\n"


def _plain(cell: Cell, decimal_comma: bool) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return harmless(cell)
    if isinstance(cell, float):
        text = f"{cell:.12g}"
        return text.replace(".", ",") if decimal_comma else text
    return str(cell)


def _write_row(
    sheet: Any, number: int, row: Sequence[Cell], looks: Sequence[Any]
) -> None:
    for place, cell in enumerate(row):
        if cell is None or cell == "":
            continue
        if isinstance(cell, str):
            sheet.write_string(number, place, cell)
        elif isinstance(cell, date):
            sheet.write_datetime(number, place, cell, looks[place])
        else:
            sheet.write_number(number, place, cell, looks[place])


def _jsonable(cell: Cell) -> str | int | float | None:
    return cell.isoformat() if isinstance(cell, date) else cell
