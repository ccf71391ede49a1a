"""Archives: the sources of every published revision, and media by their content."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.content.course import Course
from app.content.digest import digest as digest_of
from app.content.layout import is_media
from app.content.reader import HEAD, MediaBytes, Sources

# A fixed moment, so that the same sources make the same archive.
_EPOCH = (1980, 1, 1, 0, 0, 0)
# What zipfile raises, beside BadZipFile, when bytes of an archive were changed.
_DAMAGE = (zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


class ChangedMeanwhile(Exception):
    """A file of the package changed between reading and archiving; publish again."""


def archive_path(data_dir: Path, digest: str) -> Path:
    """Return where the sources of a revision are archived."""
    return data_dir / "archive" / f"{digest}.zip"


def media_path(data_dir: Path, sha256: str) -> Path:
    """Return where a media file of any revision is kept, by its content."""
    return data_dir / "media" / sha256[:2] / sha256


def keep(data_dir: Path, folder: Path, sources: Sources, course: Course) -> None:
    """Archive the sources of a revision and its media; what is there already stays.

    When this returns all of it is on the disk, for the commit that comes next is.
    Nothing half-written is ever seen: files appear whole under their final name.
    """
    for path, media in course.media.items():
        _keep_media(folder / path, media_path(data_dir, media.sha256), media.sha256)
    target = archive_path(data_dir, course.digest)
    if target.exists():
        return
    with _appearing(target) as fresh, zipfile.ZipFile(fresh, "w") as archive:
        for path, text in sorted(sources.texts.items()):
            archive.writestr(_entry(path), text, zipfile.ZIP_DEFLATED)
        for path, media in sorted(course.media.items()):
            kept = media_path(data_dir, media.sha256)
            with kept.open("rb") as source, archive.open(_entry(path), "w") as copy:
                shutil.copyfileobj(source, copy)


def archived(data_dir: Path, digest: str) -> Sources:
    """Return the sources of a revision, as they were published.

    Raises FileNotFoundError, or zipfile.BadZipFile when the archive is damaged or was
    changed.
    """
    sources = Sources()
    try:
        with zipfile.ZipFile(archive_path(data_dir, digest)) as archive:
            for path in archive.namelist():
                _read(sources, path, archive.read(path))
    except _DAMAGE as error:
        raise zipfile.BadZipFile(str(error)) from error
    if digest_of(sources) != digest:
        raise zipfile.BadZipFile("the archive was changed")
    return sources


def _read(sources: Sources, path: str, content: bytes) -> None:
    if is_media(path):
        sha256 = hashlib.sha256(content).hexdigest()
        sources.media[path] = MediaBytes(sha256, len(content), content[:HEAD])
    else:
        sources.texts[path] = content


def _keep_media(source: Path, target: Path, sha256: str) -> None:
    if target.exists():
        return
    with _appearing(target) as fresh:
        shutil.copyfile(source, fresh)
        with fresh.open("rb") as copied:
            if hashlib.file_digest(copied, "sha256").hexdigest() != sha256:
                raise ChangedMeanwhile(source.name)


def _entry(path: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(path, _EPOCH)


@contextmanager
def _appearing(target: Path) -> Iterator[Path]:
    """Lend a path to write to, which then takes the place of `target`, durably.

    Each writer has its own, so two of them at once do not meet in one file.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(f".{secrets.token_hex(4)}")
    try:
        yield fresh
        _to_disk(fresh)
        fresh.replace(target)
        _to_disk(target.parent)
    finally:
        fresh.unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
