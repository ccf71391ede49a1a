"""Pictures and recordings that a question names: found, checked, and addressed."""

from pathlib import Path

import pytest

from app.content.check import CheckResult, check
from app.content.compare import Level, level
from app.content.compile import dump, load
from app.content.schemas import json_schemas
from tests.content.packages import codes, said, tiny_copy
from tests.content.test_media import SAMPLES, png

QUESTION = """
  - id: q-bild
    type: hotspot
    prompt: Wskaż strug.
    picture: %s
    zones:
      - {id: a, label: strug, circle: [20, 20, 10], right: true}
      - {id: b, label: kran, rect: [50, 50, 20, 20]}
"""
DICTATION = """
  - id: q-ton
    type: dictation
    prompt: Zapisz.
    sound: %s
    transcript: Hallo
"""
MEDIA = {
    "a.png": (png(40, 20), "{licence: CC0-1.0, author: A, alt: Warsztat}"),
    "leer.png": (png(40, 20), "{licence: CC0-1.0, author: A, decorative: true}"),
    "b.mp3": (SAMPLES["audio/mpeg"], "{licence: CC0-1.0, author: A}"),
}


def with_question(folder: Path, question: str) -> Path:
    """Return the tiny course with media and one more question in its bank."""
    package = tiny_copy(folder)
    with (package / "media/media.yaml").open("a") as listed:
        for name, (data, about) in MEDIA.items():
            (package / "media" / name).write_bytes(data)
            listed.write(f"{name}: {about}\n")
    bank = next((package / "questions").glob("*.yaml"))
    bank.write_text(bank.read_text().rstrip("\n") + question)
    return package


def checked(folder: Path, question: str) -> CheckResult:
    return check(with_question(folder, question))


def test_a_picture_is_compiled_to_its_address_its_size_and_its_words(tmp_path: Path):
    result = checked(tmp_path, QUESTION % "media/a.png")

    assert result.course is not None, [said(problem) for problem in result.problems]
    sha256 = result.course.media["media/a.png"].sha256
    picture = result.course.questions["q-bild"].picture
    assert picture.address == f"media:{sha256}/a.png"
    assert (picture.alt, picture.sides) == ("Warsztat", (40, 20))
    assert load(dump(result.course)) == result.course


def test_an_author_may_say_in_other_words_what_this_question_shows(tmp_path: Path):
    named = "{file: media/a.png, alt: Strug i kran}"
    result = checked(tmp_path, QUESTION % named)

    assert result.course is not None, [said(problem) for problem in result.problems]
    assert result.course.questions["q-bild"].picture.alt == "Strug i kran"


def test_a_recording_needs_no_words_since_they_may_be_the_answer(tmp_path: Path):
    result = checked(tmp_path, DICTATION % "media/b.mp3")

    assert result.course is not None, [said(problem) for problem in result.problems]
    assert result.course.questions["q-ton"].sound.address.endswith("/b.mp3")


@pytest.mark.parametrize(
    ("named", "code"),
    [
        ("media/aa.png", "media-missing"),
        ("a.png", "media-outside"),
        ("media/../course.yaml", "media-outside"),
        ("https://example.org/a.png", "media-remote"),
        ("media/b.mp3", "media-no-picture"),
        ("media/leer.png", "media-not-in-words"),
        ('""', "empty-text"),
        ("{file: media/a.png, address: 'javascript:1'}", "unknown-key"),
        ("{file: media/a.png, width: 5}", "unknown-key"),
        ("{alt: Strug}", "missing-key"),
    ],
)
def test_what_is_no_picture_of_the_package_is_named(
    tmp_path: Path, named: str, code: str
):
    assert codes(checked(tmp_path, QUESTION % named).problems) == [code]


def test_a_problem_points_at_the_name_of_the_file(tmp_path: Path):
    package = with_question(tmp_path, QUESTION % "{alt: X, file: media/aa.png}")
    (problem,) = check(package).problems
    line = (package / problem.file).read_text().split("\n")[problem.line - 1]

    assert line[problem.column - 1 :].startswith("media/aa.png")
    assert "media/a.png" in problem.hint(str)


def test_a_picture_is_no_sound(tmp_path: Path):
    found = checked(tmp_path, DICTATION % "media/a.png")

    assert codes(found.problems) == ["media-no-sound"]


def test_other_words_for_a_picture_are_no_other_question(tmp_path: Path):
    package = with_question(tmp_path, QUESTION % "media/a.png")
    old = check(package).course
    listed = package / "media/media.yaml"
    listed.write_text(listed.read_text().replace("alt: Warsztat", "alt: Warsztaty"))
    corrected = check(package).course
    (package / "media/a.png").write_bytes(png(20, 40))
    other = check(package).course

    assert old is not None
    assert corrected is not None
    assert other is not None
    assert level(old, corrected) == Level.EDITORIAL
    assert level(old, other) == Level.ASSESSMENT


def test_editors_are_offered_what_an_author_writes_and_nothing_that_is_compiled():
    definitions = json_schemas()["question"]["$defs"]

    short, long = definitions["Picture"]["anyOf"]
    assert short == {"type": "string", "pattern": "^media/"}
    assert set(long["properties"]) == {"file", "alt"}
