"""What axe-core finds on a page, in words that say where to look."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

VENDOR = Path(__file__).parent / "vendor"
# Everything that differs between two views of the same page.
_FLEETING = re.compile(r'(value|content|data-seconds-left)="[^"]*"|[0-9a-f-]{16,}')
_RUN = "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
_looked_at: set[str] = set()


def violations(page: Page) -> list[str]:
    """Return what axe-core finds; a page that looks as one before is not run again."""
    sight = _sight(page)
    if sight in _looked_at:
        return []
    if not page.evaluate("'axe' in window"):
        # Evaluated, not loaded by the page: its policy lets no foreign script in.
        page.evaluate(_source())
    found = [_words(page, one) for one in page.evaluate(_RUN)]
    if not found:
        _looked_at.add(sight)
    return found


@cache
def _source() -> str:
    """Return axe-core if it is the file that its record describes."""
    facts = json.loads((VENDOR / "vendor.json").read_text(encoding="utf-8"))
    content = (VENDOR / "axe.min.js").read_bytes()
    assert hashlib.sha256(content).hexdigest() == facts["axe.min.js"]["sha256"]
    return content.decode()


def _sight(page: Page) -> str:
    """Return what stands for the page as it is seen: its elements, size and colours."""
    scheme = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    size = page.viewport_size or {}
    return f"{size.get('width')} {scheme} {_FLEETING.sub('', page.content())}"


def _words(page: Page, violation: dict[str, Any]) -> str:
    nodes = violation["nodes"]
    first = nodes[0]
    return (
        f"{page.url}: {violation['id']} ({violation['impact']}), {len(nodes)} times, "
        f"first at {first['target']}: {first['html'][:300]} {first['failureSummary']}"
    )
