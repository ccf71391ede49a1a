"""No cell that we write is run by a spreadsheet."""

from __future__ import annotations

import pytest

from app.web.cells import harmless


@pytest.mark.parametrize("begin", list("=+-@\t\r\n\0"))
def test_what_would_be_a_formula_gets_an_apostrophe(begin):
    assert harmless(f"{begin}cmd|' /C calc'!A0") == f"'{begin}cmd|' /C calc'!A0"


@pytest.mark.parametrize("cell", ["", "Łucka", "a=b", "1-2", "'=x"])
def test_what_is_none_stays_as_it_is(cell):
    assert harmless(cell) == cell
