"""Slow senders: whoever does not send a form in time is cut off.

The server waits for a body without an end, in a thread. Only the end of the connection
ends that, and the server tells nobody which connection a request came by. So those are
ended that come from where a body is overdue, to which nothing was sent lately, and
from which hardly anything comes.
"""

from __future__ import annotations

import ipaddress
import logging
import os
import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Final

log = logging.getLogger(__name__)
# Seconds that a body may take to come; longer only at a speed that shows good will.
PATIENCE = 60.0
LOOK_EVERY = 5.0  # seconds between two looks
SLOWEST: Final = 1000  # bytes a second
# How much may be waited for at a time, beside bodies that are small: bytes.
SMALL: Final = 64 * 1024
ROOM: Final = 64 * 1024 * 1024


class Room:
    """How many bytes of large bodies may be on their way into memory at a time."""

    def __init__(self, room: int = ROOM) -> None:
        """Begin with `room` bytes free."""
        self._lock = threading.Lock()
        self._free = room

    @contextmanager
    def taken(self, size: int) -> Iterator[bool]:
        """Lend room for a body; False when there is none. Small ones need none."""
        if size <= SMALL:
            yield True
            return
        with self._lock:
            granted = size <= self._free
            self._free -= size * granted
        try:
            yield granted
        finally:
            with self._lock:
                self._free += size * granted


class Senders:
    """Whose bodies are waited for, and since when."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._waiting: dict[int, tuple[float, str]] = {}

    @contextmanager
    def waiting_for(self, address: str) -> Iterator[None]:
        """Note that this thread waits for a body from `address`."""
        thread = threading.get_ident()
        self._waiting[thread] = (time.monotonic(), address)
        try:
            yield
        finally:
            del self._waiting[thread]

    def late(self, patience: float) -> set[str]:
        """Return from where a body has been waited for longer than `patience`."""
        begun = time.monotonic() - patience
        waiting = list(self._waiting.values())
        return {plain(address) for since, address in waiting if since < begun}


@dataclass(frozen=True)
class Line:
    """A connection: what came by it so far, and how long ago we last sent something."""

    descriptor: int
    peer: tuple[str, int]
    received: int  # bytes
    silent: float  # seconds


class Watch:
    """Cuts off slow senders."""

    def __init__(self, senders: Senders, port: int) -> None:
        """Watch connections to our `port`."""
        self._senders = senders
        self._port = port
        self._before: dict[tuple[str, int], tuple[float, int]] = {}

    def start(self) -> None:
        """Look every now and then, in a thread that ends with the process."""
        threading.Thread(target=self._run, name="senders", daemon=True).start()

    def look(self) -> int:
        """Cut off those who are late and slow; return how many."""
        late = self._senders.late(PATIENCE)
        if not late:
            self._before.clear()
            return 0
        now = time.monotonic()
        lines = [one for one in lines_to(self._port) if one.peer[0] in late]
        slow = [one for one in lines if one.silent > PATIENCE and self._slow(one, now)]
        self._before = {one.peer: (now, one.received) for one in lines}
        for one in slow:
            _end(one)
        if slow:
            log.info("connections that sent too slowly were ended: %d", len(slow))
        return len(slow)

    def _slow(self, one: Line, now: float) -> bool:
        """Whether hardly anything came since the last look; the first one tells not."""
        if one.peer not in self._before:
            return False
        then, received = self._before[one.peer]
        return one.received - received < SLOWEST * (now - then)

    def _run(self) -> None:
        while True:
            time.sleep(LOOK_EVERY)
            try:
                self.look()
            except Exception:
                log.exception("slow senders could not be looked at")


def lines_to(port: int) -> Iterator[Line]:
    """Yield the connections that others opened to `port` of this process."""
    for name in os.listdir("/proc/self/fd"):  # noqa: PTH208 - names are all we need
        with suppress(OSError), _borrowed(int(name)) as line:
            if line.family in {socket.AF_INET, socket.AF_INET6}:
                own, peer = line.getsockname(), line.getpeername()
                if own[1] == port:
                    silent, received = _told_by_kernel(line)
                    yield Line(int(name), (plain(peer[0]), peer[1]), received, silent)


def plain(address: str) -> str:
    """Return an address as one would write it: IPv4 as such also where IPv6 is used."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(getattr(found, "ipv4_mapped", None) or found)


@contextmanager
def _borrowed(descriptor: int) -> Iterator[socket.socket]:
    """Lend a socket that is somebody else's, and stays open; OSError if it is none."""
    number = os.dup(descriptor)
    try:
        copy = socket.socket(fileno=number)
    except OSError:
        os.close(number)
        raise
    with copy:
        yield copy


def _told_by_kernel(line: socket.socket) -> tuple[float, int]:
    """Return (seconds since we sent something, bytes received in all)."""
    told = line.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 136)
    # struct tcp_info: tcpi_last_data_sent in milliseconds, tcpi_bytes_received.
    return struct.unpack_from("=I", told, 44)[0] / 1000, struct.unpack_from(
        "=Q", told, 128
    )[0]


def _end(one: Line) -> None:
    with suppress(OSError), _borrowed(one.descriptor) as line:
        # The number may be another connection's by now.
        if line.getpeername()[1] == one.peer[1]:
            line.shutdown(socket.SHUT_RDWR)
