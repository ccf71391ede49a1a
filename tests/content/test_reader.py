"""A package's folder: what is read, and what is refused without touching it."""

import os
from pathlib import Path

import pytest

from app.content import layout, reader
from app.content.check import check
from app.content.digest import digest
from app.content.problems import Problems
from app.content.reader import Sources, read_package
from tests.content.packages import codes, read, sources, tiny_copy


def test_a_package_is_read_with_its_texts_and_media(tmp_path: Path):
    found, problems = read(tiny_copy(tmp_path))
    assert not problems
    assert sorted(found.texts)[:2] == ["course.yaml", "lessons/narzedzia.md"]
    assert list(found.media) == ["media/strug.png"]
    assert found.media["media/strug.png"].head.startswith(b"\x89PNG")


def test_a_folder_that_is_not_there_is_one_problem(tmp_path: Path):
    assert codes(check(tmp_path / "nie-ma").problems) == ["no-package"]


def test_a_link_to_a_file_or_folder_is_refused_and_not_followed(tmp_path: Path):
    package = tiny_copy(tmp_path)
    (package / "lessons/link.md").symlink_to("/etc/passwd")
    (package / "media/folder").symlink_to(tmp_path, target_is_directory=True)
    found, problems = read(package)
    assert codes(problems) == ["file-link", "file-link"]
    assert "lessons/link.md" not in found.texts


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path):
    package = tiny_copy(tmp_path)
    os.mkfifo(package / "lessons/rura.md")
    assert codes(read(package)[1]) == ["file-special"]


def test_a_file_swapped_for_a_pipe_after_listing_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    package = tiny_copy(tmp_path)
    entries = list(reader._entries(package, "", Problems()))
    (package / "course.yaml").unlink()
    os.mkfifo(package / "course.yaml")
    monkeypatch.setattr(reader, "_entries", lambda *_rest: entries)
    assert codes(read(package)[1]) == ["file-special"]


def test_a_file_swapped_for_a_link_after_listing_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    package = tiny_copy(tmp_path)
    entries = list(reader._entries(package, "", Problems()))
    (package / "course.yaml").unlink()
    (package / "course.yaml").symlink_to("/etc/passwd")
    monkeypatch.setattr(reader, "_entries", lambda *_rest: entries)
    found, problems = read(package)
    assert codes(problems) == ["file-unreadable"]
    assert "course.yaml" not in found.texts


def test_hidden_files_and_folders_are_refused(tmp_path: Path):
    package = tiny_copy(tmp_path)
    (package / ".DS_Store").write_bytes(b"x")
    (package / ".git").mkdir()
    (package / ".git/config").write_text("x")
    assert codes(read(package)[1]) == ["file-hidden", "file-hidden"]


def test_a_readme_and_a_licence_may_lie_beside_the_course(tmp_path: Path):
    package = tiny_copy(tmp_path)
    before = digest(read(package)[0])
    (package / "README.md").write_text("Notatki")
    (package / "LICENSE").write_text("CC BY-SA 4.0")
    found, problems = read(package)
    assert not problems
    assert digest(found) == before


def test_a_text_that_is_too_large_is_refused_unread(tmp_path: Path):
    package = tiny_copy(tmp_path)
    (package / "lessons/duza.md").write_bytes(b"x" * (256 * 1024 + 1))
    (package / "questions/duze.yaml").write_bytes(b"x" * (1024 * 1024 + 1))
    assert codes(read(package)[1]) == ["file-too-large", "file-too-large"]


def test_too_many_files_end_the_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(reader, "MAX_FILES", 3)
    assert codes(read(tiny_copy(tmp_path))[1]) == ["too-many-files"]


def test_folders_that_lie_too_deep_are_refused(tmp_path: Path):
    package = tiny_copy(tmp_path)
    (package / "media/a/b/c/d/e").mkdir(parents=True)
    assert codes(read(package)[1]) == ["folders-too-deep"]


def test_two_names_that_some_computers_take_for_one_are_refused(tmp_path: Path):
    package = tiny_copy(tmp_path)
    (package / "lessons/Narzedzia.md").write_text("x")
    (package / "lessons/za\u017c.md").write_text("x")
    (package / "lessons/zaz\u0307.md").write_text("x")
    _, problems = read(package)
    assert codes(problems) == ["file-same-name", "file-same-name"]


@pytest.mark.parametrize(
    "name", ["a:b.md", "a\\b.md", "koniec .md", "con*.md", "\x1b.md"]
)
def test_names_that_trouble_other_computers_are_refused(name: str):
    problems = Problems()
    layout.is_usable(f"lessons/{layout.printable(name)}", {}, problems)
    if name == "koniec .md":
        assert not problems
    else:
        assert codes(problems.sorted()) == ["file-name"]


def test_a_name_cannot_move_the_cursor_of_a_terminal(tmp_path: Path):
    (tmp_path / "a\x1b[31m.md").write_text("x")
    (tmp_path / os.fsdecode(b"b\xff.md")).write_text("x")
    for problem in read(tmp_path)[1]:
        assert problem.file.isprintable()
        assert problem.message(str).isprintable()


def test_the_digest_does_not_mind_line_ends_or_the_lock():
    windows = {path: data.replace(b"\n", b"\r\n") for path, data in _texts().items()}
    locked = {**_texts(), "course.lock": b"{}"}
    assert digest(Sources(windows)) == digest(Sources(_texts()))
    assert digest(Sources(locked)) == digest(Sources(_texts()))


def test_the_digest_minds_every_other_letter_and_every_name():
    changed = {**_texts(), "lessons/lekcja.md": _texts()["lessons/lekcja.md"] + b"."}
    renamed = _texts()
    renamed["lessons/inna.md"] = renamed.pop("lessons/lekcja.md")
    digests = {digest(Sources(texts)) for texts in (_texts(), changed, renamed)}
    assert len(digests) == 3


def test_the_digest_of_a_folder_does_not_depend_on_where_it_lies(tmp_path: Path):
    (tmp_path / "inny").mkdir()
    one = read_package(tiny_copy(tmp_path), Problems())
    two = read_package(tiny_copy(tmp_path / "inny"), Problems())
    assert digest(one) == digest(two)


def _texts() -> dict[str, bytes]:
    return dict(sources().texts)
