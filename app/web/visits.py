"""The visitor's cookie: form token, choice of language, messages shown once.

Every request brings it, nearly always the same one as the request before; checking its
signature takes as long as three questions to the database. So a cookie that was found
to be good is remembered with the moment it was signed at, by which it grows old.
"""

from __future__ import annotations

import time
from functools import lru_cache
from typing import NamedTuple

from flask import Flask, Request, Response
from flask.sessions import (
    SecureCookieSession,
    SecureCookieSessionInterface,
    SessionMixin,
)
from itsdangerous import BadSignature

MOST = 10_000  # cookies in memory, half a kB each
LONGEST = 1000  # characters of a cookie that is remembered


class _Signed(NamedTuple):
    content: dict[str, str]
    at: float


class Visits(SecureCookieSessionInterface):
    """Flask's own signed cookies, the signature of each checked once."""

    def __init__(self, app: Flask) -> None:
        """Read the cookies of `app`."""
        self._app = app
        self._remembered = lru_cache(maxsize=MOST)(self._checked)

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return what the cookie says; nothing for one that we did not sign."""
        text = request.cookies.get(self.get_cookie_name(app), "")
        found = self._remembered(text) if text and len(text) < LONGEST else None
        if found is None:
            return super().open_session(app, request)
        if time.time() - found.at > app.permanent_session_lifetime.total_seconds():
            return self.session_class()
        return self.session_class(found.content)

    def save_session(
        self, app: Flask, session: SessionMixin, response: Response
    ) -> None:
        """Send the cookie if anything in it is another than before."""
        if session.modified:
            super().save_session(app, session, response)
        elif session.accessed:
            # Added and not merged, as in app.web.headers.
            response.headers.add("Vary", "Cookie")

    def _checked(self, text: str) -> _Signed | None:
        """Return what a good cookie says if that can be remembered, else None.

        Messages are lists, which would be shared with whoever comes next.
        """
        serializer = self.get_signing_serializer(self._app)
        if serializer is None:
            return None
        try:
            content, at = serializer.loads(text, return_timestamp=True)
        except BadSignature:
            return None
        if not all(isinstance(value, str) for value in content.values()):
            return None
        return _Signed(content, at.timestamp())


def init_app(app: Flask) -> None:
    """Read visitors' cookies this way."""
    app.session_interface = Visits(app)
