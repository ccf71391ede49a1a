"""Flask, without what every request would pay for and none of ours uses."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from functools import cached_property
from typing import Any, TypeVar

from flask import Flask
from flask.templating import Environment
from jinja2 import Template

Called = TypeVar("Called", bound=Callable[..., Any])


class Templates(Environment):
    """Templates that all have the same globals, those of the application.

    Jinja gives each template a chain of its own and these, and copies it for every
    page, name by name.
    """

    @cached_property
    def _found(self) -> dict[str, Template]:
        return {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's name
    ) -> Template:
        """Return a template, of which a page imports a dozen.

        Jinja keeps them too, but takes a lock and compares files to find one.
        """
        if self.auto_reload or isinstance(name, Template):
            return super().get_template(name, parent, globals)
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = super().get_template(name, parent, globals)
        return found

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
