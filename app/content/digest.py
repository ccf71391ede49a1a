"""The name of a revision: one hash over everything its author wrote."""

import hashlib

from app.content.layout import LOCK
from app.content.reader import Sources


def digest(sources: Sources) -> str:
    """Return the SHA-256, in hex, over the sorted (path, hash) of all sources.

    The line ends of texts do not count, nor does the lock, which a tool writes.
    """
    hashes = {path: text_hash(data) for path, data in sources.texts.items()}
    hashes |= {path: media.sha256 for path, media in sources.media.items()}
    hashes.pop(LOCK, None)
    total = hashlib.sha256()
    for path in sorted(hashes):
        total.update(f"{path}\0{hashes[path]}\n".encode())
    return total.hexdigest()


def text_hash(data: bytes) -> str:
    """Return the SHA-256, in hex, of a text with its line ends made equal."""
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return hashlib.sha256(data).hexdigest()
