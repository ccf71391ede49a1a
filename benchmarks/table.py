"""The table that `make bench` prints."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from benchmarks.harness import Figures


@dataclass(frozen=True)
class Row:
    """One figure, and the least or most it should be; without both it is a fact."""

    name: str
    value: float
    least: float | None = None
    most: float | None = None
    beside: str = ""

    @property
    def holds(self) -> bool:
        """Whether the figure is as wanted."""
        return not (
            (self.least is not None and self.value < self.least)
            or (self.most is not None and self.value > self.most)
        )

    @property
    def wanted(self) -> str:
        """What the figure should be, as words."""
        if self.least is not None:
            return f"at least {self.least:g}"
        return "" if self.most is None else f"at most {self.most:g}"

    @classmethod
    def fact(cls, name: str, *values: float) -> Self:
        """Return figures that are only told."""
        return cls(
            name, values[0] / values[-1], beside=" / ".join(f"{v:g}" for v in values)
        )

    @classmethod
    def against(
        cls, name: str, connections: int, reference: Figures, ours: Figures
    ) -> list[Self]:
        """Return the speed of ours as a ratio to the reference's, by CPU time."""
        return [
            cls(
                f"{name}, {connections} at a time",
                reference.cpu / ours.cpu,
                least=1.0,
                beside=f"ours {_said(ours)}; REF {_said(reference)}",
            )
        ]


def printed(rows: Iterable[Row]) -> str:
    """Return the rows as lines of text."""
    return "\n".join(_line(row) for row in rows)


def _line(row: Row) -> str:
    verdict = "" if not row.wanted else "ok" if row.holds else "NOT ok"
    facts = f"{row.name:38} {row.value:7.2f}  {row.wanted:13} {verdict:6}"
    return f"{facts}  {row.beside}".rstrip()


def _said(figures: Figures) -> str:
    return (
        f"{figures.cpu:.2f} ms CPU, {figures.rate:.0f}/s, "
        f"p50 {figures.p50:.1f}, p99 {figures.p99:.1f} ms"
    )
