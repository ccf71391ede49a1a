"""Archives: the sources of every published revision, and media by their content."""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
from pathlib import Path

from app.content.course import Course
from app.content.reader import Sources

# A fixed moment, so that the same sources make the same archive.
_EPOCH = (1980, 1, 1, 0, 0, 0)


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

    Nothing half-written is ever seen: files appear whole under their final name.
    """
    for path, media in course.media.items():
        _keep_media(folder / path, media_path(data_dir, media.sha256), media.sha256)
    target = archive_path(data_dir, course.digest)
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(f".{os.getpid()}")
    with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in sorted(sources.texts.items()):
            archive.writestr(zipfile.ZipInfo(path, _EPOCH), text)
        for path, media in sorted(course.media.items()):
            kept = media_path(data_dir, media.sha256)
            archive.writestr(zipfile.ZipInfo(path, _EPOCH), kept.read_bytes())
    fresh.replace(target)


def _keep_media(source: Path, target: Path, sha256: str) -> None:
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(f".{os.getpid()}")
    shutil.copyfile(source, fresh)
    with fresh.open("rb") as copied:
        if hashlib.file_digest(copied, "sha256").hexdigest() != sha256:
            fresh.unlink()
            raise ChangedMeanwhile(source.name)
    fresh.replace(target)
