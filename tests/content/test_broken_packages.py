"""Every defect an author can make has a package here, and the words they read."""

import json
from pathlib import Path

import pytest

from app.content.check import check
from tests.content.packages import COURSES

BROKEN = sorted(path for path in (COURSES / "broken").iterdir() if path.is_dir())


@pytest.mark.parametrize("folder", BROKEN, ids=lambda folder: folder.name)
def test_a_broken_package_is_told_exactly_what_is_wrong(folder: Path):
    wanted = json.loads((folder / "problems.json").read_text(encoding="utf-8"))
    result = check(folder / "package")
    assert [problem.to_dict(str) for problem in result.problems] == wanted
    assert result.course is None


def test_every_problem_has_a_place_a_cause_and_a_mend():
    for folder in BROKEN:
        for problem in check(folder / "package").problems:
            said = problem.to_dict(str)
            assert set(said) == {"file", "line", "column", "code", "message", "hint"}
            assert said["line"] >= 1
            assert said["column"] >= 1
            assert said["message"].endswith((".", "?"))
            assert said["hint"].endswith((".", "?"))


def test_a_problem_is_said_in_the_language_of_who_reads_it():
    polish = {
        "The key “%(key)s” is not known here.": "Klucz „%(key)s” nie jest tu znany.",
        "Did you mean “%(suggestion)s”?": "Czy chodziło o „%(suggestion)s”?",
    }
    problem = check(COURSES / "broken/unknown-key/package").problems[0]
    said = problem.to_dict(polish.__getitem__)
    assert said["message"] == "Klucz „pass_mrak” nie jest tu znany."
    assert said["hint"] == "Czy chodziło o „pass_mark”?"
