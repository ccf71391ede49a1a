"""The gate: whole forms only, and a few requests at a time."""

from __future__ import annotations

import io
import threading
from typing import Any

import pytest
from werkzeug.test import Client, EnvironBuilder, run_wsgi_app

from app.web import gate
from app.web.gate import LARGEST_READ, Gate


def test_a_whole_form_goes_through_as_it_is():
    status, body = _send(b"answer=42")

    assert (status, body) == ("200 OK", b"answer=42")


def test_a_form_cut_off_by_a_lost_connection_is_refused():
    status, _ = _send(b"answer=4", CONTENT_LENGTH="9")

    assert status == "400 Bad Request"


def test_a_body_of_unknown_length_is_refused_since_its_end_cannot_be_told():
    status, _ = _send(b"answer=42", CONTENT_LENGTH="", HTTP_TRANSFER_ENCODING="chunked")

    assert status == "411 Length Required"


@pytest.mark.parametrize("length", ["-1", "nine", "1e9", "٣"])
def test_a_length_that_is_no_number_is_refused(length):
    status, _ = _send(b"answer=42", CONTENT_LENGTH=length)

    assert status == "400 Bad Request"


def test_a_body_longer_than_any_form_is_left_to_the_view():
    body = b"x" * (LARGEST_READ + 1)

    assert _send(body) == ("200 OK", body)


def test_a_body_is_read_before_a_permit_is_taken(monkeypatch):
    monkeypatch.setattr(gate, "WAIT_SECONDS", 0.1)
    entered = Gate(_echo, permits=1)
    slow = _SlowBody()
    sender = threading.Thread(
        target=lambda: list(entered(_environ(b"", 5, slow), _ignore))
    )
    sender.start()
    slow.asked.wait(5)
    quick = _answer(entered, b"quick")
    slow.sent.set()
    sender.join()

    assert quick == ("200 OK", b"quick")


def test_who_does_not_get_in_soon_is_asked_to_try_again(monkeypatch):
    monkeypatch.setattr(gate, "WAIT_SECONDS", 0.1)
    inside, leave = threading.Event(), threading.Event()

    def slow(environ: Any, start_response: Any) -> list[bytes]:
        inside.set()
        leave.wait(5)
        return _echo(environ, start_response)

    entered = Gate(slow, permits=1)
    first = threading.Thread(target=lambda: Client(entered).get("/"))
    first.start()
    inside.wait(5)
    refused = Client(entered).get("/")
    leave.set()
    first.join()

    assert refused.status_code == 503
    assert refused.headers["Retry-After"] == "2"
    assert "Zostaw tę stronę" in refused.text
    assert Client(entered).get("/").status_code == 200


def test_a_permit_comes_back_from_an_application_that_fails():
    def fail(_environ: Any, _start_response: Any) -> list[bytes]:
        raise ValueError

    entered = Gate(fail, permits=1)
    for _ in range(3):
        with pytest.raises(ValueError):  # noqa: PT011 - raised without words
            Client(entered).get("/")


class _SlowBody(io.RawIOBase):
    """A body whose sender waits until it is told to go on."""

    def __init__(self) -> None:
        self.asked, self.sent = threading.Event(), threading.Event()

    def read(self, _size: int = -1) -> bytes:
        self.asked.set()
        self.sent.wait(5)
        return b"slow!"


def _echo(environ: Any, start_response: Any) -> list[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [environ["wsgi.input"].read()]


def _ignore(*_: object) -> None:
    """Take a status that nobody looks at."""


def _environ(body: bytes, length: int, stream: Any = None) -> Any:
    return EnvironBuilder(method="POST").get_environ() | {
        "CONTENT_LENGTH": str(length),
        "wsgi.input": stream or io.BytesIO(body),
    }


def _answer(application: Any, body: bytes, **facts: str) -> tuple[str, bytes]:
    environ = _environ(body, len(body)) | facts
    chunks, status, _ = run_wsgi_app(application, environ)
    return status, b"".join(chunks)


def _send(body: bytes, **facts: str) -> tuple[str, bytes]:
    return _answer(Gate(_echo), body, **facts)
