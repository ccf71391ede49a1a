"""Read a package's folder, and refuse whatever does not belong in one.

Nothing is followed and nothing is waited for: links, pipes and devices are named as
problems, and large media are hashed in pieces.
"""

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from app.content import layout
from app.content.problems import Place, Problems

MAX_FILES = 10_000
MAX_DEPTH = 4
HEAD = 1_000_000  # bytes of a media file that are kept to recognise it
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class MediaBytes:
    """A media file without its bulk: SHA-256, size in bytes, and its beginning."""

    sha256: str
    size: int
    head: bytes


@dataclass(frozen=True, slots=True)
class Sources:
    """The files of a package: texts as bytes, by path with slashes, and media."""

    texts: dict[str, bytes] = field(default_factory=dict)
    media: dict[str, MediaBytes] = field(default_factory=dict)


def read_package(folder: Path, problems: Problems) -> Sources:
    """Read all files of a package; what cannot be used is noted and left out."""
    sources = Sources()
    if not folder.is_dir():
        problems.add(layout.NO_FOLDER, Place("."), path=folder.name)
        return sources
    seen: dict[str, str] = {}
    for count, (path, entry) in enumerate(_entries(folder, "", problems)):
        if count >= MAX_FILES:
            problems.add(layout.TOO_MANY_FILES, Place(path), limit=MAX_FILES)
            break
        if layout.is_usable(path, seen, problems):
            _read(sources, path, entry.path, problems)
    return sources


def _entries(
    folder: Path, prefix: str, problems: Problems, depth: int = 0
) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    """Yield every plain file below a folder, in the order of names."""
    with os.scandir(folder) as entries:
        ordered = sorted(entries, key=lambda entry: entry.name)
    for entry in ordered:
        path = prefix + layout.printable(entry.name)
        if entry.is_symlink():
            problems.add(layout.LINK, Place(path), path=path)
        elif entry.name.startswith("."):
            problems.add(layout.HIDDEN, Place(path), path=path)
        elif entry.is_dir(follow_symlinks=False):
            if depth >= MAX_DEPTH:
                problems.add(layout.FOLDERS_TOO_DEEP, Place(path), path=path)
            else:
                below = Path(entry.path)
                yield from _entries(below, f"{path}/", problems, depth + 1)
        elif entry.is_file(follow_symlinks=False):
            yield path, entry
        else:
            problems.add(layout.NOT_A_FILE, Place(path), path=path)


def _read(sources: Sources, path: str, real: str, problems: Problems) -> None:
    limit = layout.size_limit(path)
    try:
        descriptor = os.open(real, _FLAGS)
    except OSError as error:
        problems.add(
            layout.UNREADABLE, Place(path), path=path, reason=error.strerror or ""
        )
        return
    with os.fdopen(descriptor, "rb") as file:
        about = os.fstat(descriptor)
        # Between the listing and the opening a file may have been swapped.
        if not stat.S_ISREG(about.st_mode):
            problems.add(layout.NOT_A_FILE, Place(path), path=path)
        elif about.st_size > limit:
            problems.add(layout.TOO_LARGE, Place(path), path=path, limit=limit)
        elif layout.is_media(path):
            sources.media[path] = _media(file.read(HEAD), file)
        else:
            sources.texts[path] = file.read(limit)


# A pipe opened without waiting gives itself away by its mode; a link is not opened.
_FLAGS = os.O_RDONLY
for _flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY", "O_CLOEXEC"):
    _FLAGS |= getattr(os, _flag, 0)


def _media(head: bytes, rest: BinaryIO) -> MediaBytes:
    digest = hashlib.sha256(head)
    size = len(head)
    while chunk := rest.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return MediaBytes(digest.hexdigest(), size, head)
