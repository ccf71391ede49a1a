"""Read tame YAML: bounded, without tags or aliases, with a position for everything.

The text is read as a stream of events and built up here, so that a limit stops a
hostile file before the C parser has composed (and recursed into) all of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from app.content import yaml_faults as faults
from app.content.marks import Marks, Node, Origin, Position
from app.content.problems import Fault, Param, Place, Problem, Problems
from app.content.scalars import plain_value
from app.content.texts import stray_character

MAX_CHARACTERS = 1_000_000
MAX_DEPTH = 32
MAX_NODES = 50_000


@dataclass(frozen=True, slots=True)
class Document:
    """The plain value of a YAML text and its marks."""

    value: Any
    marks: Marks


def read_yaml(text: str, origin: Origin, problems: Problems) -> Document | None:
    """Read one document; None, with problems noted, when it cannot be used at all."""
    builder = _Builder(text, origin, problems)
    try:
        return builder.document()
    except _UnreadableError as stop:
        problems.found.append(stop.problem)
    except yaml.YAMLError as error:
        problems.found.append(
            faults.syntax_problem(error, origin, text, builder.bracket)
        )
    return None


_FRAMES = frozenset(
    {yaml.StreamStartEvent, yaml.DocumentStartEvent, yaml.DocumentEndEvent}
)


class _UnreadableError(Exception):
    """Nothing after this place can be read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


class _Builder:
    """Turns the events of one text into a value and the tree of its positions."""

    def __init__(self, text: str, origin: Origin, problems: Problems) -> None:
        self.text = text
        self.origin = origin
        self.problems = problems
        self.nodes = 0
        # The innermost bracket that is open, to point to when it is never closed.
        self.bracket: Any = None

    def document(self) -> Document:
        if len(self.text) > MAX_CHARACTERS:
            raise _UnreadableError(
                faults.TOO_LONG.at(self.origin.place(0, 0), limit=MAX_CHARACTERS)
            )
        stray = stray_character(self.text)
        if stray is not None:
            raise _UnreadableError(stray.problem(self.origin))
        events = self._events()
        first = next(events)
        if isinstance(first, yaml.StreamEndEvent):
            return self._document(None, (0, 0, None, None))
        value, node = self._build(first, events, 1)
        for event in events:
            if isinstance(event, yaml.NodeEvent):
                raise self._stop(faults.SECOND_DOCUMENT, event)
        return self._document(value, node)

    def _document(self, value: Any, node: Node) -> Document:
        return Document(value, Marks(self.origin, node, self.text.split("\n")))

    def _events(self) -> Iterator[Any]:
        for event in yaml.parse(self.text, Loader=yaml.CSafeLoader):
            if type(event) not in _FRAMES:
                yield event
            elif getattr(event, "version", None) or getattr(event, "tags", None):
                raise self._stop(faults.DIRECTIVE, event)

    def _build(self, event: Any, events: Iterator[Any], depth: int) -> tuple[Any, Node]:
        self._refuse(event, depth)
        if type(event) is yaml.ScalarEvent:
            return self._scalar(event), _leaf(event)
        if type(event) is yaml.MappingStartEvent:
            return self._mapping(event, events, depth)
        return self._sequence(event, events, depth)

    def _refuse(self, event: Any, depth: int) -> None:
        """Stop at what no document may hold."""
        self.nodes += 1
        # Only aliases and what carries an anchor of its own have one.
        if event.anchor is not None:
            raise self._stop(faults.ALIAS, event, name=event.anchor)
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            raise self._stop(faults.TAG, event, tag=tag)
        if depth > MAX_DEPTH:
            raise self._stop(faults.TOO_DEEP, event, limit=MAX_DEPTH)
        if self.nodes > MAX_NODES:
            raise self._stop(faults.TOO_MANY, event, limit=MAX_NODES)

    def _scalar(self, event: yaml.ScalarEvent) -> Any:
        if event.implicit[0]:
            return plain_value(event.value)
        return self._text(event)

    def _text(self, event: yaml.ScalarEvent) -> str:
        # Only a double-quoted text can smuggle a character in by its escape.
        if event.style == '"' and stray_character(event.value) is not None:
            raise self._stop(faults.ESCAPED_CHARACTER, event)
        return str(event.value)

    def _sequence(
        self, start: Any, events: Iterator[Any], depth: int
    ) -> tuple[list[Any], Node]:
        around, self.bracket = self._enter(start)
        values: list[Any] = []
        below: list[Node] = []
        for event in events:
            if type(event) is yaml.SequenceEndEvent:
                break
            value, node = self._build(event, events, depth + 1)
            values.append(value)
            below.append(node)
        self.bracket = around
        mark = start.start_mark
        return values, (mark.line, mark.column, None, below)

    def _mapping(
        self, start: Any, events: Iterator[Any], depth: int
    ) -> tuple[dict[str, Any], Node]:
        around, self.bracket = self._enter(start)
        values: dict[str, Any] = {}
        keys: dict[str, Position] = {}
        below: dict[str, Node] = {}
        for event in events:
            if type(event) is yaml.MappingEndEvent:
                break
            key = self._key(event, depth)
            value, node = self._build(next(events), events, depth + 1)
            mark = event.start_mark
            if key in keys:
                self._note_duplicate(key, keys[key], mark)
                continue
            values[key] = value
            keys[key] = (mark.line, mark.column)
            below[key] = node
        self.bracket = around
        mark = start.start_mark
        return values, (mark.line, mark.column, keys, below)

    def _enter(self, start: Any) -> tuple[Any, Any]:
        around = self.bracket
        return around, start.start_mark if start.flow_style else around

    def _key(self, event: Any, depth: int) -> str:
        self._refuse(event, depth)
        if type(event) is not yaml.ScalarEvent:
            raise self._stop(faults.KEY_NOT_TEXT, event)
        if event.value == "<<" and event.implicit[0]:
            raise self._stop(faults.MERGE_KEY, event)
        return self._text(event)

    def _note_duplicate(self, key: str, first: Position, mark: Any) -> None:
        self.problems.add(
            faults.DUPLICATE_KEY,
            self._place(mark),
            key=key,
            first=self.origin.place(*first).line,
        )

    def _stop(self, fault: Fault, event: Any, **params: Param) -> _UnreadableError:
        return _UnreadableError(fault.at(self._place(event.start_mark), None, **params))

    def _place(self, mark: Any) -> Place:
        return self.origin.place(mark.line, mark.column)


def _leaf(event: Any) -> Node:
    mark = event.start_mark
    return mark.line, mark.column, None, None
