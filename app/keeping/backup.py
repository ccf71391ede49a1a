"""A backup: one zip of all rows as of one moment, and of all files that matter."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from app.engines import Database
from app.keeping import dump, schema, tables
from app.keeping.manifest import NAME, DumpedTable, Entry, Manifest
from config import Settings

# What can be made again, or belongs to one running process only.
LEFT_OUT = {"backups", "compiled", "static", "translations"}
LEFT_OUT_ENDINGS = (".lock", ".new", ".partial")


def write(
    database: Database, settings: Settings, target: Path, now: datetime
) -> Manifest:
    """Write a backup to `target`, readable by its owner only; return what is in it.

    The server may run: rows are read as of one moment, and files are only ever added.
    Raises FileExistsError rather than overwrite something.
    """
    if target.exists():
        raise FileExistsError(target)
    fresh = target.with_name(f".{target.name}.{os.getpid()}.partial")
    fresh.touch(mode=0o600)
    try:
        with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED) as archive:
            manifest = _fill(archive, database, settings, now)
        to_disk(fresh)
        # A hard link never overwrites, whoever made the target in the meantime.
        target.hardlink_to(fresh)
        to_disk(target.parent)
    finally:
        fresh.unlink()
    return manifest


def files_of(settings: Settings) -> Iterator[tuple[str, Path]]:
    """Yield (name below DATA_DIR, path) of every file that cannot be made again."""
    database = Path(settings.database_url.removeprefix("sqlite:///"))
    root = settings.data_dir
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root)
        if (
            path.is_file()
            and not path.is_symlink()
            and name.parts[0] not in LEFT_OUT
            and not any(part.startswith(".") for part in name.parts)
            and not name.name.endswith(LEFT_OUT_ENDINGS)
            and not (settings.sqlite and path.name.startswith(database.name))
        ):
            yield name.as_posix(), path


def _fill(
    archive: zipfile.ZipFile, database: Database, settings: Settings, now: datetime
) -> Manifest:
    manifest = Manifest(made_at=now, schema=schema.head())
    # Rows first: a file is written before the row that speaks of it.
    with dump.snapshot(database) as connection:
        for table in tables.in_order():
            content = (f"{line}\n".encode() for line in dump.lines(connection, table))
            counted = _Counted(content)
            _add(archive, manifest, f"database/{table.name}.jsonl", counted)
            manifest.tables[table.name] = DumpedTable(
                dump.columns_of(table), counted.number
            )
    for name, path in files_of(settings):
        _add(archive, manifest, f"files/{name}", _blocks(path))
    archive.writestr(NAME, manifest.to_json())
    return manifest


def _add(
    archive: zipfile.ZipFile, manifest: Manifest, name: str, blocks: Iterable[bytes]
) -> None:
    digest, size = hashlib.sha256(), 0
    with archive.open(name, "w", force_zip64=True) as out:
        for block in blocks:
            digest.update(block)
            size += len(block)
            out.write(block)
    manifest.entries[name] = Entry(size, digest.hexdigest())


class _Counted:
    """Counts what goes through."""

    def __init__(self, blocks: Iterable[bytes]) -> None:
        self._blocks = blocks
        self.number = 0

    def __iter__(self) -> Iterator[bytes]:
        for block in self._blocks:
            self.number += 1
            yield block


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            yield block


def to_disk(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
