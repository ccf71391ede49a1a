"""Compiled courses: served by digest, made again from the archive when they must be."""

from __future__ import annotations

import logging
import subprocess
import sys

import pytest

from app.publishing import archives, library
from app.publishing.library import Library, Unavailable
from app.publishing.rebuilding import compile_missing, uncompiled
from tests.races import at_once


@pytest.fixture
def digest(school):
    return school.course.digest


@pytest.fixture
def fresh(school):
    """Return a library that remembers nothing."""
    return Library(school.library.folder)


def compiled(school):
    (path,) = school.library.folder.iterdir()
    return path


def test_a_course_is_read_from_its_compiled_form(school, fresh, digest, monkeypatch):
    monkeypatch.setattr(library, "compile_course", None)

    assert fresh.course(digest) == school.course


def test_a_missing_compiled_form_is_made_from_the_archive(school, fresh, digest):
    compiled(school).unlink()

    assert fresh.course(digest) == school.course
    assert fresh.holds(digest)


def test_a_form_of_an_older_compiler_is_not_read(school, digest, monkeypatch):
    monkeypatch.setattr(library, "COMPILER_VERSION", "next")
    newer = Library(school.library.folder)
    assert not newer.holds(digest)

    assert newer.course(digest) == school.course
    assert newer.holds(digest)


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:0],
        lambda data: data[:-1],
        lambda data: data[:200] + b"?" + data[201:],
        lambda data: data[:64] + b"\n{}",
        lambda data: data.partition(b"\n")[2],
    ],
)
def test_a_damaged_compiled_form_is_made_anew(school, fresh, digest, damage, caplog):
    path = compiled(school)
    whole = path.read_bytes()
    path.write_bytes(damage(whole))

    with caplog.at_level(logging.WARNING):
        assert fresh.course(digest) == school.course

    assert path.read_bytes() == whole
    assert digest in caplog.text


def test_a_revision_that_never_was_is_unavailable(school, fresh):
    with pytest.raises(Unavailable):
        fresh.course("0" * 64)


@pytest.mark.parametrize(
    "name", ["", "..", "../../etc/passwd", "x" * 64, "a\0b", "A" * 64]
)
def test_what_is_no_digest_is_not_looked_for(fresh, name):
    with pytest.raises(Unavailable):
        fresh.course(name)


def test_without_form_and_archive_a_course_is_unavailable_and_others_work(
    school, fresh, digest
):
    other = school.publish(
        instead={"course.yaml": ("id: kurs", "id: inny")}, folder="inny"
    )
    for path in school.library.folder.iterdir():
        path.unlink()
    archives.archive_path(school.press.data_dir, digest).unlink()

    with pytest.raises(Unavailable):
        fresh.course(digest)
    assert fresh.course(other.digest) == other


@pytest.mark.parametrize("place", [0.0, 0.3, 0.5, 0.9])
def test_a_damaged_archive_is_never_compiled(school, fresh, digest, place, caplog):
    compiled(school).unlink()
    path = archives.archive_path(school.press.data_dir, digest)
    data = bytearray(path.read_bytes())
    where = int(len(data) * place)
    data[where : where + 8] = b"\xff" * 8
    path.write_bytes(data)

    try:
        course = fresh.course(digest)
    except Unavailable:
        assert digest in caplog.text
    else:
        # Some bytes of a zip say nothing, such as dates.
        assert course == school.course


def test_an_archive_of_other_sources_is_refused(school, fresh, digest):
    other = school.publish(
        instead={"lessons/01-otwarta.md": ("Treść lekcji", "Treści lekcji")}
    )
    for path in school.library.folder.iterdir():
        path.unlink()
    data_dir = school.press.data_dir
    archives.archive_path(data_dir, other.digest).replace(
        archives.archive_path(data_dir, digest)
    )

    with pytest.raises(Unavailable):
        fresh.course(digest)


def test_many_who_ask_at_once_wait_for_one_compilation(
    school, fresh, digest, monkeypatch
):
    compiled(school).unlink()
    turns = []
    real = library.compile_course

    def compile_course(sources):
        turns.append(1)
        return real(sources)

    monkeypatch.setattr(library, "compile_course", compile_course)
    found = at_once(8, lambda _turn: fresh.course(digest))

    assert len(turns) == 1
    assert len({id(one) for one in found}) == 1


def test_old_courses_leave_the_memory_and_come_back(school, fresh, digest, monkeypatch):
    monkeypatch.setattr(library, "KEPT", 1)
    first = fresh.course(digest)
    other = school.publish(
        instead={"lessons/01-otwarta.md": ("Treść lekcji", "Treści lekcji")}
    )
    fresh.course(other.digest)

    again = fresh.course(digest)

    assert again == first
    assert again is not first


def test_what_is_missing_is_compiled_before_anybody_asks(school, fresh, digest):
    compiled(school).unlink()
    assert uncompiled(school.database, fresh) == [digest]

    assert list(compile_missing(school.database, fresh)) == []

    assert uncompiled(school.database, fresh) == []


def test_what_cannot_be_compiled_is_named(school, fresh, digest):
    compiled(school).unlink()
    archives.archive_path(school.press.data_dir, digest).unlink()

    assert list(compile_missing(school.database, fresh)) == [digest]


_KILLED = """
import os, sys
from pathlib import Path
from app.engines import Database
from app.publishing import archives, revisions
from app.publishing.library import Library
from tests.factories import NOW

url, data_dir, folder, point = sys.argv[1:]
data_dir = Path(data_dir)
press = revisions.Press(
    Database(url, data_dir / "write.lock"), Library(data_dir / "compiled"), data_dir
)

def die(*_facts, **_more):
    os.kill(os.getpid(), 9)

if point == "archive":
    archives.zipfile.ZipFile.writestr = die
elif point == "compiled":
    Library.keep = die
elif point == "commit":
    revisions.events.record = die
revisions.publish(press, Path(folder), by=None, now=NOW)
"""


@pytest.mark.parametrize("point", ["archive", "compiled", "commit"])
def test_a_process_killed_while_publishing_leaves_the_old_revision_or_the_new(
    school, settings, digest, point
):
    from tests.packages import write_package  # noqa: PLC0415

    folder = write_package(
        school.packages / "kurs",
        instead={"lessons/01-otwarta.md": ("Treść lekcji", "Treści lekcji")},
    )
    killed = subprocess.run(
        [
            sys.executable,
            "-c",
            _KILLED,
            settings.database_url,
            str(settings.data_dir),
            str(folder),
            point,
        ],
        check=False,
    )
    assert killed.returncode == -9

    assert school.course.digest == digest
    fresh = Library(school.library.folder)
    assert fresh.course(digest) == school.library.course(digest)
    done = school.try_to_publish(
        instead={"lessons/01-otwarta.md": ("Treść lekcji", "Treści lekcji")}
    )
    assert done.digest == school.course.digest != digest
    assert Library(school.library.folder).course(done.digest)
