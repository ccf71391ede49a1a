"""Compiled courses, kept in memory and served by digest."""

from __future__ import annotations

import hashlib
import logging
import re
import secrets
import threading
import zipfile
from collections import OrderedDict
from pathlib import Path

from flask import Flask, current_app
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.content.compile import (
    COMPILER_VERSION,
    BrokenPackage,
    compile_course,
    dump,
    load,
)
from app.content.course import Course
from app.publishing.archives import archived
from app.web import errors

log = logging.getLogger(__name__)
KEPT = 200  # courses in memory; a compiled course takes some hundreds of kB
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Unavailable(KeyError):
    """There is no such revision, or neither its compiled form nor its archive is whole.

    Who meets it sees a page that says so; other courses work.
    """


class Library:
    """The compiled courses of one installation.

    A compiled form on disk is keyed by digest and compiler version, so a new compiler
    never reads an old form, and begins with its own hash. One that is missing, old or
    damaged is made again from the archived sources when somebody asks for it.
    """

    def __init__(self, folder: Path) -> None:
        """Keep compiled courses in `folder`, which lies in DATA_DIR."""
        self.folder = folder
        self._courses: OrderedDict[str, Course] = OrderedDict()
        self._lock = threading.Lock()
        self._rebuilding = threading.Lock()

    def course(self, digest: str) -> Course:
        """Return the course compiled from this revision, or raise Unavailable."""
        course = self._courses.get(digest)
        if course is None:
            course = self._read(digest)
        if course is None:
            course = self._rebuilt(digest)
        return course

    def keep(self, course: Course) -> None:
        """Write a compiled course down; the file appears whole or not at all."""
        path = self._path(course.digest)
        path.parent.mkdir(parents=True, exist_ok=True)
        body = dump(course)
        fresh = path.with_suffix(f".{secrets.token_hex(4)}")
        try:
            fresh.write_bytes(_sealed(body))
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
        self._remember(course)

    def holds(self, digest: str) -> bool:
        """Whether the compiled form of a revision is on disk."""
        return self._path(digest).exists()

    def _read(self, digest: str) -> Course | None:
        """Return what the compiled form holds, None when there is no whole one."""
        if not _DIGEST.fullmatch(digest):
            raise Unavailable(digest)
        try:
            course = load(_unsealed(self._path(digest).read_bytes()))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            log.warning("the compiled form of revision %s: %s", digest, error)
            return None
        self._remember(course)
        return course

    def _rebuilt(self, digest: str) -> Course:
        """Compile a revision from its archive; whoever comes meanwhile waits."""
        with self._rebuilding:
            course = self._courses.get(digest)
            if course is None:
                course = self._compiled(digest)
                try:
                    self.keep(course)
                except OSError as error:
                    # Without room for the compiled form, memory has to do.
                    log.warning("revision %s is not kept compiled: %s", digest, error)
                    self._remember(course)
        return course

    def _compiled(self, digest: str) -> Course:
        try:
            return compile_course(archived(self.folder.parent, digest))
        except FileNotFoundError:
            raise Unavailable(digest) from None
        except (OSError, zipfile.BadZipFile, BrokenPackage) as error:
            log.exception("revision %s cannot be compiled again", digest)
            raise Unavailable(digest) from error

    def _remember(self, course: Course) -> None:
        with self._lock:
            self._courses[course.digest] = course
            while len(self._courses) > KEPT:
                self._courses.popitem(last=False)

    def _path(self, digest: str) -> Path:
        return self.folder / f"{digest}-{COMPILER_VERSION}.course"


def _sealed(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def _unsealed(data: bytes) -> bytes:
    """Return what was sealed; ValueError if a single byte of it is another one."""
    _seal, _line, body = data.partition(b"\n")
    if data != _sealed(body):
        raise ValueError("it is not what was written")
    return body


def init_app(app: Flask) -> None:
    """Open the library of this installation."""
    folder = app.config["SETTINGS"].data_dir / "compiled"
    app.extensions["library"] = Library(folder)
    app.register_error_handler(Unavailable, _unavailable)


def library() -> Library:
    """Return the library of the current app."""
    found: Library = current_app.extensions["library"]
    return found


def _unavailable(_error: Unavailable) -> Response:
    return errors.page(
        503,
        _("This course cannot be shown right now"),
        _("It was written down, and the other courses work. Try again later."),
    )
