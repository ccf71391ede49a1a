"""`czeladnik courses`: what trainers read, do and get as an exit status."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli import main
from app.cli.words import from_surroundings
from app.content.layout import LOCK
from tests.cli.servers import ROOT

PACKAGE = ROOT / "courses" / "prawo-pracy"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Return a copy of a real package."""
    path = tmp_path / "prawo-pracy"
    shutil.copytree(PACKAGE, path)
    return path


@pytest.fixture
def broken(package: Path) -> Path:
    """Return a package with two mistakes in two files."""
    course = package / "course.yaml"
    course.write_text(course.read_text() + "pass_mrak: 70%\n")
    lesson = next((package / "lessons").glob("01*.md"))
    lesson.write_text(lesson.read_text().replace("minutes: ", "minutes: soon", 1))
    return package


def test_a_sound_package_has_no_problems_and_status_0(package):
    done = _run("courses", "check", package, "--lang", "en")

    assert (done.exit_code, done.output) == (0, "Problems: 0\n")


def test_all_problems_are_named_with_file_line_column_and_mend(broken):
    done = _run("courses", "check", broken, "--lang", "en")
    lines = done.output.splitlines()

    assert done.exit_code == 1
    assert lines[0].startswith(f"{broken}/course.yaml:")
    assert "pass_mrak" in lines[0]
    assert lines[1].startswith("    ")
    assert lines[-1] == "Problems: 2"


def test_problems_as_json_are_an_array_of_objects(broken):
    done = _run("courses", "check", broken, "--format", "json", "--lang", "en")
    found = json.loads(done.stdout)

    assert done.exit_code == 1
    assert [set(problem) for problem in found] == [
        {"file", "line", "column", "code", "message", "hint"}
    ] * 2
    assert found[0]["file"] == str(broken / "course.yaml")
    assert found[0]["line"] == len((broken / "course.yaml").read_text().splitlines())


def test_no_problems_as_json_are_an_empty_array(package):
    done = _run("courses", "check", package, "--format", "json")

    assert (done.exit_code, json.loads(done.stdout)) == (0, [])


def test_a_folder_that_is_not_there_is_a_problem_too(tmp_path):
    done = _run("courses", "check", tmp_path / "nowhere", "--lang", "en")

    assert done.exit_code == 1
    assert "nowhere" in done.output


def test_several_packages_are_checked_at_once(package, tmp_path):
    done = _run("courses", "check", package, tmp_path / "nowhere", "--lang", "en")

    assert done.exit_code == 1
    assert done.output.endswith("Problems: 1\n")


@pytest.mark.parametrize(
    ("surroundings", "language"),
    [
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "C.UTF-8"}, "pl"),
        ({"LANG": "pl_PL", "LC_ALL": "en_GB"}, "en"),
        ({}, "pl"),
    ],
)
def test_the_language_is_that_of_the_terminal_else_polish(
    surroundings, language, monkeypatch
):
    for name in ("LANG", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)

    assert from_surroundings() == language


def test_a_new_package_is_valid_and_lands_beside_the_others(tmp_path, monkeypatch):
    (tmp_path / "courses").mkdir()
    monkeypatch.chdir(tmp_path)
    made = _run("courses", "new", "Szkło i żółw")
    path = tmp_path / "courses" / "szklo-i-zolw"

    assert made.exit_code == 0
    assert _run("courses", "check", path).exit_code == 0
    assert _run("courses", "new", "Szkło i żółw").exit_code == 1


@pytest.mark.parametrize("lang", ["pl", "de", "en"])
def test_a_new_package_may_be_given_a_path_and_a_language(tmp_path, lang):
    path = tmp_path / "Mein Kurs"
    assert _run("courses", "new", path, "--lang", lang).exit_code == 0

    assert _run("courses", "check", path).exit_code == 0


def test_schemas_are_json_for_every_kind_of_file_or_one():
    every = json.loads(_run("courses", "schema").stdout)

    assert {"course", "lesson", "quiz"} <= set(every)
    assert json.loads(_run("courses", "schema", "quiz").stdout) == every["quiz"]
    assert _run("courses", "schema", "tax").exit_code != 0


def test_missing_ids_are_filled_in_and_noted_in_the_lock(package):
    bank = next((package / "questions").glob("*.yaml"))
    bank.write_text(
        bank.read_text()
        + "\n  - id: q-nowe\n    type: single-choice\n    prompt: Kto?\n"
        + "    right: Majster\n    wrong: [Nikt]\n"
    )
    assert _run("courses", "check", package).exit_code == 1
    done = _run("courses", "ids", package, "--lang", "en")

    assert done.exit_code == 0, done.output
    assert _run("courses", "check", package).exit_code == 0
    assert "q-nowe" in json.loads((package / LOCK).read_text())["ids"]


def test_a_lock_is_written_once_and_then_left_alone(package):
    (package / LOCK).unlink(missing_ok=True)
    _run("courses", "lock", package)
    before = (package / LOCK).stat().st_mtime_ns
    again = _run("courses", "lock", package)

    assert again.exit_code == 0
    assert (package / LOCK).stat().st_mtime_ns == before


def test_a_package_is_published_once_and_its_ids_are_noted(
    package, environment, stamped
):
    (package / LOCK).unlink(missing_ok=True)
    first = _run("courses", "publish", package, "--lang", "en", env=environment)
    second = _run("courses", "publish", package, "--lang", "en", env=environment)

    assert first.output.splitlines()[-1].startswith("Published: prawo-pracy, revision ")
    assert second.output == "prawo-pracy is published as it is.\n"
    assert (package / LOCK).exists()


def test_a_broken_package_is_not_published(broken, environment, stamped):
    done = _run("courses", "publish", broken, "--lang", "en", env=environment)

    assert done.exit_code == 1
    assert "Nothing was published." in done.output
    assert "pass_mrak" in done.output


def _run(*words: object, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], env=env)
