"""Texts marked here for translation at the edge."""

from dataclasses import dataclass


def N_(message: str) -> str:  # noqa: N802 - the name gettext's tools look for
    """Mark a text for translation and leave it as it is."""
    return message


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in an author's question, and how to mend it.

    Both texts may hold named parameters, as in `%(name)s`.
    """

    cause: str
    mend: str
