"""What tests of pages do over and over: sign in, fill a form, count statements."""

from __future__ import annotations

import html as html_text
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from unittest.mock import patch
from urllib.parse import urljoin

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import prepared
from app.accounts import sessions
from app.accounts.models import Person
from app.connections import by_driver
from app.engines import Database
from app.web.identity import cookie_name, hash_of
from tests.factories import PASSWORD
from tests.forms import Form, forms_of

Answers = dict[str, str | list[str]]


def sign_in(client: FlaskClient, person: Person, *, keep: bool = False) -> str:
    """Give the client a signed-in session of `person`; return the session's hash."""
    app = client.application
    database: Database = app.extensions["database"]
    with database.writing() as session:
        now = app.extensions["clock"]()
        session_id = sessions.begin(session, person.id, now, keep=keep)
    name = cookie_name(app.config["SETTINGS"].https)
    client.set_cookie(name, session_id, domain=client_domain(client), path="/")
    return hash_of(session_id)


def sign_in_by_form(
    client: FlaskClient, person: Person, password: str = PASSWORD, **answers: str
) -> TestResponse:
    """Fill the sign-in page as `person` would."""
    given = {"email": person.email or "", "password": password}
    return submit(client, "/sign-in", {**given, **answers}, action="/sign-in")


def sign_out(client: FlaskClient) -> None:
    """Forget the cookie without telling the server."""
    name = cookie_name(client.application.config["SETTINGS"].https)
    client.delete_cookie(name, domain=client_domain(client), path="/")


def client_domain(client: FlaskClient) -> str:
    """Return the host that the client's cookies belong to."""
    host: str = client.application.config["SETTINGS"].host
    return host.partition(":")[0]


def form_on(page: TestResponse | str, action: str = "") -> Form:
    """Return the one form of a page whose action contains `action`.

    Without `action` it is the first one below the frame: neither language nor sign-out.
    """
    html = page if isinstance(page, str) else page.get_data(as_text=True)
    found = [
        form
        for form in forms_of(html)
        if (action in form.action if action else not _of_the_frame(form))
    ]
    if not found:
        raise LookupError(f"no form for {action!r} on the page")
    return found[0]


def submit(
    client: FlaskClient,
    page: str,
    answers: Answers | None = None,
    *,
    action: str = "",
    forged: Answers | None = None,
    **options: Any,
) -> TestResponse:
    """Open `page`, fill its form (see `form_on`) and send it, CSRF token and all.

    `forged` are fields that the form does not have; `options` go to the client.
    """
    response = client.get(page)
    if response.status_code >= 300:
        raise LookupError(f"{page} answered {response.status}")
    return send(
        client,
        form_on(response, action),
        answers,
        page=page,
        forged=forged,
        **options,
    )


def send(
    client: FlaskClient,
    form: Form,
    answers: Answers | None = None,
    *,
    page: str = "/",
    forged: Answers | None = None,
    **options: Any,
) -> TestResponse:
    """Send a form that was read before from `page`."""
    fields = form.filled(answers or {})
    for name, values in (forged or {}).items():
        fields.extend(
            (name, v) for v in ([values] if isinstance(values, str) else values)
        )
    data: dict[str, list[str]] = {}
    for name, value in fields:
        data.setdefault(name, []).append(value)
    address = urljoin(page, form.action) if form.action else page
    if form.method.lower() == "get":
        return client.get(address, query_string=data, **options)
    return client.post(address, data=data, **options)


def csrf_token(client: FlaskClient, page: str = "/privacy") -> str:
    """Return the token of this client's session, read from a page."""
    html = client.get(page).get_data(as_text=True)
    found = re.search(r'name="csrf_token" value="([^"]+)"', html)
    if found is None:
        raise LookupError(f"no token on {page}")
    return found.group(1)


def post(
    client: FlaskClient, address: str, data: Answers | None = None, **options: Any
) -> TestResponse:
    """Send a POST with a good token and no page before it: what a script would do."""
    fields = {"csrf_token": csrf_token(client), **(data or {})}
    return client.post(address, data=fields, **options)


def travel(app: Flask, moment: datetime) -> None:
    """Let every request from now on arrive at `moment`."""
    app.extensions["clock"] = lambda: moment


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """Collect the SQL statements run inside, both ways in; BEGIN is not one of them."""
    seen: list[str] = []

    def note(*facts: Any) -> None:
        if not facts[2].startswith("BEGIN"):
            seen.append(facts[2])

    def noted(connection: sa.Connection, sql: str, *said: Any) -> Any:
        seen.append(sql)
        return by_driver(connection, sql, *said)

    engines = (database.reading_engine, database.writing_engine)
    for engine in engines:
        sa.event.listen(engine, "before_cursor_execute", note)
    try:
        with patch.object(prepared, "by_driver", noted):
            yield seen
    finally:
        for engine in engines:
            sa.event.remove(engine, "before_cursor_execute", note)


def text_of(response: TestResponse) -> str:
    """Return what a page says, without tags and with single spaces."""
    html = response.get_data(as_text=True)
    body = re.sub(r"(?s)<(script|style|svg|head)\b.*?</\1>", " ", html)
    body = body.replace("<wbr>", "")  # only says where a word may break
    words = re.sub(r"<[^>]+>", " ", body)
    return " ".join(html_text.unescape(words).split())


def _of_the_frame(form: Form) -> bool:
    return form.action in {"/language", "/sign-out"}
