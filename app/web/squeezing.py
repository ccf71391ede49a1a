"""Compressing pages around what differs in them.

Most of a page is the same for everybody who reads it, and compressing it anew costs
more than half of all the rest of answering. So what stands between the slots is
compressed once and kept, with the slots filled by bytes that occur nowhere else; in
their place go the real ones, uncompressed and as long. Only the check sum is made for
every page.
"""

from __future__ import annotations

import hashlib
import struct
import threading
import zlib
from collections.abc import Sequence
from typing import Final

LEVEL: Final = 6
MOST = 2000  # pages in memory, 5 to 10 kB each
LONGEST_SLOT: Final = 0xFFFF  # bytes of an uncompressed block
_HEAD: Final = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
_END: Final = b"\x03\x00"  # an empty last block
_FILLER: Final = b"\x01"  # what a page does not contain, so that nothing refers to it


class Squeezer:
    """Compressed pages without what fills their slots; the oldest go when too many."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kept: dict[bytes, list[bytes]] = {}
        self._lock = threading.Lock()

    def gzip(self, body: bytes, pieces: Sequence[str]) -> bytes:
        """Return `body` as gzip.

        `pieces` are what it consists of: text, a slot's filling, text and so on. When
        it does not consist of just these, they are not looked at.
        """
        raw = [piece.encode() for piece in pieces]
        if not _may_be_apart(raw, body):
            raw = [body]
        blocks = self._texts(raw)
        out = [_HEAD, blocks[0]]
        for slot, text in zip(raw[1::2], blocks[1:], strict=True):
            # An uncompressed block: kind, length, its complement, and the bytes.
            out += (struct.pack("<BHH", 0, len(slot), len(slot) ^ 0xFFFF), slot, text)
        out += (_END, struct.pack("<LL", zlib.crc32(body), len(body) & 0xFFFFFFFF))
        return b"".join(out)

    def _texts(self, raw: list[bytes]) -> list[bytes]:
        """Return the compressed texts, each ending at a whole byte."""
        key = _key(raw)
        found = self._kept.get(key)
        if found is None:
            found = _compressed(raw)
            with self._lock:
                self._kept[key] = found
                while len(self._kept) > MOST:
                    del self._kept[next(iter(self._kept))]
        return found


def _may_be_apart(raw: list[bytes], body: bytes) -> bool:
    return (
        len(raw) % 2 == 1
        and b"".join(raw) == body
        and _FILLER not in body
        and all(len(slot) <= LONGEST_SLOT for slot in raw[1::2])
    )


def _key(raw: list[bytes]) -> bytes:
    """Return a digest of the texts and of how long the slots between them are."""
    digest = hashlib.blake2b(digest_size=16)
    for number, one in enumerate(raw):
        digest.update(b"%d:" % len(one))
        if number % 2 == 0:
            digest.update(one)
    return digest.digest()


def _compressed(raw: list[bytes]) -> list[bytes]:
    squeezing = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    texts = []
    for number, one in enumerate(raw):
        if number % 2:
            # Only so that later text knows how far back earlier text is.
            squeezing.compress(_FILLER * len(one))
            squeezing.flush(zlib.Z_SYNC_FLUSH)
        else:
            text = squeezing.compress(one) + squeezing.flush(zlib.Z_SYNC_FLUSH)
            texts.append(text)
    return texts
