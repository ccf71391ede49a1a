"""Opening a backup: every entry is checked before anything of it is believed."""

from __future__ import annotations

import hashlib
import io
import stat
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath

from app.keeping.dump import check_columns
from app.keeping.manifest import LARGEST, NAME, BadBackup, Entry, Manifest

MOST_ENTRIES = 1_000_000
BLOCK = 1 << 20


class Archive:
    """A backup whose names, sizes and hashes are what its manifest says."""

    def __init__(self, file: zipfile.ZipFile, manifest: Manifest) -> None:
        """Wrap a checked file."""
        self._file = file
        self.manifest = manifest

    def table(self, name: str) -> Iterator[str]:
        """Yield the lines of a table."""
        with self._file.open(f"database/{name}.jsonl") as raw:
            for line in io.TextIOWrapper(raw, "utf-8", newline="\n"):
                yield line.rstrip("\n")

    def files(self) -> Iterator[str]:
        """Yield the names of the files, as they stand below DATA_DIR."""
        for name in self.manifest.entries:
            if name.startswith("files/"):
                yield name.removeprefix("files/")

    def extract(self, name: str, target: Path) -> None:
        """Write one file to `target`, readable by its owner only."""
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        target.touch(mode=0o600)
        with self._file.open(f"files/{name}") as raw, target.open("wb") as out:
            while block := raw.read(BLOCK):
                out.write(block)


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Open a backup and check it whole; raise BadBackup that says what is wrong."""
    with ExitStack() as stack:
        try:
            file = stack.enter_context(zipfile.ZipFile(path))
            manifest = _checked(file)
        except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
            raise BadBackup(f"It is damaged or no backup: {error}.") from error
        except (OSError, RuntimeError) as error:
            raise BadBackup(f"It cannot be read: {error}.") from error
        yield Archive(file, manifest)


def _checked(file: zipfile.ZipFile) -> Manifest:
    manifest = _manifest(file)
    _check_names(file, manifest)
    _check_places(file)
    for name, entry in manifest.entries.items():
        _check_content(file, name, entry)
    for name, dumped in manifest.tables.items():
        check_columns(name, dumped)
    return manifest


def _manifest(file: zipfile.ZipFile) -> Manifest:
    try:
        facts = file.getinfo(NAME)
    except KeyError:
        raise BadBackup(f"There is no {NAME} in it.") from None
    with file.open(facts) as raw:
        text = raw.read(LARGEST + 1)
    if len(text) > LARGEST:
        raise BadBackup(f"Its {NAME} is too large.")
    return Manifest.from_json(text)


def _check_names(file: zipfile.ZipFile, manifest: Manifest) -> None:
    names = [info.filename for info in file.infolist()]
    if len(names) > MOST_ENTRIES or len(names) != len(set(map(str.casefold, names))):
        raise BadBackup("It has too many entries, or two of the same name.")
    wanted = {NAME, *manifest.entries}
    wanted |= {f"database/{table}.jsonl" for table in manifest.tables}
    if set(names) != wanted:
        odd = min(set(names) ^ wanted)
        raise BadBackup(f"Entry {odd!r} is not in both the file and its manifest.")
    for info in file.infolist():
        if not _is_plain(info):
            raise BadBackup(f"Entry {info.filename!r} is no plain file of ours.")


def _is_plain(info: zipfile.ZipInfo) -> bool:
    """Whether an entry is a plain file below one of our two folders."""
    name = info.filename
    path = PurePosixPath(name)
    kind = stat.S_IFMT(info.external_attr >> 16)
    return (
        kind in {0, stat.S_IFREG}
        and not info.flag_bits & 0x1  # encrypted
        and (name == NAME or path.parts[0] in {"database", "files"})
        and len(path.parts) > int(name != NAME)
        and str(path) == name
        and not any(part.startswith(".") for part in path.parts)
        and not any(letter in name for letter in "\\:\0")
        and name.isprintable()
    )


def _check_places(file: zipfile.ZipFile) -> None:
    """Refuse entries that share bytes: a small file could unpack to a huge one."""
    end = 0
    for info in sorted(file.infolist(), key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise BadBackup(f"Entry {info.filename!r} overlaps another one.")
        end = info.header_offset + info.compress_size


def _check_content(file: zipfile.ZipFile, name: str, entry: Entry) -> None:
    """Compare size and hash, never reading more than the manifest promises."""
    digest, left = hashlib.sha256(), entry.size
    with file.open(name) as raw:
        while block := raw.read(min(BLOCK, left + 1)):
            left -= len(block)
            if left < 0:
                break
            digest.update(block)
    if left or digest.hexdigest() != entry.sha256:
        raise BadBackup(f"Entry {name!r} is not what was backed up.")
