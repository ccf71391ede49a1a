"""Gaps in a text, written as [[id]]: found in Markdown, kept through rendering."""

import re
from collections import Counter
from collections.abc import Collection, Iterator

from app.questions.fields import ID_PATTERN, Faults
from app.questions.texts import Html

_GAP = re.compile(rf"\[\[({ID_PATTERN})\]\]")
_TAG_OR_GAP = re.compile(
    rf"""</?[a-zA-Z](?:[^>"']|"[^"]*"|'[^']*')*>|\[\[({ID_PATTERN})\]\]"""
)
# Private characters mean nothing to Markdown, while [[a]](b) would become a link.
_OPEN, _CLOSE = "\ue000", "\ue001"
_PROTECTED = re.compile(f"{_OPEN}({ID_PATTERN}){_CLOSE}")


def gap_ids(markdown: str) -> list[str]:
    """Return the ids of all gaps in a text, in order, repeated ones repeatedly."""
    return _GAP.findall(markdown)


def add_gap_faults(faults: Faults, text: str, known: Collection[str]) -> None:
    """Note gaps of `text` that are not known, or repeated, and known ones not in it."""
    counts = Counter(gap_ids(text))
    for gap_id, count in counts.items():
        if gap_id not in known:
            faults.add("gap-unknown", "text", id=gap_id)
        elif count > 1:
            faults.add("gap-repeated", "text", id=gap_id, count=count)
    for gap_id in known:
        if gap_id not in counts:
            faults.add("gap-unused", "gaps", gap_id, id=gap_id)


def protected(markdown: str) -> str:
    """Return a text whose gaps no Markdown renderer will touch."""
    return _GAP.sub(rf"{_OPEN}\1{_CLOSE}", markdown)


def restored(html: str) -> str:
    """Return rendered HTML with its gaps as they were written."""
    return _PROTECTED.sub(r"[[\1]]", html)


def pieces(html: str) -> Iterator[tuple[Html, str | None]]:
    """Yield runs of HTML, each with the id of the gap behind it; None after the last.

    What looks like a gap inside a tag stays as it is: no box can be shown there.
    """
    start = 0
    for match in _TAG_OR_GAP.finditer(html):
        if match[1] is not None:
            yield Html(html[start : match.start()]), match[1]
            start = match.end()
    yield Html(html[start:]), None


def shown_ids(html: str) -> set[str]:
    """Return the ids of the gaps that can be shown."""
    return {gap_id for _, gap_id in pieces(html) if gap_id is not None}
