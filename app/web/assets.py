"""Style sheets, fonts, scripts: under one immutable address per state of them all."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from pathlib import Path

import brotli
from flask import Flask
from whitenoise import WhiteNoise

from app.web.headers import FIXED

STATIC = Path(__file__).parents[1] / "static"
_COMPRESSED = {".css", ".js", ".svg", ".json"}
_SERVED = {*_COMPRESSED, ".woff2", ".png", ".ico", ".txt"}


def init_app(app: Flask) -> None:
    """Serve app/static, compressed once, under an address that names its state."""
    digest = _digest(STATIC)
    root = app.config["SETTINGS"].data_dir / "static" / digest
    if not root.exists():
        _prepare(STATIC, root)
    prefix = f"/static/{digest}/"
    app.config["ASSET_PREFIX"] = prefix
    app.jinja_env.globals["asset"] = prefix.__add__
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign] # Flask documents this
        app.wsgi_app,
        root=str(root),
        prefix=prefix,
        max_age=31_536_000,
        # The address changes with the content, so it may be kept for ever.
        immutable_file_test=lambda _path, _url: True,
        allow_all_origins=False,
        add_headers_function=_add_headers,
    )


def _add_headers(headers: dict[str, str], _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = FIXED["X-Content-Type-Options"]
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Content-Security-Policy"] = "default-src 'none'; sandbox"


def _files(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and path.suffix in _SERVED and not _is_source(path, folder)
    )


def _is_source(path: Path, folder: Path) -> bool:
    # What stands above the folder, as in ~/src/czeladnik, says nothing.
    return "src" in path.relative_to(folder).parts


def _digest(folder: Path) -> str:
    state = hashlib.sha256()
    for path in _files(folder):
        state.update(path.relative_to(folder).as_posix().encode() + b"\0")
        state.update(path.read_bytes())
    return state.hexdigest()[:12]


def _prepare(folder: Path, root: Path) -> None:
    """Copy and compress into a new folder that appears at once or not at all."""
    root.parent.mkdir(parents=True, exist_ok=True)
    # Two workers that start together each make their own; the quicker one stays.
    fresh = Path(tempfile.mkdtemp(prefix=f"{root.name}.", dir=root.parent))
    for path in _files(folder):
        target = fresh / path.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        if path.suffix in _COMPRESSED:
            packed = brotli.compress(path.read_bytes(), quality=11)
            target.with_name(target.name + ".br").write_bytes(packed)
    try:
        fresh.rename(root)
    except OSError:
        shutil.rmtree(fresh)
        if not root.exists():
            raise
