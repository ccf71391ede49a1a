"""Reports written from the command line: the rows of the screen, or nothing."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from app.cli import main
from config import Settings
from tests.reports.conftest import crowd  # noqa: F401 - a fixture


@pytest.fixture
def run(school, stamped, database_url):
    """Run a command in the installation of the school."""
    settings: Settings = school.app.config["SETTINGS"]
    env = {"DATA_DIR": str(settings.data_dir), "DATABASE_URL": database_url}

    def invoke(*words: str):
        return CliRunner().invoke(main, [*words], env=env)

    return invoke


def test_question_statistics_are_written_as_json_with_stable_names(
    crowd,  # noqa: F811
    run,
    tmp_path,
):
    crowd.sit({"b-jeden": {"choices": ["klucz-a"]}})
    target = tmp_path / "questions.json"

    done = run(
        *("reports", "questions", "--course", "kurs"),
        *("--format", "json", "-o", str(target)),
    )

    assert done.exit_code == 0, done.output
    found = json.loads(target.read_text("utf-8"))
    assert found["report"] == "questions"
    assert found["filters"]["course_id"] == "kurs"
    first = found["rows"][0]
    assert (first["question_id"], first["answers"], first["facility"]) == (
        "b-jeden",
        1,
        None,
    )


def test_a_course_that_does_not_exist_has_no_questions(run, tmp_path):
    target = tmp_path / "questions.csv"

    done = run(
        *("reports", "questions", "--course", "nothing"),
        *("--format", "csv", "-o", str(target)),
    )

    assert done.exit_code == 0, done.output
    assert len(target.read_text("utf-8-sig").splitlines()) == 1


@pytest.mark.parametrize("report", ["completion", "questions"])
def test_a_folder_that_does_not_exist_is_named(crowd, run, tmp_path, report):  # noqa: F811
    target = tmp_path / "missing" / "x.csv"

    done = run(
        *("reports", report, "--course", "kurs"),
        *("--format", "csv", "-o", str(target)),
    )

    assert done.exit_code == 1
    assert str(target) in done.output
