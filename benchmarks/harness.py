"""Starting servers, loading them, and reading how much processor time they took."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import statistics
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.load import Load, run

ROOT = Path(__file__).resolve().parents[1]
TICKS = os.sysconf("SC_CLK_TCK")
START_SECONDS = 60


@dataclass(frozen=True)
class Figures:
    """What one round of load cost: CPU and latencies in milliseconds."""

    cpu: float
    rate: float
    p50: float
    p99: float


@dataclass(frozen=True)
class Server:
    """A running server, all processes of which belong to `pid`."""

    pid: int
    port: int
    start_seconds: float

    def cpu_seconds(self) -> float:
        """Return the processor time of all its processes so far."""
        return sum(_cpu_ticks(pid) for pid in _family(self.pid)) / TICKS

    def measured(self, requests: Sequence[bytes], connections: int) -> Figures:
        """Send the requests and return what they cost; fail on any error answer."""
        before = self.cpu_seconds()
        done = run(Load(self.port, connections, tuple(requests)))
        cpu = self.cpu_seconds() - before
        bad = {s: n for s, n in done["statuses"].items() if s not in {"200", "303"}}
        if bad:
            raise RuntimeError(f"the server answered {bad}")
        times = sorted(done["times"])
        return Figures(
            cpu=1000 * cpu / len(requests),
            rate=len(requests) / done["seconds"],
            p50=1000 * statistics.median(times),
            p99=1000 * times[int(len(times) * 0.99)],
        )


def median(rounds: Sequence[Figures]) -> Figures:
    """Return the median of each figure over the rounds."""
    return Figures(
        *(
            statistics.median(getattr(one, name) for one in rounds)
            for name in ("cpu", "rate", "p50", "p99")
        )
    )


@contextmanager
def serving(
    command: Sequence[str], environment: Mapping[str, str], port: int
) -> Iterator[Server]:
    """Run a server command until the caller is done; it must answer GET /health."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_until_ready(process, port)
        yield Server(process.pid, port, time.perf_counter() - begun)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def get(port: int, path: str, cookies: str = "") -> tuple[str, list[str]]:
    """Return (body, Set-Cookie headers) of a page that must be there."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Cookie": cookies})
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"GET {path} was answered with {answer.status}")
    return body, answer.headers.get_all("Set-Cookie") or []


def _wait_until_ready(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with status {process.returncode}")
        try:
            get(port, "/health")
        except (OSError, http.client.HTTPException):
            time.sleep(0.01)
        else:
            return
    raise RuntimeError("the server did not start")


def _family(pid: int) -> list[int]:
    """Return a process and all its descendants."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int(_stat(folder)[1])
        except (OSError, IndexError):
            continue
        children.setdefault(parent, []).append(int(folder.name))
    family, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        family.append(one)
        waiting += children.get(one, [])
    return family


def _cpu_ticks(pid: int) -> int:
    """Return user and system time of a process and of its children that ended."""
    try:
        return sum(int(ticks) for ticks in _stat(Path(f"/proc/{pid}"))[11:15])
    except OSError:
        return 0


def _stat(folder: Path) -> list[str]:
    """Return the fields of /proc/<pid>/stat behind the name, the state first."""
    return (folder / "stat").read_text().rpartition(")")[2].split()
