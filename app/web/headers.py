"""What every answer tells the browser about safety and keeping."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from flask import Flask, Response, g, request

from app.web.identity import viewer
from app.web.squeezing import LEVEL, Squeezer

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Headers = list[tuple[str, str]]

POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "media-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
FIXED: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # no-referrer would break the check of forms on HTTPS, which reads it.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}
SMALLEST_COMPRESSED = 600  # bytes; below this a compressed page is no smaller
_squeezer = Squeezer()


def init_app(app: Flask) -> None:
    """Set the headers of every answer, error pages included."""
    app.after_request(_compress)
    app.after_request(_set)
    app.wsgi_app = Fixed(  # type: ignore[method-assign] # Flask documents this
        app.wsgi_app, https=app.config["SETTINGS"].https
    )


class Fixed:
    """Adds the headers that never differ, where that costs next to nothing.

    Werkzeug compares every header that is set with all that are there.
    """

    def __init__(self, application: WSGIApplication, *, https: bool) -> None:
        """Stand around `application`."""
        self._application = application
        self._fixed = [*FIXED.items(), ("Content-Security-Policy", POLICY)]
        if https:
            self._fixed.append(("Strict-Transport-Security", "max-age=63072000"))

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer as the application does, with our headers."""

        def start(status: str, headers: Headers, *error: Any) -> Any:
            # What a view says itself stays: files of packages have a policy of theirs.
            said = {name for name, _ in headers}
            added = [one for one in self._fixed if one[0] not in said]
            return start_response(status, headers + added, *error)

        return self._application(environ, start)


def no_store() -> None:
    """Say that this page must not be kept anywhere: staff pages, one-time links."""
    g.no_store = True


def secret_address() -> None:
    """Say that who has the address of this page needs nothing else: one-time links."""
    no_store()
    g.secret_address = True


def _set(response: Response) -> Response:
    if "Cache-Control" not in response.headers:
        response.headers.add("Cache-Control", _keeping())
    if "secret_address" in g:
        # Not even our own pages and their logs are told where one came from.
        response.headers.add("Referrer-Policy", "strict-origin")
    return response


def _keeping() -> str:
    """A page of a learner may be asked for again by its tag; one of staff never."""
    if g.get("no_store") or viewer().roles:
        return "no-store"
    return "private, no-cache"


def _compress(response: Response) -> Response:
    if (
        response.status_code < 200
        or response.direct_passthrough
        or response.is_streamed
        or "Content-Encoding" in response.headers
        or not (response.mimetype or "").startswith("text/")
    ):
        return response
    # Added and not merged: two lines of Vary mean the same, and cost a tenth.
    response.headers.add("Vary", "Accept-Encoding")
    accepted = request.headers.get("Accept-Encoding", "")
    # Weights (";q=0") are rare, and reading them takes longer than looking for them.
    if "gzip" not in accepted or (";" in accepted and not _takes_gzip()):
        return response
    body = response.get_data()
    if len(body) < SMALLEST_COMPRESSED:
        return response
    if g.get("no_store") or viewer().roles:
        # What must not be kept anywhere is not kept by us either.
        response.set_data(gzip.compress(body, LEVEL, mtime=0))
    else:
        response.set_data(_squeezer.gzip(body, g.get("pieces", ())))
    response.headers["Content-Encoding"] = "gzip"
    return response


def _takes_gzip() -> bool:
    return bool(request.accept_encodings["gzip"])
