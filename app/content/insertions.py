"""Where an id goes into an author's YAML: insertions only, so nothing else moves."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import yaml

from app.content.marks import Step


@dataclass(frozen=True, slots=True, order=True)
class Insertion:
    """Text that is put in before a 0-based line and column; it may hold line ends."""

    line: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Target:
    """A value that lacks an id, and its key; an entry of a list has none."""

    node: yaml.Node
    in_braces: bool
    key: yaml.Node | None


def composed(text: str) -> yaml.Node | None:
    """Return the nodes of a text that `yaml_reader` has accepted before."""
    return yaml.compose(text, Loader=yaml.CSafeLoader)


def target(root: yaml.Node, path: Sequence[Step]) -> Target:
    """Follow a path; a step into a list that was written as its one entry is none."""
    node, in_braces, key = root, False, None
    for step in path:
        in_braces = in_braces or bool(getattr(node, "flow_style", False))
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node, key = node.value[step], None
        elif isinstance(node, yaml.MappingNode) and isinstance(step, str):
            key, node = next(pair for pair in node.value if pair[0].value == step)
    return Target(node, in_braces, key)


def insertions(found: Target, new_id: str, lines: Sequence[str]) -> Iterator[Insertion]:
    """Yield what gives a value an id; nothing where no safe place is known."""
    start, end = found.node.start_mark, found.node.end_mark
    if isinstance(found.node, yaml.MappingNode):
        if found.node.flow_style:
            yield Insertion(start.line, start.column + 1, f"id: {new_id}, ")
        else:
            indent = " " * start.column
            yield Insertion(start.line, start.column, f"id: {new_id}\n{indent}")
    elif not isinstance(found.node, yaml.ScalarNode):
        return
    elif found.in_braces:
        yield Insertion(start.line, start.column, f"{{id: {new_id}, text: ")
        yield Insertion(end.line, end.column, "}")
    else:
        yield from _around_text(found, new_id, lines)


def _around_text(
    found: Target, new_id: str, lines: Sequence[str]
) -> Iterator[Insertion]:
    """Make `- words` or `key: words` a mapping, with the words as they are."""
    start = found.node.start_mark
    if found.key is None:
        column = start.column
        opening = f"id: {new_id}\n{' ' * column}text: "
        at = Insertion(start.line, column, opening)
    else:
        column = found.key.start_mark.column + 2
        indent = "\n" + " " * column
        line, colon = _colon(found.key, lines)
        at = Insertion(line, colon, f"{indent}id: {new_id}{indent}text:")
    shifted = _shifted(found.node, column, lines)
    if shifted is not None:
        yield at
        yield from shifted


def _colon(key: yaml.Node, lines: Sequence[str]) -> tuple[int, int]:
    end = key.end_mark
    return end.line, lines[end.line].index(":", end.column) + 1


def _shifted(
    node: yaml.Node, column: int, lines: Sequence[str]
) -> list[Insertion] | None:
    """Move the further lines of a text behind the column of its new key.

    None when the text says itself how far it is indented.
    """
    start, end = node.start_mark, node.end_mark
    is_block = getattr(node, "style", None) in ("|", ">")
    if is_block and re.match(r"[|>][-+]?[0-9]", lines[start.line][start.column :]):
        return None
    last = end.line - 1 if is_block else end.line
    rows = [row for row in range(start.line + 1, last + 1) if lines[row].strip()]
    indents = [len(lines[row]) - len(lines[row].lstrip(" ")) for row in rows]
    missing = max(0, column + 2 - min(indents)) if indents else 0
    return [Insertion(row, 0, " " * missing) for row in rows] if missing else []


def applied(lines: Sequence[str], found: Iterable[Insertion]) -> list[str]:
    """Return the lines with all insertions made, the last places first."""
    result = list(lines)
    for one in sorted(found, key=lambda one: (one.line, one.column), reverse=True):
        line = result[one.line]
        result[one.line] = line[: one.column] + one.text + line[one.column :]
    return result
