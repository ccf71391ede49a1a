"""Compiled courses, kept in memory and served by digest."""

from __future__ import annotations

import threading
from collections import OrderedDict
from pathlib import Path

from flask import Flask, current_app

from app.content.compile import COMPILER_VERSION, dump, load
from app.content.course import Course

KEPT = 200  # courses in memory; a compiled course takes some hundreds of kB


class Library:
    """The compiled courses of one installation.

    The compiled form on disk can always be rebuilt from the archived sources; it is
    keyed by digest and compiler version, so a new compiler never reads an old form.
    """

    def __init__(self, folder: Path) -> None:
        """Keep compiled courses in `folder`."""
        self.folder = folder
        self._courses: OrderedDict[str, Course] = OrderedDict()
        self._lock = threading.Lock()

    def course(self, digest: str) -> Course:
        """Return the course compiled from this revision; KeyError if there is none."""
        course = self._courses.get(digest)
        if course is None:
            course = self._load(digest)
        return course

    def keep(self, course: Course) -> None:
        """Write a compiled course down; the file appears whole or not at all."""
        path = self._path(course.digest)
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_bytes(dump(course))
        fresh.replace(path)
        self._remember(course)

    def holds(self, digest: str) -> bool:
        """Whether the compiled form of a revision is on disk."""
        return self._path(digest).exists()

    def _load(self, digest: str) -> Course:
        try:
            course = load(self._path(digest).read_bytes())
        except FileNotFoundError:
            raise KeyError(digest) from None
        self._remember(course)
        return course

    def _remember(self, course: Course) -> None:
        with self._lock:
            self._courses[course.digest] = course
            while len(self._courses) > KEPT:
                self._courses.popitem(last=False)

    def _path(self, digest: str) -> Path:
        return self.folder / f"{digest}-{COMPILER_VERSION}.json"


def init_app(app: Flask) -> None:
    """Open the library of this installation."""
    folder = app.config["SETTINGS"].data_dir / "compiled"
    app.extensions["library"] = Library(folder)


def library() -> Library:
    """Return the library of the current app."""
    found: Library = current_app.extensions["library"]
    return found
