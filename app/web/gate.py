"""The gate before the application: a few requests at a time, each read whole before.

A thread costs little while it waits for a slow phone to send its form, and much when
dozens of them want the interpreter at once. So the server may have many threads, all
of which read; and past this gate go only as many as are good for everybody.
"""

from __future__ import annotations

import io
import threading
from collections import deque
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from app.web.senders import Room, Senders

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PERMITS: Final = 3  # requests inside at a time
WAIT_SECONDS: Final = 1.0
LARGEST_READ: Final = 2 * 1024 * 1024  # bytes; a longer body is the view's matter
UNREADABLE: Final = ("400 Bad Request", "")
CROWDED: Final = (
    "503 Service Unavailable",
    """503

Jest teraz zbyt wiele osób naraz. Zostaw tę stronę otwartą i spróbuj za kilka sekund.
Gerade sind zu viele Leute da. Seite offen lassen und in einigen Sekunden neu versuchen.
Too many people are here right now. Keep this page and try again in a few seconds.
""",
)


class Gate:
    """A WSGI application around another one."""

    def __init__(self, application: WSGIApplication, permits: int = PERMITS) -> None:
        """Let at most `permits` requests into `application` at a time."""
        self._application = application
        self._turns = Turns(permits)
        self._room = Room()
        self.senders = Senders()

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer a request, or ask to try again when it does not get in soon."""
        if environ["REQUEST_METHOD"] in {"POST", "PUT", "PATCH", "DELETE"}:
            refusal = self._read_body(environ)
            if refusal:
                return _refused(start_response, *refusal)
        if not self._turns.take(WAIT_SECONDS):
            return _refused(start_response, *CROWDED)
        _here.visit = visit = Visit(self._turns)
        try:
            return self._application(environ, start_response)
        finally:
            _here.visit = None
            visit.leave()

    def _read_body(self, environ: WSGIEnvironment) -> tuple[str, str] | None:
        """Put the body into memory; return status and words of a refusal if need be.

        The server hands over a form cut off by a lost connection as if it were a short
        one, so only a body of declared length can be trusted. One that is longer than
        any form of ours is left to the view.
        """
        declared: str = environ.get("CONTENT_LENGTH") or "0"
        if "HTTP_TRANSFER_ENCODING" in environ:
            return "411 Length Required", ""
        if not (declared.isascii() and declared.isdecimal()):
            return UNREADABLE
        size = int(declared)
        if size > LARGEST_READ:
            return None
        address: str = environ.get("REMOTE_ADDR", "")
        with self._room.taken(size) as granted, self.senders.waiting_for(address):
            if not granted:
                return CROWDED
            body = environ["wsgi.input"].read(size)
        if len(body) != size:
            return UNREADABLE
        environ["wsgi.input"] = io.BytesIO(body)
        return None


class Visit:
    """One request's stay inside."""

    def __init__(self, turns: Turns) -> None:
        """Begin a stay, the permit for which was taken from `turns`."""
        self._turns = turns
        self._inside = True

    def leave(self) -> None:
        """Let somebody else in; leaving twice is leaving once."""
        if self._inside:
            self._inside = False
            self._turns.give_back()

    def others_inside(self) -> bool:
        """Whether anybody is inside, of whom this one is none."""
        return self._turns.taken > self._inside


_here = threading.local()


def this_visit() -> Visit | None:
    """Return the stay of the request that this thread answers, if it has a gate."""
    visit: Visit | None = getattr(_here, "visit", None)
    return visit


class Turns:
    """Permits that are handed on in the order in which they were asked for.

    A semaphore lets newcomers pass those who wait, which makes the slowest of a
    hundred requests several times slower than the middle one.
    """

    def __init__(self, permits: int) -> None:
        """Begin with so many free permits."""
        self._lock = threading.Lock()
        self._permits = self._free = permits
        self._waiting: deque[threading.Lock] = deque()

    @property
    def taken(self) -> int:
        """How many permits are in use, at a glance."""
        return self._permits - self._free

    def take(self, seconds: float) -> bool:
        """Take a permit; False when it was not one's turn within `seconds`."""
        with self._lock:
            if self._free:
                self._free -= 1
                return True
            turn = threading.Lock()
            turn.acquire()
            self._waiting.append(turn)
        if turn.acquire(timeout=seconds):
            return True
        with self._lock:
            if turn in self._waiting:
                self._waiting.remove(turn)
                return False
        return True  # it was handed over at the last moment

    def give_back(self) -> None:
        """Hand the permit to who has waited longest."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._free += 1


def _refused(start_response: StartResponse, status: str, words: str) -> Iterable[bytes]:
    body = (words or status).encode()
    start_response(
        status,
        [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Length", str(len(body))),
            ("Retry-After", "2"),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
        ],
    )
    return [body]
