"""What a backup says of itself: when, which schema, which tables, which files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

FORMAT = 1
NAME = "manifest.json"
LARGEST = 64 * 1024 * 1024  # bytes of a manifest


class BadBackup(Exception):
    """A file that cannot be restored; the message says what is wrong with it."""


@dataclass(frozen=True)
class Entry:
    """One file of the backup: its size in bytes and the SHA-256 of its content."""

    size: int
    sha256: str


@dataclass(frozen=True)
class DumpedTable:
    """One table: (name, kind) of its columns, and how many rows there are."""

    columns: tuple[tuple[str, str], ...]
    rows: int


@dataclass
class Manifest:
    """The whole backup. Tables stand in an order in which they can be filled."""

    made_at: datetime
    schema: str
    tables: dict[str, DumpedTable] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)

    def to_json(self) -> str:
        """Return the text of manifest.json."""
        facts = {
            "format": FORMAT,
            **asdict(self),
            "made_at": self.made_at.isoformat(),
        }
        return json.dumps(facts, ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, text: bytes) -> Manifest:
        """Read what `to_json` wrote; raise BadBackup when it is something else."""
        try:
            facts = json.loads(text)
            if facts["format"] != FORMAT:
                raise BadBackup(
                    f"It has format {facts['format']}, this version reads {FORMAT}."
                )
            return cls(
                made_at=datetime.fromisoformat(facts["made_at"]),
                schema=str(facts["schema"]),
                tables={
                    str(name): _table(table) for name, table in facts["tables"].items()
                },
                entries={
                    str(name): Entry(int(entry["size"]), str(entry["sha256"]))
                    for name, entry in facts["entries"].items()
                },
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadBackup("Its manifest.json is not one of ours.") from error


def _table(facts: Mapping[str, Any]) -> DumpedTable:
    columns = tuple((str(name), str(kind)) for name, kind in facts["columns"])
    return DumpedTable(columns, int(facts["rows"]))
