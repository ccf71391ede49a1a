"""The load generator: keep-alive connections of raw sockets, in a process of its own.

Reads a pickled `Load` from standard input and prints the measured times as JSON.
"""

from __future__ import annotations

import json
import pickle
import selectors
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Load:
    """Requests to be sent one after the other over so many connections."""

    port: int
    connections: int
    requests: tuple[bytes, ...]


def run(load: Load) -> dict[str, Any]:
    """Send the requests from another process; return what it measured.

    `seconds` is the whole time, `times` those of single requests in seconds, `statuses`
    how often each was answered.
    """
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.load"],
        input=pickle.dumps(load),
        capture_output=True,
        check=True,
    )
    measured: dict[str, Any] = json.loads(done.stdout)
    return measured


class _Connection:
    """One browser: sends a request, waits for the whole answer, sends the next."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.received = b""
        self.wanted = 0
        self.begun = 0.0

    def send(self, request: bytes) -> None:
        self.received, self.wanted = b"", 0
        self.begun = time.perf_counter()
        self.socket.sendall(request)

    def receive(self) -> bool:
        """Take what is there; True when the answer is complete."""
        part = self.socket.recv(1 << 18)
        if not part:
            raise ConnectionError("the server closed a connection")
        self.received += part
        if not self.wanted:
            head, end, _ = self.received.partition(b"\r\n\r\n")
            if not end:
                return False
            self.wanted = len(head) + len(end) + _length(head)
        return len(self.received) >= self.wanted

    def status(self) -> str:
        return self.received[9:12].decode()


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0


def _measure(load: Load) -> dict[str, Any]:
    waiting = iter(load.requests)
    selector = selectors.DefaultSelector()
    connections = [_Connection(load.port) for _ in range(load.connections)]
    times: list[float] = []
    statuses: Counter[str] = Counter()
    begun = time.perf_counter()
    for connection in connections:
        selector.register(connection.socket, selectors.EVENT_READ, connection)
        connection.send(next(waiting))
    for connection in _answered(selector, len(load.requests)):
        times.append(time.perf_counter() - connection.begun)
        statuses[connection.status()] += 1
        request = next(waiting, None)
        if request is not None:
            connection.send(request)
    seconds = time.perf_counter() - begun
    for connection in connections:
        connection.socket.close()
    return {"seconds": seconds, "times": times, "statuses": statuses}


def _answered(selector: selectors.BaseSelector, number: int) -> Iterator[_Connection]:
    """Yield connections, each when it has a whole answer, `number` times in all."""
    while number:
        for key, _ in selector.select():
            if key.data.receive():
                number -= 1
                yield key.data


if __name__ == "__main__":
    print(json.dumps(_measure(pickle.loads(sys.stdin.buffer.read()))))  # noqa: S301
