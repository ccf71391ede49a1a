"""The language of what trainers read: `--lang`, else LANG, else Polish."""

from __future__ import annotations

import gettext
import io
import os
from collections.abc import Callable
from pathlib import Path

import click

from config import LOCALES, ROOT

Translate = Callable[[str], str]
SOURCES = ROOT / "translations"


def from_surroundings() -> str:
    """Return the language of the terminal, Polish where it is none of ours."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        language = os.environ.get(name, "")[:2].lower()
        if language in LOCALES:
            return language
    return LOCALES[0]


language = click.option(
    "--lang",
    type=click.Choice(LOCALES),
    default=from_surroundings,
    help="Language of the messages.",
)


def translator(lang: str) -> Translate:
    """Return the function that says an English message in `lang`."""
    source = SOURCES / lang / "LC_MESSAGES" / "messages.po"
    if not source.exists():
        return str
    return gettext.GNUTranslations(io.BytesIO(_compiled(source, lang))).gettext


def _compiled(source: Path, lang: str) -> bytes:
    """Return the compiled catalogue, kept in the user's cache where there is one."""
    stamp = source.stat()
    name = f"{lang}-{stamp.st_mtime_ns}-{stamp.st_size}.mo"
    target = _cache_folder() / name
    try:
        return target.read_bytes()
    except OSError:
        catalogue = _compile(source)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_suffix(f".{os.getpid()}")
        fresh.write_bytes(catalogue)
        fresh.replace(target)
    except OSError:
        pass  # it is compiled again next time
    return catalogue


def _cache_folder() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()
    return Path(base) / "czeladnik"


def _compile(source: Path) -> bytes:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as text:
        catalogue = read_po(text, abort_invalid=True)
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()
