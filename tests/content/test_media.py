"""Media: judged by what they hold, never by their names, and never decoded."""

import struct
import zlib
from pathlib import Path

import pytest

from app.content.check import check
from app.content.media_types import kind_of
from tests.content.packages import codes, said, tiny_copy


def png(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = b"IHDR" + header
    checksum = struct.pack(">I", zlib.crc32(body))
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + body + checksum


JPEG = (
    b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
    b"\xff\xc0\x00\x11\x08\x00\x20\x00\x40\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01"
)
SAMPLES = {
    "image/png": png(3, 2),
    "image/jpeg": JPEG,
    "image/gif": b"GIF89a\x03\x00\x02\x00\x00",
    "image/webp": b"RIFF\x1a\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x02\0\0\x01\0\0",
    "audio/mpeg": b"ID3\x04\0\0\0\0\0\0",
    "audio/ogg": b"OggS\0\x02",
    "audio/wav": b"RIFF\x24\0\0\0WAVEfmt ",
    "video/mp4": b"\0\0\0\x18ftypisom\0\0\x02\0",
    "video/webm": b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm",
    "application/pdf": b"%PDF-1.7\n",
}


def spoilt(tmp_path: Path, **files: bytes) -> list[str]:
    """Check the tiny course with media put into it; `a__png` names a.png."""
    package = tiny_copy(tmp_path)
    listed = package / "media/media.yaml"
    lines = [listed.read_text()]
    for key, data in files.items():
        name = key.replace("__", ".")
        (package / "media" / name).write_bytes(data)
        lines.append(f"{name}: {{licence: CC0-1.0, author: A, alt: x}}\n")
    listed.write_text("".join(lines))
    return codes(check(package).problems)


@pytest.mark.parametrize("mime", SAMPLES)
def test_every_kind_is_known_by_its_first_bytes(mime: str):
    kind = kind_of(SAMPLES[mime])
    assert kind is not None
    assert kind.mime == mime


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (SAMPLES["image/png"], (3, 2)),
        (SAMPLES["image/jpeg"], (64, 32)),
        (SAMPLES["image/gif"], (3, 2)),
        (SAMPLES["image/webp"], (3, 2)),
    ],
)
def test_the_size_of_a_picture_is_read_from_its_header(
    data: bytes, size: tuple[int, int]
):
    kind = kind_of(data)
    assert kind is not None
    assert kind.measure is not None
    assert kind.measure(data) == size


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
        b"<html><script>alert(1)</script>",
        b"PK\x03\x04",
        b"MZ\x90",
        b"",
        b"#!/bin/sh",
        b"\xff\xfb",
    ],
)
def test_anything_else_is_refused_whatever_its_name(tmp_path: Path, data: bytes):
    assert spoilt(tmp_path, a__png=data) == ["media-type"]


def test_an_ending_that_lies_is_refused(tmp_path: Path):
    assert spoilt(tmp_path, a__mp3=SAMPLES["application/pdf"]) == ["media-ending"]
    assert kind_of(SAMPLES["application/pdf"]) is not None


@pytest.mark.parametrize("ending", ["html", "xhtml", "svg", "js", "css", "swf"])
def test_an_ending_that_browsers_run_is_refused_though_the_bytes_are_a_picture(
    tmp_path: Path, ending: str
):
    assert spoilt(tmp_path, **{f"a__{ending}": png(1, 1)}) == ["media-type"]


def test_a_picture_of_too_many_pixels_is_refused_by_its_header(tmp_path: Path):
    assert spoilt(tmp_path, a__png=png(50_000, 50_000)) == ["media-too-many-pixels"]


@pytest.mark.parametrize("data", [b"\xff\xd8\xff\xe0", b"GIF89a", png(0, 5)])
def test_a_damaged_picture_is_refused(tmp_path: Path, data: bytes):
    kind = kind_of(data)
    assert kind is not None
    name = f"a__{kind.endings[0][1:]}"
    assert spoilt(tmp_path, **{name: data}) == ["media-damaged"]


def test_a_file_nobody_describes_is_named(tmp_path: Path):
    package = tiny_copy(tmp_path)
    (package / "media/nowy.png").write_bytes(png(1, 1))
    (problem,) = check(package).problems
    assert problem.code == "media-not-described"
    assert "nowy.png:" in problem.hint(str)


def test_a_description_of_a_file_that_is_not_there_is_named(tmp_path: Path):
    package = tiny_copy(tmp_path)
    (package / "media/strug.png").rename(package / "media/strugi.png")
    wanted = ["media-missing", "media-described-alone", "media-not-described"]
    assert codes(check(package).problems) == wanted


def test_a_list_of_media_that_cannot_be_read_is_one_problem(tmp_path: Path):
    package = tiny_copy(tmp_path)
    (package / "media/media.yaml").write_text("strug.png: {licence: [}\n")
    assert codes(check(package).problems) == ["yaml-no-value"]


def test_a_picture_needs_a_text_for_those_who_do_not_see_it(tmp_path: Path):
    package = tiny_copy(tmp_path)
    listed = package / "media/media.yaml"
    listed.write_text("strug.png: {licence: CC0-1.0, author: A}\n")
    lesson = package / "lessons/powitanie.md"
    lesson.write_text(lesson.read_text().replace("![Strug na warsztacie]", "![]"))
    (problem,) = check(package).problems
    assert said(problem).startswith("lessons/powitanie.md:29:5 The picture")
    listed.write_text("strug.png: {licence: CC0-1.0, author: A, decorative: true}\n")
    assert _html(package).count('alt=""') == 1
    listed.write_text("strug.png: {licence: CC0-1.0, author: A, alt: Strug}\n")
    assert _html(package).count('alt="Strug"') == 1


def test_a_picture_with_a_caption_is_a_figure_of_known_size(tmp_path: Path):
    html = _html(tiny_copy(tmp_path))
    assert '<figure><img src="media:' in html
    assert '/strug.png" alt="Strug na warsztacie" width="8" height="6"' in html
    assert "<figcaption>Strug</figcaption></figure>" in html


def test_sound_and_film_have_controls_and_documents_are_linked(tmp_path: Path):
    package = tiny_copy(tmp_path)
    (package / "media/a.mp3").write_bytes(SAMPLES["audio/mpeg"])
    (package / "media/b.pdf").write_bytes(SAMPLES["application/pdf"])
    with (package / "media/media.yaml").open("a") as listed:
        listed.write("a.mp3: {licence: CC0-1.0, author: A}\n")
        listed.write("b.pdf: {licence: CC0-1.0, author: A}\n")
    lesson = package / "lessons/powitanie.md"
    before = lesson.read_text()
    lesson.write_text(f"{before}\n![Powitanie](media/a.mp3) i [wzór](media/b.pdf)\n")
    html = _html(package)
    assert 'aria-label="Powitanie" controls="" preload="none"></audio>' in html
    assert '/b.pdf">wzór</a>' in html
    lesson.write_text(f"{before}\n![wzór](media/b.pdf)\n")
    assert codes(check(package).problems) == ["media-not-shown"]


def _html(package: Path) -> str:
    result = check(package)
    assert result.course is not None, [said(problem) for problem in result.problems]
    segments = result.course.lessons["powitanie"].segments
    return "".join(part.html for part in segments if part.type == "static")
