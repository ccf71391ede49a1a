"""HTML that is safe to print, and the plain text inside it."""

import re
from html import escape, unescape
from typing import NewType

# HTML rendered from an author's Markdown and sanitised, or escaped by `escaped`.
Html = NewType("Html", str)
NO_HTML = Html("")

_IMAGE = re.compile(r'<img\b[^>]*?\balt="([^"]*)"[^>]*>')
_TAG = re.compile(r"""</?[a-zA-Z](?:[^>"']|"[^"]*"|'[^']*')*>""")
_SPACES = re.compile(r"\s+")


def escaped(text: str) -> Html:
    """Return plain text as HTML."""
    return Html(escape(text))


def plain(html: str) -> str:
    """Return what HTML says, without tags; an image says its alternative text."""
    if "<" in html:
        html = _TAG.sub(" " if "<p" in html else "", _IMAGE.sub(r"\1", html))
    return _SPACES.sub(" ", unescape(html)).strip()


def has_markup(html: str) -> bool:
    """Tell whether HTML is more than plain text."""
    return _TAG.search(html) is not None
