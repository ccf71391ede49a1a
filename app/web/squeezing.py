"""Compressing pages around what differs in them.

Most of a page is the same for everybody who reads it, and compressing it anew costs
more than half of all the rest of answering. So what stands between the slots is
compressed once and kept, with the slots filled by bytes that occur nowhere else; in
their place go the real ones, uncompressed and as long. A slot that repeats an earlier
one, as form tokens do, is a reference back to it. Only the check sum is made for every
page.
"""

from __future__ import annotations

import gzip
import hashlib
import struct
import threading
import zlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

LEVEL: Final = 6
MOST = 2000  # pages in memory, 5 to 10 kB each
LONGEST_SLOT: Final = 0xFFFF  # bytes of an uncompressed block
SHORTEST_REPEAT: Final = 8  # bytes; a shorter slot is not worth a reference
FARTHEST_REPEAT: Final = 30_000  # bytes back; deflate sees 32 kB
_HEAD: Final = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
_END: Final = b"\x03\x00"  # an empty last block
# What a page does not contain, so that nothing but fillings refers to fillings.
_FILLERS: Final = bytes([*range(0x01, 0x09), *range(0x0E, 0x20)])


@dataclass(frozen=True, slots=True)
class _Kept:
    """Compressed texts, and the slots whose bytes stand between them."""

    texts: tuple[bytes, ...]
    between: tuple[int, ...]


class Squeezer:
    """Compressed pages without what fills their slots; the oldest go when too many."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kept: dict[bytes, _Kept] = {}
        self._lock = threading.Lock()

    def gzip(self, body: bytes, pieces: Sequence[str]) -> bytes:
        """Return `body` as gzip.

        `pieces` are what it consists of: text, a slot's filling, text and so on. When
        it does not consist of just these, they are not looked at.
        """
        raw = [piece.encode() for piece in pieces]
        if not _is_made_of(body, raw):
            raw = [body]
        key = _key(raw)
        kept = self._kept.get(key)
        if kept is None:
            if any(text.translate(None, _FILLERS) != text for text in raw[::2]):
                return gzip.compress(body, LEVEL, mtime=0)
            kept = _squeezed(raw)
            self._keep(key, kept)
        out = [_HEAD, *_blocks(raw, kept), _END]
        out.append(struct.pack("<LL", zlib.crc32(body), len(body) & 0xFFFFFFFF))
        return b"".join(out)

    def _keep(self, key: bytes, kept: _Kept) -> None:
        with self._lock:
            self._kept[key] = kept
            while len(self._kept) > MOST:
                del self._kept[next(iter(self._kept))]


def _is_made_of(body: bytes, raw: list[bytes]) -> bool:
    return (
        len(raw) % 2 == 1
        and b"".join(raw) == body
        and all(len(slot) <= LONGEST_SLOT for slot in raw[1::2])
    )


def _key(raw: list[bytes]) -> bytes:
    """Return a digest of the texts, and of how long and how alike the slots are."""
    first: dict[bytes, int] = {}
    shape = [len(one) for one in raw]
    shape += [first.setdefault(slot, number) for number, slot in enumerate(raw[1::2])]
    # One digest of one text: a step for each piece would take longer than the digest.
    return hashlib.sha256(repr(shape).encode() + b"".join(raw[::2])).digest()


def _blocks(raw: list[bytes], kept: _Kept) -> Iterator[bytes]:
    """Yield compressed texts, each ending at a whole byte, and slots between them."""
    yield kept.texts[0]
    for number, text in zip(kept.between, kept.texts[1:], strict=True):
        slot = raw[number]
        # An uncompressed block: kind, length, its complement, and the bytes.
        yield struct.pack("<BHH", 0, len(slot), len(slot) ^ 0xFFFF)
        yield slot
        yield text


def _squeezed(raw: list[bytes]) -> _Kept:
    """Compress the texts, with references for repeated slots where that comes out."""
    repeats = _repeats(raw)
    kept = _compressed(raw, repeats)
    if repeats and not _comes_out(raw, kept):
        kept = _compressed(raw, ())
    return kept


def _repeats(raw: list[bytes]) -> set[int]:
    """Return the slots that say what another one said shortly before."""
    repeats = set()
    last: dict[bytes, int] = {}
    position = 0
    for number, one in enumerate(raw):
        if number % 2 and len(one) >= SHORTEST_REPEAT:
            if position - last.get(one, -FARTHEST_REPEAT) < FARTHEST_REPEAT:
                repeats.add(number)
            last[one] = position
        position += len(one)
    return repeats


def _compressed(raw: list[bytes], repeats: Collection[int]) -> _Kept:
    squeezing = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    texts, between, text = [], [], b""
    for number, one in enumerate(raw):
        if number % 2 == 0:
            text += squeezing.compress(one)
        elif number in repeats:
            text += squeezing.compress(_filling(one))
        else:
            texts.append(text + squeezing.flush(zlib.Z_SYNC_FLUSH))
            between.append(number)
            # Only so that later text knows how far back earlier text is.
            squeezing.compress(_filling(one))
            squeezing.flush(zlib.Z_SYNC_FLUSH)
            text = b""
    texts.append(text + squeezing.flush(zlib.Z_SYNC_FLUSH))
    return _Kept(tuple(texts), tuple(between))


def _filling(slot: bytes) -> bytes:
    """Return as many bytes as in a slot, the same for the same one, like no text."""
    return bytes(Random(slot).choices(_FILLERS, k=len(slot)))  # noqa: S311 - no secret


def _comes_out(raw: list[bytes], kept: _Kept) -> bool:
    """Tell whether every repeated slot became a reference, and to the right bytes.

    Tried with bytes that are nowhere alike, so that none is right by chance.
    """
    tried = [
        Random(b"tried" + one).randbytes(len(one)) if number % 2 else one  # noqa: S311
        for number, one in enumerate(raw)
    ]
    packed = b"".join([*_blocks(tried, kept), _END])
    return zlib.decompress(packed, -zlib.MAX_WBITS) == b"".join(tried)
