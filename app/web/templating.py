"""What every template can use."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Flask, current_app
from flask_babel import format_decimal
from jinja2 import StrictUndefined
from markupsafe import Markup

from app.web import fragments, words
from app.web.identity import viewer
from app.web.locale import current_locale, day, day_and_time
from config import LOCALES


def init_app(app: Flask) -> None:
    """Add globals, filters and the names that differ between requests."""
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.globals["locales"] = LOCALES
    environment.globals["settings"] = app.config["SETTINGS"]
    environment.filters.update(
        day=day,
        iso_day=_iso_day,
        day_and_time=day_and_time,
        number=format_decimal,
        best=_best,
    )
    environment.template_class = fragments.Page
    used = fragments.names()
    environment.globals.update(used)
    words.init_app(app)
    # Flask-WTF offers csrf_token too; ours, a slot, has to come after it.
    app.context_processor(lambda: {"csrf_token": used["csrf_token"]})
    app.context_processor(_names)


def _names() -> dict[str, Any]:
    locale = current_locale()
    words.speak(current_app, locale)
    return {"viewer": viewer(), "locale": locale}


def _iso_day(text: str) -> str:
    """Show an ISO date as people write it."""
    return day(date.fromisoformat(text))


def _best(text: Any, default_language: str) -> Markup:
    """Show localised text in the reader's language, marked when it is another one."""
    locale = current_locale()
    words, language = text.best(locale, default_language)
    if language == locale:
        return Markup("{}").format(words)
    return Markup('<span lang="{}">{}</span>').format(language, words)
