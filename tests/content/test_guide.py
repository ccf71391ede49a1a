"""The author's guide: every example on the page is right, and nothing is left out."""

import json
import re
from collections.abc import Iterator
from random import SystemRandom

import pytest
from markdown_it import MarkdownIt
from pydantic import BaseModel

from app.content import bank_schema, condition_types, quiz_schema, schema
from app.content.check import check_sources
from app.content.containers import KINDS
from app.content.ids import fill_ids
from app.content.problems import Problems
from app.content.quiz_reader import BEHAVIOURS
from app.content.reader import Sources, read_package
from app.questions.register import REGISTER
from tests.content.packages import COURSES, FILES, LESSON, checked, codes, said
from tests.content.test_media import SAMPLES, png

GUIDE = COURSES.parents[1] / "courses"
PAGES = ("README.md", "questions.md", "typed-answers.md", "pictures-and-sound.md")
TEXT = "\n".join((GUIDE / page).read_text(encoding="utf-8") for page in PAGES)


def examples(kind: str) -> list[str]:
    """Return the fenced blocks of the guide whose info string ends like this."""
    tokens = MarkdownIt("commonmark").parse(TEXT)
    return [
        token.content
        for token in tokens
        if token.type == "fence" and token.info.partition(" ")[2] == kind
    ]


def files_with(question: str) -> dict[str, str | bytes | None]:
    found = re.search(r"^id: (\S+)$", question, re.MULTILINE)
    assert found is not None
    indented = question.rstrip("\n").replace("\n", "\n    ")
    # As practice, for a quiz of nothing but opinions has no pass mark.
    quiz = FILES["quizzes/quiz.yaml"].replace("behaviour: test", "behaviour: practice")
    return {
        "questions/bank.yaml": f"questions:\n  - {indented}\n",
        "quizzes/quiz.yaml": quiz.replace("q-strug", found[1]),
    }


def files_named(question: str) -> dict[str, bytes]:
    """Return a file of the right kind for each one that a question names."""
    kinds = {"png": png(800, 500), "ogg": SAMPLES["audio/ogg"]}
    return {
        path: kinds[path.rpartition(".")[2]]
        for path in re.findall(r"media/[a-z-]+\.[a-z]+", question)
    }


@pytest.mark.parametrize("question", examples("question"))
def test_every_question_of_the_guide_is_right_in_the_bank_and_in_a_lesson(
    question: str,
):
    media = files_named(question)
    result = checked(files_with(question), media)
    assert [said(problem) for problem in result.problems] == []
    lesson = f"{LESSON}```question\n{question}```\n"
    result = checked({"lessons/lekcja.md": lesson}, media)
    assert [said(problem) for problem in result.problems] == []


def test_every_type_of_question_has_an_example_and_a_heading():
    shown = [
        re.search(r"^type: (\S+)$", one, re.MULTILINE) for one in examples("question")
    ]
    assert {found[1] for found in shown if found} == set(REGISTER)
    for kind in REGISTER:
        assert re.search(rf"^### {kind} — ", TEXT, re.MULTILINE)


@pytest.mark.parametrize("body", examples("body"))
def test_every_piece_of_a_lesson_in_the_guide_is_right(body: str):
    result = checked({"lessons/lekcja.md": LESSON + body})
    assert [said(problem) for problem in result.problems] == []


def test_the_course_the_lesson_the_quiz_and_the_media_of_the_guide_fit_together():
    tiny = read_package(COURSES / "tiny-course", Problems())
    texts = {
        "course.yaml": examples("course.yaml")[0],
        "lessons/strug.md": examples("lesson")[0],
        "quizzes/sprawdzian.yaml": examples("quiz")[0],
        "media/media.yaml": examples("media.yaml")[0],
        "questions/bank.yaml": FILES["questions/bank.yaml"].replace("q-strug", "q-1"),
    }
    sources = Sources({path: text.encode() for path, text in texts.items()}, tiny.media)
    result = check_sources(sources)
    assert [said(problem) for problem in result.problems] == []


