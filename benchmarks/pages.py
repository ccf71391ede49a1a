"""The scenarios over HTTP: a lesson page, an answer, and both as records grow."""

from __future__ import annotations

import html
import re
import secrets
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.harness import ROOT, Figures, Server, free_port, get, median, serving
from benchmarks.installation import COURSE, Installation, Learner
from benchmarks.ref_app import USERS
from benchmarks.table import Row

Requests = Callable[[int], list[bytes]]  # so many of them
ROUNDS = 3
VIEWS, ANSWERS = 1500, 800  # requests in a round
CONNECTIONS = (1, 8)
FEW, MANY = 1_000, 1_000_000  # stored responses
HEAD = "Host: 127.0.0.1:{port}\r\nCookie: {cookies}"
COMPRESSED = "\r\nAccept-Encoding: gzip, deflate, br"


class Ours:
    """Requests of learners to our server."""

    def __init__(self, server: Server, people: list[Learner], lesson: str) -> None:
        """Visit the lesson once with everybody, which also warms it up."""
        self._server = server
        self._path = f"/courses/{COURSE}/lessons/{lesson}"
        self._forms = [self._form(one) for one in people]
        self.page_bytes = len(
            get(server.port, self._path, people[0].cookie)[0].encode()
        )
        self._cookies = [cookies for _, _, cookies in self._forms]

    def views(self, number: int) -> list[bytes]:
        """Return requests for the lesson, by each learner in turn."""
        return self._views(number, COMPRESSED)

    def plain_views(self, number: int) -> list[bytes]:
        """Return the same requests by a browser that takes nothing compressed."""
        return self._views(number, "")

    def _views(self, number: int, more: str) -> list[bytes]:
        port, cookies = self._server.port, self._cookies
        return [
            _get(port, self._path, cookies[n % len(cookies)], more)
            for n in range(number)
        ]

    def answers(self, number: int) -> list[bytes]:
        """Return answers to a question of the lesson, each with a key of its own."""
        made = []
        for n in range(number):
            action, fields, cookies = self._forms[n % len(self._forms)]
            fresh = {**fields, "key": secrets.token_hex(16)}
            made.append(_post(self._server.port, action, fresh, cookies))
        return made

    def _form(self, one: Learner) -> tuple[str, dict[str, str], str]:
        """Return (address, fields with a choice made, cookies) of a practice form."""
        page, cookies = get(self._server.port, self._path, one.cookie)
        all_cookies = "; ".join([one.cookie, *(c.partition(";")[0] for c in cookies)])
        for form in re.findall(r"<form class=\"practice\".*?</form>", page, re.DOTALL):
            radio = re.search(r"<input[^>]*type=\"radio\"[^>]*>", form)
            action = re.search(r"action=\"([^\"#]*)", form)
            if radio and action:
                names = ("csrf_token", "key")
                fields = {name: _value(form, name) for name in names}
                name = re.search(r"name=\"([^\"]*)", radio[0])
                value = re.search(r"value=\"([^\"]*)", radio[0])
                assert name
                assert value
                fields[name[1]] = value[1]
                return html.unescape(action[1]), fields, all_cookies
        raise RuntimeError("the lesson has no question with choices")


class Reference:
    """Requests of users to REF."""

    def __init__(self, server: Server) -> None:
        """Sign everybody in and visit the page once."""
        self._port = server.port
        self._cookies = []
        for user in range(1, USERS + 1):
            _, cookies = get(server.port, f"/sign-in/{user}")
            self._cookies.append(cookies[0].partition(";")[0])
        self.page_bytes = len(get(server.port, "/lesson", self._cookies[0])[0].encode())

    def views(self, number: int) -> list[bytes]:
        """Return requests for the page, by each user in turn."""
        return [_get(self._port, "/lesson", self._cookie(n)) for n in range(number)]

    def answers(self, number: int) -> list[bytes]:
        """Return answers, by each user in turn."""
        return [
            _post(self._port, "/answers", {"text": f"umowa {n}"}, self._cookie(n))
            for n in range(number)
        ]

    def _cookie(self, number: int) -> str:
        return self._cookies[number % len(self._cookies)]


