"""Publishing: what becomes of a package, and of the revision that was there before."""

from __future__ import annotations

import zipfile

import pytest
import sqlalchemy as sa

from app.audit.models import Event
from app.content.compare import Level
from app.publishing import archives, revisions
from app.publishing.models import Publication, PublishedCourse, Revision
from app.publishing.revisions import Outcome, packages, publish
from tests.factories import NOW
from tests.packages import write_package
from tests.races import at_once, together

WORDING = {"lessons/01-otwarta.md": ("Treść lekcji otwartej", "Treść lekcji otwartéj")}
NEW_KEY = {"questions/bank.yaml": ("answer: 474747", "answer: 484848")}
WITH_EXAM = """\
    activities: [test, egzamin]
completion: {lessons: all, quizzes: [test, egzamin], practice: [otwarta]}
"""
WITHOUT_EXAM = """\
    activities: [test]
completion: {lessons: all, quizzes: [test], practice: [otwarta]}
"""
SHORTER = {"course.yaml": (WITH_EXAM, WITHOUT_EXAM)}


def rows(school, table):
    with school.database.reading() as session:
        return session.scalars(sa.select(table)).all()


def current(school):
    with school.database.reading() as session:
        return session.get_one(PublishedCourse, "kurs").digest


def again(school, instead=None, *, up_to=Level.STRUCTURAL):
    folder = write_package(school.packages / "kurs", instead=instead)
    return publish(school.press, folder, by=None, now=NOW, up_to=up_to)


def test_a_first_revision_is_published_and_said_so(school):
    (revision,) = rows(school, Revision)
    (publication,) = rows(school, Publication)
    (event,) = rows(school, Event)

    assert revision.digest == current(school) == school.course.digest
    assert (revision.number, revision.course_id) == (1, "kurs")
    assert revision.card["title"]["pl"] == "Kurs próbny"
    assert publication.digest == revision.digest
    assert (event.action, event.subject_id) == ("published", "kurs")


def test_a_package_that_is_as_it_was_changes_nothing(school):
    done = again(school)

    assert (done.outcome, done.course_id) == (Outcome.UNCHANGED, "kurs")
    assert len(rows(school, Publication)) == 1
    assert len(rows(school, Event)) == 1


