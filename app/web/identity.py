"""Who is looking: a value made once a request, and the cookie it comes from."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from flask import Flask, current_app, g, request
from werkzeug.wrappers import Response

STAFF: Final = "staff"
TRAINER: Final = "trainer"
ROLES: Final = (STAFF, TRAINER)


@dataclass(frozen=True, slots=True)
class Role:
    """A role in force, for the organisation at `path` and all below it."""

    role: str
    path: str


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of the organisation tree somebody may look at, as path prefixes.

    `everyone` is true for those who hold their role at the top of the tree: they also
    see people who belong to no organisation.
    """

    paths: tuple[str, ...] = ()
    everyone: bool = False

    def covers(self, path: str | None) -> bool:
        """Whether an organisation at `path` lies inside; None is no organisation."""
        if path is None or self.everyone:
            return self.everyone
        return path.startswith(self.paths)


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person behind a request. `session_hash` is the signed-in session's row."""

    person_id: UUID | None = None
    learner: UUID | None = None
    given_name: str = ""
    family_name: str = ""
    email: str = ""
    locale: str | None = None
    session_hash: str = ""
    roles: tuple[Role, ...] = ()

    @property
    def signed_in(self) -> bool:
        """Whether we know who it is."""
        return self.person_id is not None

    @property
    def state(self) -> str:
        """Whatever pages show of somebody, as a text that changes with it."""
        return repr((self.session_hash, self.name, self.email, self.locale, self.roles))

    @property
    def name(self) -> str:
        """Given and family name as one would say them."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def is_staff(self) -> bool:
        """Whether any staff role is in force."""
        return any(role.role == STAFF for role in self.roles)

    @property
    def is_trainer(self) -> bool:
        """Whether any trainer role is in force."""
        return any(role.role == TRAINER for role in self.roles)

    @property
    def scope(self) -> Scope:
        """What this person may look at as staff."""
        return self._scope_as(STAFF)

    @property
    def teaching_scope(self) -> Scope:
        """Whose answers this person may look at, as trainer or as staff."""
        return self._scope_as(STAFF, TRAINER)

    def _scope_as(self, *names: str) -> Scope:
        paths = tuple(role.path for role in self.roles if role.role in names)
        # "/<id>/" is the top of a tree: one name between two slashes.
        return Scope(paths, everyone=any(path.count("/") == 2 for path in paths))


VISITOR: Final = Viewer()
Loader = Callable[[str, datetime], Viewer | None]


def init_app(app: Flask, loader: Loader) -> None:
    """Use `loader(hash of session id, now)` to find out who is behind a cookie."""
    app.extensions["viewer_loader"] = loader


def viewer() -> Viewer:
    """Return who is looking, a visitor when nobody is signed in."""
    found: Viewer | None = g.get("viewer")
    if found is None:
        found = g.viewer = _load()
    return found


def known_learner() -> UUID:
    """Return the learner key of the viewer; the route says there is one."""
    learner = viewer().learner
    if learner is None:
        raise LookupError("this route must be declared for signed-in people")
    return learner


def known_person() -> UUID:
    """Return the id of the viewer; the route says that there is one."""
    person_id = viewer().person_id
    if person_id is None:
        raise LookupError("this route must be declared for signed-in people")
    return person_id


def cookie_name(https: bool) -> str:
    """Return the cookie's name; browsers guard the prefix `__Host-` on HTTPS."""
    return "__Host-signed-in" if https else "signed-in"


def new_session_id() -> str:
    """Return 256 random bits for a signed-in session's cookie."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """Return the SHA-256 by which a secret token is kept and found."""
    return hashlib.sha256(token.encode()).hexdigest()


def give_cookie(response: Response, session_id: str, lasting: int | None) -> None:
    """Set the cookie of a signed-in session; `lasting` in seconds, None: browser's."""
    https = current_app.config["SETTINGS"].https
    response.set_cookie(
        cookie_name(https),
        session_id,
        max_age=lasting,
        secure=https,
        httponly=True,
        samesite="Lax",
        path="/",
    )


def take_cookie_back(response: Response) -> None:
    """Delete the cookie of a signed-in session."""
    https = current_app.config["SETTINGS"].https
    response.delete_cookie(
        cookie_name(https), secure=https, httponly=True, samesite="Lax", path="/"
    )


def _load() -> Viewer:
    session_id = request.cookies.get(cookie_name(current_app.config["SETTINGS"].https))
    if not session_id or len(session_id) > 100:
        return VISITOR
    loader: Loader = current_app.extensions["viewer_loader"]
    return loader(hash_of(session_id), g.arrived) or VISITOR
