"""Languages of the interface: catalogues, which one applies, dates and numbers."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, current_app, has_request_context, session
from flask_babel import get_locale

from app.extensions import babel
from app.web.identity import viewer
from config import LOCALES, ROOT

Locale = Literal["pl", "de", "en"]
CATALOGUES = ROOT / "translations"


def init_app(app: Flask) -> None:
    """Compile what is stale and choose the language of each request."""
    compiled = app.config["SETTINGS"].data_dir / "translations"
    compile_catalogues(CATALOGUES, compiled)
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(compiled)
    app.config["BABEL_DEFAULT_LOCALE"] = app.config["SETTINGS"].default_locale
    app.config["BABEL_DEFAULT_TIMEZONE"] = app.config["SETTINGS"].time_zone
    babel.init_app(app, locale_selector=chosen_locale)


def chosen_locale() -> str:
    """Return the person's language, else the visitor's choice, else the default."""
    default: str = current_app.config["SETTINGS"].default_locale
    if not has_request_context():
        return default
    wanted = viewer().locale or session.get("locale", default)
    return wanted if wanted in LOCALES else default


def current_locale() -> Locale:
    """Return the language of this request."""
    locale = get_locale()
    found = locale.language if locale else None
    return "de" if found == "de" else "en" if found == "en" else "pl"


def compile_catalogues(sources: Path, compiled: Path) -> None:
    """Compile each `messages.po` whose text changed since it was compiled last."""
    for source in sources.glob("*/LC_MESSAGES/messages.po"):
        target = compiled / source.relative_to(sources).with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        with source.open("rb") as text:
            catalogue = read_po(text, abort_invalid=True)
        # Workers that start together must not write into one file.
        fresh = target.with_suffix(f".{os.getpid()}")
        with fresh.open("wb") as out:
            write_mo(out, catalogue)
        fresh.replace(target)


def local(moment: datetime) -> datetime:
    """Return the moment in the zone of the installation."""
    return moment.astimezone(ZoneInfo(current_app.config["SETTINGS"].time_zone))


def day(moment: datetime | date | None, style: str = "long") -> str:
    """Return a date as people write it, e.g. 23 listopada 2026; "" for None."""
    if moment is None:
        return ""
    value = local(moment).date() if isinstance(moment, datetime) else moment
    return format_date(value, style, locale=current_locale())


def day_and_time(moment: datetime | None) -> str:
    """Return date and time in the installation's zone, to the minute; "" for None."""
    if moment is None:
        return ""
    value = local(moment)
    clock = format_time(value.time(), "short", locale=current_locale())
    return f"{day(moment, 'medium')}, {clock}"
