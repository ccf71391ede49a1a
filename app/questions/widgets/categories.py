"""Things to be sorted into categories."""

from dataclasses import dataclass
from typing import ClassVar

from app.questions.texts import Html
from app.questions.widgets import Fields, Widget
from app.questions.widgets.selects import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """Where things can be put."""

    value: str
    html: Html
    # The same without markup, for lists.
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Categories(Widget):
    """Rows that get a category each; a script shows boxes to put them into.

    `nowhere` is the value of what belongs to none of them, "" where all belong in one.
    """

    shape: ClassVar[str] = "categories"
    styles: ClassVar[tuple[str, ...]] = ("css/shapes/categories.css",)
    scripts: ClassVar[tuple[str, ...]] = ("js/categories.js",)
    rows: tuple[Row, ...]
    categories: tuple[Category, ...]
    nowhere: str = ""

    def fields(self) -> Fields:
        """Return the category of each thing, "" for one that has none yet."""
        return {row.name: [row.chosen] for row in self.rows}
