"""Translation: with types for views, and fast for templates.

A page has some hundred texts, and asking Flask-Babel each time which language it is
takes longer than all the rest; so templates ask once, when they begin.
"""

from __future__ import annotations

from contextvars import ContextVar
from pathlib import Path
from typing import Any

import flask_babel
from babel.support import NullTranslations, Translations
from flask import Flask

from config import LOCALES

_catalogue: ContextVar[NullTranslations] = ContextVar("catalogue")
_spoken: ContextVar[str] = ContextVar("spoken")


def gettext(message: str, **params: Any) -> str:
    """Return the message in the reader's language; `params` fill in %(name)s."""
    return str(flask_babel.gettext(message, **params))


def ngettext(one: str, many: str, num: int, **params: Any) -> str:
    """Return the form of the message that fits `num`, which fills in %(num)s."""
    return str(flask_babel.ngettext(one, many, num, **params))


def init_app(app: Flask) -> None:
    """Let templates translate by the catalogue that `speak` chose."""
    folder = Path(app.config["BABEL_TRANSLATION_DIRECTORIES"])
    app.extensions["catalogues"] = {
        locale: Translations.load(folder, [locale]) for locale in LOCALES
    }
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined] # i18n adds it
        lambda message: _catalogue.get().ugettext(message),
        lambda one, many, num: _catalogue.get().ungettext(one, many, num),
        newstyle=True,
    )
    # For macros that are kept between requests, and so do not know `locale`.
    app.jinja_env.globals["spoken"] = _spoken.get


def speak(app: Flask, locale: str) -> None:
    """Let the template about to be rendered speak this language."""
    _catalogue.set(app.extensions["catalogues"][locale])
    _spoken.set(locale)
