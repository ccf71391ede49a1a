"""Whoever does not send a form in time is cut off, and nobody else is."""

from __future__ import annotations

import http.client
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.servers import Served, serving

HASTE = "from app.web import senders; senders.PATIENCE, senders.LOOK_EVERY = 1, 0.2"
MANY = 300
HEAD = b"POST /language HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: %d\r\n\r\nlangu"


@pytest.fixture
def hasty(tmp_path: Path) -> Iterator[Served]:
    """Return a server that waits for a form one second."""
    (tmp_path / "courses").mkdir()
    folders = {"DATA_DIR": tmp_path / "data", "COURSES_DIR": tmp_path / "courses"}
    environment = {name: str(path) for name, path in folders.items()}
    with serving(environment, HASTE) as served:
        yield served


def test_three_hundred_who_send_a_byte_now_and_then_are_cut_off(hasty):
    (worker,) = hasty.workers()
    idle = _connections(worker)
    held = [hasty.connected() for _ in range(MANY)]
    for connection in held:
        connection.sendall(HEAD % 50_000)
    until = time.monotonic() + 15
    ended, slowest = 0, 0.0
    while ended < MANY and time.monotonic() < until:
        begun = time.monotonic()
        assert hasty.get("/health", seconds=5)[0] == 200
        slowest = max(slowest, time.monotonic() - begun)
        time.sleep(0.3)
        ended = sum(_trickled(connection) for connection in held)
    for connection in held:
        connection.close()

    assert ended == MANY
    assert slowest < 1
    assert _falls_to(idle + 5, worker)


def test_who_sends_slowly_but_steadily_is_heard_to_the_end(hasty):
    stuck = hasty.connected()
    stuck.sendall(HEAD % 50_000)
    steady = hasty.connected()
    steady.sendall(HEAD % 20_005)
    for _ in range(20):
        time.sleep(0.15)
        steady.sendall(b"x" * 1000)
    answer = steady.recv(10_000)
    stuck.settimeout(5)

    assert answer.startswith(b"HTTP/1.1 400")  # a form without token, but answered
    assert b"text/html" in answer
    assert _is_over(stuck)
    stuck.close()
    steady.close()


def test_waiting_for_a_page_is_not_sending_slowly(hasty):
    quiet = http.client.HTTPConnection("127.0.0.1", hasty.port, timeout=5)
    statuses = []
    for _ in range(2):
        quiet.request("GET", "/health")
        answer = quiet.getresponse()
        answer.read()
        statuses.append((answer.status, quiet.sock.getsockname()))
        time.sleep(2)
    quiet.close()

    # By the same connection, which was idle for longer than a form may take.
    assert statuses == [(200, statuses[0][1])] * 2


def _trickled(connection: socket.socket) -> bool:
    """Send one byte more; whether the server has ended the connection."""
    try:
        connection.sendall(b"x")
        connection.settimeout(0)
        return bool(_is_over(connection))
    except BlockingIOError:
        connection.settimeout(10)
        return False
    except OSError:
        return True


def _is_over(connection: socket.socket) -> bool:
    """Whether the server ended the connection, with or without a last word."""
    try:
        while connection.recv(1000):
            pass
    except (ConnectionError, BrokenPipeError):
        pass
    return True


def _falls_to(number: int, worker: int) -> bool:
    """Whether the worker soon has so few connections."""
    until = time.monotonic() + 10
    while time.monotonic() < until and _connections(worker) > number:
        time.sleep(0.1)
    return _connections(worker) <= number


def _connections(pid: int) -> int:
    return sum(_is_socket(path) for path in Path(f"/proc/{pid}/fd").iterdir())


def _is_socket(descriptor: Path) -> bool:
    try:
        return descriptor.is_socket()
    except FileNotFoundError:
        return False  # closed since it was listed
