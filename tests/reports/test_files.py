"""Tables as files: CSV, XLSX and JSON with the same cells, safe to open."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
from datetime import date

import openpyxl
import pytest

from app.reports.columns import COLUMNS, Column
from app.reports.files import csv_chunks, json_chunks, write_xlsx

TABLE = (
    Column("name", "Name", "text"),
    Column("day", "Day", "day"),
    Column("share", "Share", "percent"),
    Column("hours", "Hours", "number"),
)
ROWS = [
    ("Łącka; „Żak”", date(2026, 11, 23), 50, 4.5),
    ('dwa\nwiersze i "cudzysłów"', None, 0, 12345.75),
    ("", date(1999, 1, 1), None, None),
]


def csv_of(rows, *, decimal_comma=True, headers=("Name", "Day", "Share", "Hours")):
    return "".join(csv_chunks(headers, rows, decimal_comma=decimal_comma))


def test_a_csv_opens_in_polish_excel():
    text = csv_of(ROWS)

    assert text.startswith("\ufeffName;Day;Share;Hours\r\n")
    parsed = list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=";"))
    assert parsed[1] == ["Łącka; „Żak”", "2026-11-23", "50", "4,5"]
    assert parsed[2] == ['dwa\nwiersze i "cudzysłów"', "", "0", "12345,75"]
    assert parsed[3] == ["", "1999-01-01", "", ""]


def test_decimals_have_a_point_where_that_is_read():
    assert ";4.5\r\n" in csv_of(ROWS, decimal_comma=False)


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_of_a_csv_is_a_formula(first):
    parsed = csv.reader(
        io.StringIO(csv_of([(f"{first}1+1", None, None, None)])[1:], newline=""),
        delimiter=";",
    )

    assert list(parsed)[1][0] == f"'{first}1+1"


def test_a_workbook_holds_the_same_cells_as_what_they_are(tmp_path):
    path = tmp_path / "a.xlsx"
    rows = [*ROWS, ("=1+1", None, None, None), ("https://example.org", None, 1, 1.0)]

    write_xlsx(path, TABLE, [one.header for one in TABLE], rows, title="Tabela")

    sheet = openpyxl.load_workbook(path).active
    assert [one.value for one in sheet[1]] == ["Name", "Day", "Share", "Hours"]
    name, day, share, hours = sheet[2]
    assert (name.value, share.value, hours.value) == ("Łącka; „Żak”", 50, 4.5)
    assert day.value.date() == date(2026, 11, 23)
    assert (sheet["A5"].value, sheet["A5"].data_type) == ("=1+1", "s")
    assert sheet["A6"].hyperlink is None


def test_json_has_the_ids_of_columns_in_every_language():
    text = "".join(json_chunks({"report": "x"}, TABLE, ROWS))

    found = json.loads(text)

    assert found["report"] == "x"
    assert found["rows"][0] == {
        "name": "Łącka; „Żak”",
        "day": "2026-11-23",
        "share": 50,
        "hours": 4.5,
    }
    assert json.loads("".join(json_chunks({"a": 1}, TABLE, [])))["rows"] == []


def test_the_ids_of_columns_are_fixed():
    """Others read the JSON by them; a new column is added, none is renamed."""
    assert [one.id for one in COLUMNS] == [
        "family_name",
        "given_name",
        "organisation",
        "course_id",
        "course",
        "enrolled_on",
        "state",
        "progress_percent",
        "completed_on",
        "score_percent",
        "hours",
        "certificate",
    ]


def test_memory_does_not_grow_with_the_rows():
    def peak(count):
        rows = ((f"Osoba {number}", None, 1, 1.5) for number in range(count))
        tracemalloc.start()
        for _chunk in csv_chunks(["a"] * 4, rows, decimal_comma=True):
            pass
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    assert peak(40_000) < 1.5 * peak(5_000)
