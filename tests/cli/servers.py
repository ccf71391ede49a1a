"""Running the server as it is shipped: a process, a port, a DATA_DIR of its own."""

from __future__ import annotations

import http.client
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
_SERVE = "from app.cli import main; main(['serve'])"
READY = "Czeladnik is ready: "


@dataclass
class Served:
    """A running server: its process, what it printed, and where it listens."""

    process: subprocess.Popen[str]
    printed: list[str] = field(default_factory=list)
    port: int = 0

    def get(self, path: str, seconds: float = 10) -> tuple[int, str]:
        """Return status and body of a page."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=seconds)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def connected(self) -> socket.socket:
        """Return a new connection to it."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=10)

    def stop(self) -> int:
        """Ask it to stop; return its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)

    def workers(self) -> list[int]:
        """Return the processes that it started."""
        folder = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in folder.read_text().split()]


@contextmanager
def serving(environment: Mapping[str, str], changed: str = "pass") -> Iterator[Served]:
    """Run the server on any free port until the caller is done.

    `changed` is Python that runs first: such as a time made short for a test.
    """
    process = subprocess.Popen(
        [sys.executable, "-c", f"{changed}\n{_SERVE}"],
        cwd=ROOT,
        env=plain_environment() | {"PORT": "0"} | dict(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    served = Served(process)
    lines: queue.Queue[str | None] = queue.Queue()
    reader = threading.Thread(target=_read, args=(served, lines))
    reader.start()
    try:
        _wait_until_ready(served, lines)
        yield served
    finally:
        if process.poll() is None:
            served.stop()
        reader.join()
        assert process.stdout
        process.stdout.close()


def plain_environment() -> dict[str, str]:
    """Return the environment of the tests without settings of Czeladnik's."""
    kept = ("PATH", "HOME", "LANG", "PYTHONDONTWRITEBYTECODE")
    return {name: os.environ[name] for name in kept if name in os.environ}


def _read(served: Served, lines: queue.Queue[str | None]) -> None:
    assert served.process.stdout
    for line in served.process.stdout:
        served.printed.append(line.rstrip("\n"))
        lines.put(line)
    lines.put(None)


def _wait_until_ready(served: Served, lines: queue.Queue[str | None]) -> None:
    while True:
        line = lines.get(timeout=60)
        if line is None:
            raise AssertionError("the server ended: " + "\n".join(served.printed))
        if line.startswith(READY):
            served.port = int(line.rstrip("/\n").rpartition(":")[2])
            break
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            served.get("/health")
        except OSError:
            time.sleep(0.01)
        else:
            return
    raise AssertionError("the server does not listen")
