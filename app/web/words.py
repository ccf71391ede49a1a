"""Translation with types: what Flask-Babel does, and mypy can follow."""

from __future__ import annotations

from typing import Any

import flask_babel


def gettext(message: str, **params: Any) -> str:
    """Return the message in the reader's language; `params` fill in %(name)s."""
    return str(flask_babel.gettext(message, **params))


def ngettext(one: str, many: str, num: int, **params: Any) -> str:
    """Return the form of the message that fits `num`, which fills in %(num)s."""
    return str(flask_babel.ngettext(one, many, num, **params))
