"""A backup that was changed, cut or made by somebody else restores nothing."""

from __future__ import annotations

import json
import warnings
import zipfile
from pathlib import Path

import pytest

from app.keeping import backup, restore
from app.keeping.manifest import BadBackup
from tests.factories import NOW


@pytest.fixture
def database_kind() -> str:
    """Which database it is does not matter here."""
    return "sqlite"


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("../outside", "no plain file"),
        ("files/../../outside", "no plain file"),
        ("/etc/outside", "no plain file"),
        ("files/c:\\outside", "no plain file"),
        ("files/.hidden", "no plain file"),
        ("elsewhere/outside", "no plain file"),
    ],
)
def test_an_entry_that_would_land_elsewhere_is_refused(
    away, tmp_path, saved, name, complaint
):
    evil = _rewritten(saved, tmp_path, {name: b"x"})

    with pytest.raises(BadBackup, match=complaint):
        restore.restore(*away, evil, NOW)
    assert not (tmp_path / "outside").exists()
    assert not (away[1].data_dir / "czeladnik.db").exists()


def test_a_changed_byte_is_found_before_anything_is_written(away, saved, tmp_path):
    changed = _rewritten(saved, tmp_path, {}, {"files/media/picture.png": b"\x89PNH"})

    with pytest.raises(BadBackup, match="picture"):
        restore.restore(*away, changed, NOW)
    assert list(backup.files_of(away[1])) == [
        ("secret", away[1].data_dir / "secret"),
    ]


def test_an_entry_longer_than_promised_is_not_read_to_its_end(away, saved, tmp_path):
    bomb = _rewritten(
        saved, tmp_path, {}, {"files/media/picture.png": b"\0" * 50_000_000}
    )

    with pytest.raises(BadBackup, match="not what was backed up"):
        restore.restore(*away, bomb, NOW)


def test_an_entry_that_is_not_in_the_manifest_is_refused(away, saved, tmp_path):
    with zipfile.ZipFile(saved, "a") as file:
        file.writestr("files/smuggled", b"x")

    with pytest.raises(BadBackup, match="smuggled"):
        restore.restore(*away, saved, NOW)


def test_two_entries_of_one_name_are_refused(away, saved):
    with warnings.catch_warnings(), zipfile.ZipFile(saved, "a") as file:
        warnings.simplefilter("ignore")
        file.writestr("files/media/picture.png", b"other")

    with pytest.raises(BadBackup, match="same name"):
        restore.restore(*away, saved, NOW)


def test_a_file_that_is_no_backup_is_refused(away, tmp_path):
    for content in (b"", b"PK\x03\x04", b"hello" * 100):
        path = tmp_path / "strange.zip"
        path.write_bytes(content)
        with pytest.raises(BadBackup):
            restore.restore(*away, path, NOW)


def test_a_backup_of_a_newer_version_is_refused(away, saved, tmp_path):
    newer = _rewritten(saved, tmp_path, {}, {}, schema="9999")

    with pytest.raises(BadBackup, match="newer Czeladnik"):
        restore.restore(*away, newer, NOW)


def _rewritten(
    saved: Path,
    tmp_path: Path,
    added: dict[str, bytes],
    changed: dict[str, bytes] | None = None,
    **facts: str,
) -> Path:
    """Return a copy with entries added (manifest too) and contents or facts changed."""
    target = tmp_path / "rewritten.zip"
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(target, "w") as new:
        manifest = json.loads(old.read("manifest.json")) | facts
        for name, content in added.items():
            manifest["entries"][name] = {"size": len(content), "sha256": ""}
            new.writestr(name, content)
        for name in old.namelist():
            if name != "manifest.json":
                new.writestr(name, (changed or {}).get(name, old.read(name)))
        new.writestr("manifest.json", json.dumps(manifest))
    return target
