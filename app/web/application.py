"""Flask, without two things that every request would pay for and none of ours uses."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from typing import Any, TypeVar

from flask import Flask
from flask.templating import Environment

Called = TypeVar("Called", bound=Callable[..., Any])


class Templates(Environment):
    """Templates that all have the same globals, those of the application.

    Jinja gives each template a chain of its own and these, and copies it for every
    page, name by name.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> Any:
        """Return the globals of all templates; ValueError for some of one's own."""
        if d:
            raise ValueError("a template has no globals of its own here")
        return self.globals


class Application(Flask):
    """The application. None of its functions is a coroutine."""

    jinja_environment = Templates

    def ensure_sync(self, func: Called) -> Called:
        """Return `func`, which Flask would look into at each of its calls."""
        return func
