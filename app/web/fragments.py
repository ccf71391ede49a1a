"""Parts of pages that are rendered once and kept, with slots for what differs.

    {% call kept("header", locale, viewer.is_staff) %} ... {% endcall %}

Everything the part depends on stands in its key. What differs between two readers of
the same part, or between two readings, is a slot: `csrf_token()`, `form_key()`,
`slot("name")` and `slot("path")` print a mark that is filled in when the page is whole.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any, Final

from flask import current_app, g, has_request_context, request, session
from flask_wtf.csrf import generate_csrf
from itsdangerous import URLSafeTimedSerializer
from jinja2 import Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from markupsafe import Markup, escape

from app.db import new_key
from app.web.identity import viewer

MOST = 6000  # fragments in memory, some kB each


def _token() -> str:
    """Return the form token of this session, signed once: it lives as long."""
    raw = session.get("csrf_token")
    return _signed(raw) if raw else str(generate_csrf())


@lru_cache(maxsize=4096)
def _signed(raw: str) -> str:
    signer = URLSafeTimedSerializer(
        current_app.config["SECRET_KEY"], salt="wtf-csrf-token"
    )
    return str(signer.dumps(raw))


def _here() -> str:
    """Return where this page is asked for again, with what narrows it.

    An answer to a POST has no such address: then it is the page with the form.
    """
    if request.method in {"GET", "HEAD"}:
        return request.full_path.rstrip("?")
    site: str = current_app.config["SETTINGS"].public_url
    before = request.referrer or ""
    return before.removeprefix(site) if before.startswith(f"{site}/") else "/"


# Random, so that nothing anybody writes can look like a slot.
_MARK: Final = f"\x02{secrets.token_hex(8)}:"
_FILLINGS: Final[dict[str, Callable[[], str]]] = {
    "token": _token,
    "key": lambda: new_key().hex,
    "name": lambda: escape(viewer().name),
    "path": lambda: escape(_here()),
}
_SLOTS: Final = {name: Markup(f"{_MARK}{name}\x03") for name in _FILLINGS}  # noqa: S704


class Page(Template):
    """A template whose slots are filled in when it was rendered."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        """Render, then fill in."""
        return _filled(super().render(*args, **kwargs))

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:  # noqa: ARG002
        """Return the macros of this file, made once.

        Jinja compares the globals of both templates at each import, which takes longer
        than most macros; all our templates have the globals of one environment.
        """
        return super()._get_default_module()


class Fragments:
    """Rendered fragments by key; the oldest go when there are too many."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kept: dict[Hashable, Markup] = {}
        self._lock = threading.Lock()

    def kept(self, *key: Hashable, caller: Callable[[], Markup]) -> Markup:
        """Return the fragment with this key, rendered by `caller` the first time."""
        found = self._kept.get(key)
        if found is None:
            found = caller()
            with self._lock:
                self._kept[key] = found
                while len(self._kept) > MOST:
                    del self._kept[next(iter(self._kept))]
        return found


def slot(name: str) -> Markup:
    """Return the mark of a slot; KeyError for one that does not exist."""
    return _SLOTS[name]


def names() -> dict[str, Any]:
    """Return what templates use of this module."""
    return {
        "kept": Fragments().kept,
        "slot": slot,
        "csrf_token": lambda: slot("token"),
        "form_key": lambda: slot("key"),
    }


def _filled(page: str) -> str:
    """Put in place of each slot what fills it; asked once a page for each name."""
    first, *rest = page.split(_MARK)
    if not rest:
        return page
    fillings: dict[str, str] = {}
    pieces = [first]
    for piece in rest:
        name, _, after = piece.partition("\x03")
        if name not in fillings:
            fillings[name] = _FILLINGS[name]()
        pieces += (fillings[name], after)
    if has_request_context():
        g.pieces = pieces  # app.web.squeezing compresses around the slots
    return "".join(pieces)