def test_the_changes_of_the_guide_are_understood():
    entry = {"type": "true-false", "digest": "x", "since": "2026-01-01", "parts": []}
    ids = {"q-stare": entry, "q-2": entry}
    ids["q-narzedzia"] = {**entry, "parts": ["mlotek"]}
    bank = FILES["questions/bank.yaml"].replace("q-strug", "q-nowe")
    more = bank.replace("questions:\n", "").replace("q-nowe", "q-narzedzia")
    files = {
        "changes.yaml": examples("changes.yaml")[0],
        "course.lock": json.dumps({"version": 1, "ids": ids}),
        "questions/bank.yaml": bank + more,
        "quizzes/quiz.yaml": FILES["quizzes/quiz.yaml"].replace("q-strug", "q-nowe"),
    }
    assert codes(checked(files).problems) == []


def keys(model: type[BaseModel]) -> Iterator[str]:
    yield from model.model_fields


@pytest.mark.parametrize(
    "model",
    [
        *(schema.CourseSource, schema.ModuleSource, schema.CompletionSource),
        *(schema.CertificateSource, schema.LessonSource, schema.SourceSource),
        *(schema.MediaSource, schema.ChangesSource),
        *(quiz_schema.QuizSource, quiz_schema.PartSource, condition_types.ShowsSource),
        *(bank_schema.PoolSource, bank_schema.TagsSource, bank_schema.ScenarioSource),
        *REGISTER.values(),
    ],
)
def test_every_key_stands_in_the_guide(model: type[BaseModel]):
    missing = [key for key in keys(model) if f"`{key}" not in TEXT]
    assert missing == []


def test_every_block_every_behaviour_and_every_command_stands_in_the_guide():
    for kind in KINDS:
        assert f"::: {kind}" in TEXT
    for name, behaviour in BEHAVIOURS.items():
        assert f"`{name}`" in TEXT
        for key in behaviour.__slots__:
            assert f"| `{key}` |" in TEXT
    for command in ("new", "check", "ids", "lock", "publish", "schema"):
        assert f"czeladnik courses {command}" in TEXT


def test_the_table_of_behaviours_says_what_they_are():
    for key, words in (
        ("tries", "unlimited | 3 | 1"),
        ("pass_mark", "none | 60% | 70%"),
    ):
        assert f"| `{key}` | {words} |" in TEXT
    assert BEHAVIOURS["exam"].time_limit == 30
    assert "| `time_limit` | none | none | 30 |" in TEXT
    assert "| `per_page` | all | 5 | 5 |" in TEXT


def test_the_pools_and_the_parts_of_the_guide_can_be_drawn():
    texts = [("q-1", "urlop"), ("q-2", "urlop"), ("q-3", "choroba"), ("q-4", "urlop")]
    bank = "questions:\n" + "".join(
        f"  - {{id: {one}, type: true-false, prompt: P, answer: true, tags: [{tag}]}}\n"
        for one, tag in [*texts, ("q-5", "trudne")]
    )
    files = {
        "course.yaml": FILES["course.yaml"].replace("quiz]", "sprawdzian]"),
        "questions/bank.yaml": bank,
        "questions/pools.yaml": examples("pools")[0],
        "quizzes/quiz.yaml": examples("quiz-with-parts")[0],
    }
    assert [said(problem) for problem in checked(files).problems] == []


def test_the_scenario_of_the_guide_is_right_in_the_bank_and_in_a_lesson():
    scenario = examples("scenario")[0]
    filled = fill_ids(
        "questions/bank.yaml",
        f"questions:\n  - {_below(scenario)}",
        set(),
        SystemRandom(),
    )
    quiz = FILES["quizzes/quiz.yaml"].replace("q-strug", "wypadek")
    files = {"questions/bank.yaml": filled, "quizzes/quiz.yaml": quiz}
    assert [said(problem) for problem in checked(files).problems] == []
    lesson = f"{LESSON}```question\n{scenario}```\n"
    filled = fill_ids("lessons/lekcja.md", lesson, set(), SystemRandom())
    result = checked({"lessons/lekcja.md": filled})
    assert [said(problem) for problem in result.problems] == []


def _below(text: str) -> str:
    return text.rstrip("\n").replace("\n", "\n    ") + "\n"
