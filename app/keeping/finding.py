"""What the doctor says of one thing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class State(Enum):
    """How it is; the value is shown in front of the line."""

    OK = "ok"
    NOTE = "note"  # works, and could be better
    BROKEN = "mend"  # must be mended


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at, what is the case, and how to mend it."""

    state: State
    subject: str
    found: str
    mend: str = ""

    def line(self) -> str:
        """Return it as one line for people."""
        advice = f" -> {self.mend}" if self.mend else ""
        return f"{self.state.value:4}  {self.subject}: {self.found}{advice}"

    def to_dict(self) -> dict[str, str]:
        """Return it for machines."""
        return {
            "state": self.state.name.lower(),
            "subject": self.subject,
            "found": self.found,
            "mend": self.mend,
        }


def ok(subject: str, found: str) -> Finding:
    """Say that something is as it should be."""
    return Finding(State.OK, subject, found)


def note(subject: str, found: str, mend: str) -> Finding:
    """Say that something works and could be better."""
    return Finding(State.NOTE, subject, found, mend)


def broken(subject: str, found: str, mend: str) -> Finding:
    """Say that something must be mended."""
    return Finding(State.BROKEN, subject, found, mend)
