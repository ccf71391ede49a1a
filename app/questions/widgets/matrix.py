"""A table whose cells are ticked."""

from dataclasses import dataclass
from typing import ClassVar

from app.questions.texts import Html
from app.questions.widgets import UNTOLD, Fields, Told, Widget


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A button or a box, below one of the columns."""

    value: str
    chosen: bool = False
    told: Told = UNTOLD


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """A statement with a cell for each column."""

    name: str
    html: Html
    cells: tuple[Cell, ...]
    told: Told = UNTOLD


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix(Widget):
    """Rows in each of which one column is taken, or (`several`) any number."""

    shape: ClassVar[str] = "matrix"
    styles: ClassVar[tuple[str, ...]] = ("css/shapes/matrix.css",)
    columns: tuple[Html, ...]
    rows: tuple[MatrixRow, ...]
    several: bool = False

    def fields(self) -> Fields:
        """Return what was ticked in each row; rows without a tick send nothing."""
        ticked = {
            row.name: [cell.value for cell in row.cells if cell.chosen]
            for row in self.rows
        }
        return {name: values for name, values in ticked.items() if values}
