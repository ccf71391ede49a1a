"""What somebody sent after their session had ended is kept on the page, not lost.

The sign-in page carries the fields of the refused POST, signed so that nobody else can
plant a form there; after signing in they are shown again with one button that sends
them. No script is needed, nothing is stored on the server.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import current_app, redirect, render_template, request, url_for
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.wrappers import Response

from app.web.addresses import local_path

FIELD = "unsent"
LARGEST = 200_000  # characters of a carried form
KEPT_SECONDS = 24 * 3600
_NOT_CARRIED = {"csrf_token", FIELD}


@dataclass(frozen=True)
class Unsent:
    """A form that was refused: where it was going and what stood in it."""

    action: str
    fields: tuple[tuple[str, str], ...]

    @property
    def texts(self) -> list[str]:
        """What people typed in it, as far as that can be told from ids and keys."""
        return [value for _name, value in self.fields if " " in value.strip()]


def ask_to_sign_in() -> Response:
    """Answer somebody who is not signed in: the sign-in page, with their form in it."""
    if request.method in {"GET", "HEAD"}:
        wanted = request.full_path.rstrip("?")
        return redirect(url_for("accounts.sign_in", next=wanted), code=303)
    carried = _carry()
    page = render_template(
        "accounts/sign_in_again.html", unsent=carried, unsent_field=FIELD
    )
    return Response(page, status=401, mimetype="text/html")


def from_our_page() -> bool:
    """Tell whether the browser says that a page of this site sent the form.

    Another site can make a browser send a form, but not make it say this.
    """
    site: str = current_app.config["SETTINGS"].public_url
    return (
        request.headers.get("Sec-Fetch-Site") == "same-origin"
        or request.headers.get("Origin") == site
    )


def as_it_came() -> Unsent:
    """Return the form of this request, to be looked at and sent again."""
    return Unsent(request.path, tuple(_typed()))


def read() -> Unsent | None:
    """Return the form carried by this request, or None if there is none to trust."""
    text = request.form.get(FIELD, "")
    if not text or len(text) > LARGEST * 2:
        return None
    try:
        carried: dict[str, Any] = _serializer().loads(text, max_age=KEPT_SECONDS)
    except BadData:
        return None
    action = local_path(carried.get("action"), "/")
    return Unsent(action, tuple((name, value) for name, value in carried["fields"]))


def carried_again() -> str:
    """Return the carried form as it came, for a sign-in page shown a second time."""
    return request.form.get(FIELD, "") if read() else ""


def _carry() -> str:
    fields = _typed()
    if sum(len(name) + len(value) for name, value in fields) > LARGEST:
        return ""
    return str(_serializer().dumps({"action": request.path, "fields": fields}))


def _typed() -> list[tuple[str, str]]:
    """Return the fields of this request, but none that a page should not hold."""
    return [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in _NOT_CARRIED and "password" not in name
    ]


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="unsent")
