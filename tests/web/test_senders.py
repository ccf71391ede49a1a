"""Who sends slowly, and how much may be on its way into memory."""

from __future__ import annotations

import io
import socket
import tempfile
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import EnvironBuilder, run_wsgi_app

from app.web import gate, senders
from app.web.gate import Gate
from app.web.senders import SMALL, Room, Senders, Watch, lines_to, plain

OPEN = Path("/proc/self/fd")


def test_large_bodies_share_a_room_and_small_ones_need_none():
    room = Room(3 * SMALL)
    with room.taken(2 * SMALL) as first, room.taken(2 * SMALL) as second:
        assert (first, second) == (True, False)
        with room.taken(SMALL) as small:
            assert small
    with room.taken(3 * SMALL) as again:
        assert again


def test_a_large_body_that_finds_no_room_is_asked_to_come_again(monkeypatch):
    monkeypatch.setattr(gate, "Room", lambda: Room(0))
    entered = Gate(_echo)

    assert _status(entered, b"x" * SMALL) == "200 OK"
    assert _status(entered, b"x" * (SMALL + 1)) == "503 Service Unavailable"


def test_whose_body_is_waited_for_is_late_after_a_while_and_not_when_it_came():
    waiting = Senders()
    with waiting.waiting_for("::ffff:192.0.2.7"):
        assert waiting.late(-1) == {"192.0.2.7"}
        assert waiting.late(60) == set()

    assert waiting.late(-1) == set()


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8::0:1", "2001:db8::1"),
        ("no address", "no address"),
    ],
)
def test_an_address_is_written_in_one_way(address, written):
    assert plain(address) == written


def test_the_kernel_tells_what_came_by_a_connection_and_how_long_we_are_silent():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)) as sender:
            taken, _ = server.accept()
            with taken:
                own = sender.getsockname()
                sender.sendall(b"x" * 1234)
                taken.recv(2000)
                (line,) = lines_to(port)

    assert line.received == 1234
    assert 0 <= line.silent < 60
    assert line.peer == own
    assert list(lines_to(port)) == []


def test_looking_at_all_descriptors_leaves_none_behind():
    """What is no socket, a file or a pipe, once was kept open at each look."""
    with tempfile.TemporaryFile(), socket.create_server(("127.0.0.1", 0)) as server:
        before = sorted(OPEN.iterdir())
        for _look in range(3):
            assert list(lines_to(server.getsockname()[1])) == []

        assert sorted(OPEN.iterdir()) == before


def test_nobody_is_cut_off_while_nobody_is_late():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)) as sender:
            taken, _ = server.accept()
            with taken:
                assert Watch(Senders(), port).look() == 0
                sender.sendall(b"still there")
                assert taken.recv(100) == b"still there"


def test_a_form_may_take_a_minute_and_is_looked_at_every_few_seconds():
    assert senders.PATIENCE == 60
    assert senders.LOOK_EVERY <= 10


def _echo(environ: Any, start_response: Any) -> list[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [environ["wsgi.input"].read()]


def _status(application: Any, body: bytes) -> str:
    environ = EnvironBuilder(method="POST").get_environ() | {
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
    }
    return run_wsgi_app(application, environ)[1]