def test_other_line_ends_are_no_change(school):
    folder = school.packages / "kurs"
    for path in folder.rglob("*.md"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    done = publish(school.press, folder, by=None, now=NOW)

    assert done.outcome is Outcome.UNCHANGED


def test_a_correction_of_wording_is_published_by_itself(school):
    before = current(school)

    done = again(school, WORDING, up_to=Level.EDITORIAL)

    assert (done.outcome, done.level) == (Outcome.PUBLISHED, Level.EDITORIAL)
    assert done.replaced == before != current(school) == done.digest
    assert sorted(one.number for one in rows(school, Revision)) == [1, 2]


@pytest.mark.parametrize(
    ("changes", "instead", "depth"),
    [
        ({}, NEW_KEY, Level.ASSESSMENT),
        ({"quizzes/egzamin.yaml": None}, SHORTER, Level.STRUCTURAL),
    ],
)
def test_what_goes_deeper_than_allowed_is_held_back(school, changes, instead, depth):
    before = current(school)
    folder = write_package(school.packages / "kurs", changes, instead=instead)

    held = publish(school.press, folder, by=None, now=NOW, up_to=Level.EDITORIAL)

    assert (held.outcome, held.level) == (Outcome.HELD_BACK, depth)
    assert current(school) == before
    assert len(rows(school, Revision)) == 1
    done = publish(school.press, folder, by=None, now=NOW)
    assert (done.outcome, current(school)) == (Outcome.PUBLISHED, done.digest)


def test_a_broken_package_keeps_the_last_good_revision(school):
    before = current(school)

    done = again(school, {"questions/bank.yaml": ("right: true", "rihgt: true")})

    assert done.outcome is Outcome.BROKEN
    assert done.problems
    assert current(school) == before
    assert len(rows(school, Revision)) == 1


def test_a_folder_that_is_none_is_broken(school, tmp_path):
    done = publish(school.press, tmp_path / "nie-ma", by=None, now=NOW)

    assert done.outcome is Outcome.BROKEN
    assert done.problems


def test_an_older_revision_can_be_the_current_one_again(school):
    first = current(school)
    again(school, WORDING)

    done = again(school)

    assert (done.outcome, current(school)) == (Outcome.PUBLISHED, first)
    assert len(rows(school, Revision)) == 2
    assert len(rows(school, Publication)) == 3


def test_the_sources_of_every_revision_are_archived(school):
    first = current(school)
    again(school, WORDING)

    for digest in (first, current(school)):
        sources = archives.archived(school.press.data_dir, digest)
        assert "course.yaml" in sources.texts
        assert set(sources.media) == {"media/plan.png", "media/dom.png"}
    path = archives.archive_path(school.press.data_dir, first)
    with zipfile.ZipFile(path) as archive:
        kinds = {one.filename: one.compress_type for one in archive.infolist()}
    assert kinds["questions/bank.yaml"] == zipfile.ZIP_DEFLATED


def test_the_same_sources_make_the_same_archive(school):
    path = archives.archive_path(school.press.data_dir, current(school))
    before = path.read_bytes()
    path.unlink()
    again(school, WORDING)

    again(school)

    assert path.read_bytes() == before


def test_two_who_publish_the_same_at_once_publish_once(school):
    folder = write_package(school.packages / "nowy", instead=WORDING)

    done = at_once(4, lambda _turn: publish(school.press, folder, by=None, now=NOW))

    outcomes = sorted(one.outcome for one in done)
    assert outcomes == [Outcome.PUBLISHED] + [Outcome.UNCHANGED] * 3
    assert len(rows(school, Publication)) == 2
    assert sorted(one.number for one in rows(school, Revision)) == [1, 2]


def test_two_who_publish_different_states_at_once_do_not_hold_each_other_up(school):
    one = write_package(school.packages / "pierwszy", instead=WORDING)
    other = write_package(school.packages / "drugi", instead=NEW_KEY)

    done = together(
        [
            lambda: publish(school.press, one, by=None, now=NOW),
            lambda: publish(school.press, other, by=None, now=NOW),
        ]
    )

    assert {one.outcome for one in done} == {Outcome.PUBLISHED}
    assert current(school) in {one.digest for one in done}
    assert sorted(one.number for one in rows(school, Revision)) == [1, 2, 3]
    # Each was compared with the revision that it replaced in fact.
    chain = {done[0].replaced, done[1].replaced}
    assert len(chain) == 2


def test_what_is_held_back_is_decided_against_the_revision_that_is_replaced(
    school, monkeypatch
):
    """Somebody publishes a new key while a correction of wording is being compared."""
    late = write_package(school.packages / "pozny", instead=NEW_KEY)
    real = revisions.level
    turns = []

    def compare(old, new):
        if not turns:
            turns.append(1)
            publish(school.press, late, by=None, now=NOW)
        return real(old, new)

    monkeypatch.setattr(revisions, "level", compare)
    done = again(school, WORDING, up_to=Level.EDITORIAL)

    assert (done.outcome, done.level) == (Outcome.HELD_BACK, Level.ASSESSMENT)


def test_a_crash_between_archive_and_commit_leaves_the_old_revision(
    school, monkeypatch
):
    before = current(school)

    def crash(*_facts, **_more):
        raise SystemExit

    with monkeypatch.context() as broken:
        broken.setattr(revisions, "make_current", crash)
        with pytest.raises(SystemExit):
            again(school, WORDING)
    assert current(school) == before
    assert len(rows(school, Revision)) == 1

    assert again(school, WORDING).outcome is Outcome.PUBLISHED


def test_a_picture_that_changes_while_it_is_archived_is_read_again(school, monkeypatch):
    folder = school.packages / "kurs"
    real = revisions.read_package
    turns = []

    def read(path, problems):
        sources = real(path, problems)
        if not turns:
            turns.append(1)
            picture = folder / "media/plan.png"
            picture.write_bytes(picture.read_bytes() + b"\0\0")
        return sources

    write_package(folder, {"media/plan.png": (folder / "media/dom.png").read_bytes()})
    (folder / "media/plan.png").write_bytes(
        (folder / "media/dom.png").read_bytes() + b"\0"
    )
    monkeypatch.setattr(revisions, "read_package", read)

    done = publish(school.press, folder, by=None, now=NOW)

    assert done.outcome is Outcome.PUBLISHED
    course = school.library.course(done.digest)
    kept = archives.media_path(
        school.press.data_dir, course.media["media/plan.png"].sha256
    )
    assert kept.read_bytes() == (folder / "media/plan.png").read_bytes()


def test_packages_are_the_folders_with_a_course_file(tmp_path):
    for name in ("b", "a"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "course.yaml").touch()
    (tmp_path / "c").mkdir()

    assert [one.name for one in packages(tmp_path)] == ["a", "b"]
    assert packages(tmp_path / "nie-ma") == []