def views_and_answers() -> list[Row]:
    """(a) and (b): our lesson page and answer beside REF's GET and POST."""
    rows = []
    with _both() as (server, ours, ref_server, ref):
        rows.append(Row.fact("page of ours / of REF", ours.page_bytes, ref.page_bytes))
        for connections in CONNECTIONS:
            a = _compared(ref_server, ref.views, server, ours.views, VIEWS, connections)
            rows += Row.against("(a) lesson page, gzip", connections, *a)
            plain = _compared(
                ref_server, ref.views, server, ours.plain_views, VIEWS, connections
            )
            rows += Row.against("(a) lesson page, plain", connections, *plain)
            b = _compared(
                ref_server, ref.answers, server, ours.answers, ANSWERS, connections
            )
            rows += Row.against("(b) answer", connections, *b)
            if connections > 1:
                spread = b[1].p99 / b[1].p50
                rows.append(Row("(b) answer, p99 / p50", spread, most=3))
    return rows


def growth() -> list[Row]:
    """(f): both, with a thousand and with a million stored responses."""
    rows = []
    with ExitStack() as stack:
        few, many = (stack.enter_context(_ours(number)) for number in (FEW, MANY))
        for name, number, little, much in (
            ("lesson page", VIEWS, few[1].views, many[1].views),
            ("answer", ANSWERS, few[1].answers, many[1].answers),
        ):
            before, after = _compared(few[0], little, many[0], much, number, 1)
            rows.append(
                Row(f"(f) {name}, {MANY:,} / {FEW:,}", after.cpu / before.cpu, most=1.2)
            )
    return rows


@contextmanager
def _both() -> Iterator[tuple[Server, Ours, Server, Reference]]:
    """Run our server and REF beside each other; only one is loaded at a time."""
    with _ours(FEW) as (server, ours), tempfile.TemporaryDirectory() as folder:
        port = free_port()
        environment = {
            "FOLDER": folder,
            "PORT": str(port),
            "PAGE_BYTES": str(ours.page_bytes),
            "PYTHONPATH": str(ROOT),
        }
        command = [sys.executable, "-m", "benchmarks.ref_app"]
        with serving(command, environment, port) as ref_server:
            yield server, ours, ref_server, Reference(ref_server)


@contextmanager
def _ours(responses: int) -> Iterator[tuple[Server, Ours]]:
    with tempfile.TemporaryDirectory() as folder:
        installation = Installation(Path(folder))
        installation.store_responses(responses)
        people = installation.learners()
        course = installation.course()
        lesson = next(
            one.id
            for one in course.lessons.values()
            if any(course.questions[q].kind == "single-choice" for q in one.practice)
        )
        with installation.serving() as server:
            yield server, Ours(server, people, lesson)


def _compared(
    first: Server,
    first_requests: Requests,
    second: Server,
    second_requests: Requests,
    number: int,
    connections: int,
) -> tuple[Figures, Figures]:
    """Load both in turn, round by round; return the medians of each."""
    rounds: list[tuple[Figures, Figures]] = []
    for _ in range(ROUNDS):
        one = first.measured(first_requests(number), connections)
        two = second.measured(second_requests(number), connections)
        rounds.append((one, two))
    return median([one for one, _ in rounds]), median([two for _, two in rounds])


def _value(form: str, name: str) -> str:
    found = re.search(rf"name=\"{name}\" value=\"([^\"]*)\"", form)
    if found is None:
        raise RuntimeError(f"a form has no {name}")
    return html.unescape(found[1])


def _get(port: int, path: str, cookies: str, more: str = COMPRESSED) -> bytes:
    head = HEAD.format(port=port, cookies=cookies) + more
    return f"GET {path} HTTP/1.1\r\n{head}\r\n\r\n".encode()


def _post(port: int, path: str, fields: dict[str, str], cookies: str) -> bytes:
    body = urlencode(fields)
    head = HEAD.format(port=port, cookies=cookies) + COMPRESSED
    return (
        f"POST {path} HTTP/1.1\r\n{head}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}"
    ).encode()
