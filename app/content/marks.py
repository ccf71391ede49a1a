"""Where every key and value of a YAML document stands in its file."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.content.problems import Place

Position = tuple[int, int]
Step = str | int
# (line, column, positions of keys, what is below: a mapping or list of nodes, or None):
# plain tuples, as one is made for every value and hardly any is ever looked at.
Node = tuple[int, int, dict[str, Position] | None, Any]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a text begins inside its file: lines and columns to add, from 0."""

    file: str
    line: int = 0
    column: int = 0

    def place(self, line: int, column: int) -> Place:
        """Return the place in the file of a 0-based position in the text."""
        return Place(self.file, self.line + line + 1, self.column + column + 1)


@dataclass(frozen=True, slots=True)
class Marks:
    """The positions of one document."""

    origin: Origin
    root: Node
    lines: Sequence[str]

    def value(self, path: Sequence[Step] = ()) -> Place:
        """Return where a value starts; steps that lead nowhere are passed over.

        Such steps are the names that a schema gives to its alternatives, and keys that
        are missing: then the nearest thing around them is meant.
        """
        node = self._walk(path)[0]
        return self.origin.place(node[0], node[1])

    def key(self, path: Sequence[Step]) -> Place:
        """Return where the last key of a path starts."""
        node, position = self._walk(path)
        return self.origin.place(*(position or (node[0], node[1])))

    def text(self, path: Sequence[Step], line: int, column: int) -> Place:
        """Return where a 0-based line and column of a text value stand in the file.

        Only a text after | keeps its lines; of others the start is meant.
        """
        node = self._walk(path)[0]
        row = node[0] + 1 + line
        if self._is_block(node) and row < len(self.lines):
            first = self.lines[node[0] + 1]
            indent = len(first) - len(first.lstrip(" "))
            return self.origin.place(row, indent + column)
        return self.origin.place(node[0], node[1])

    def _walk(self, path: Sequence[Step]) -> tuple[Node, Position | None]:
        node = self.root
        position: Position | None = None
        for step in path:
            below = _below(node, step)
            if below is not None:
                position = node[2][step] if node[2] and isinstance(step, str) else None
                node = below
        return node, position

    def _is_block(self, node: Node) -> bool:
        line = self.lines[node[0]] if node[0] < len(self.lines) else ""
        return line[node[1] : node[1] + 1] == "|"


def _below(node: Node, step: Step) -> Node | None:
    below: dict[str, Node] | list[Node] | None = node[3]
    if isinstance(below, dict) and isinstance(step, str):
        return below.get(step)
    if isinstance(below, list) and isinstance(step, int) and step < len(below):
        return below[step]
    return None
