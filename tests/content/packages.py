"""Small packages made on the spot: one that is right, and what a test changes in it."""

import hashlib
import shutil
from pathlib import Path

from app.content.check import CheckResult, check_sources
from app.content.draft import drafted
from app.content.problems import Problem, Problems
from app.content.reader import MediaBytes, Sources, read_package

COURSES = Path(__file__).parents[1] / "courses"
TINY = COURSES / "tiny-course"

LESSON = """\
---
id: lekcja
title: Lekcja
minutes: 5
---
"""
FILES = {
    "course.yaml": """\
id: kurs
title: Kurs
summary: Kurs do sprawdzenia.
language: pl
teaches: de
hours: 1
authors: [Anna Nowak]
licence: CC-BY-SA-4.0
modules:
  - id: start
    title: Początek
    activities: [lekcja, quiz]
""",
    "lessons/lekcja.md": LESSON + "Strug jest ostry.\n",
    "questions/bank.yaml": """\
questions:
  - id: q-strug
    type: true-false
    prompt: Strug jest ostry.
    answer: true
""",
    "quizzes/quiz.yaml": """\
id: quiz
title: Quiz
behaviour: test
questions: [q-strug]
""",
}


Files = dict[str, str | bytes | None]


def sources(
    files: Files | None = None, media: dict[str, bytes] | None = None
) -> Sources:
    """Return the right package with some files replaced, added, or taken away.

    Media are described as somebody's who says what they show.
    """
    listed: Files = {
        "media/media.yaml": "".join(
            f"{path.removeprefix('media/')}: {{licence: CC0-1.0, author: A, alt: B}}\n"
            for path in media or {}
        )
    }
    texts = {**FILES, **(listed if media else {}), **(files or {})}
    return Sources(
        {
            path: text.encode() if isinstance(text, str) else text
            for path, text in texts.items()
            if text is not None
        },
        {
            path: MediaBytes(hashlib.sha256(data).hexdigest(), len(data), data)
            for path, data in (media or {}).items()
        },
    )


def checked(
    files: Files | None = None, media: dict[str, bytes] | None = None
) -> CheckResult:
    return check_sources(sources(files, media))


def lesson_problems(body: str) -> list[tuple[str, int, int]]:
    """Return (code, line of the body, column) of what is wrong in a lesson's text."""
    found = checked({"lessons/lekcja.md": LESSON + body}).problems
    above = LESSON.count("\n")
    return [(problem.code, problem.line - above, problem.column) for problem in found]


def lesson_html(body: str) -> str:
    """Return a lesson's HTML; a question in it is a line [[id]]."""
    result = checked({"lessons/lekcja.md": LESSON + body})
    assert result.course is not None, [said(problem) for problem in result.problems]
    segments = result.course.lessons["lekcja"].segments
    return "".join(
        part.html if part.type == "static" else f"[[{part.ref}]]" for part in segments
    )


def codes(problems: tuple[Problem, ...] | list[Problem]) -> list[str]:
    return [problem.code for problem in problems]


def said(problem: Problem) -> str:
    return f"{problem.file}:{problem.line}:{problem.column} {problem.message(str)}"


def tiny_copy(folder: Path) -> Path:
    """Return a copy of the tiny course that a test may spoil."""
    return Path(shutil.copytree(TINY, folder / "package"))


def read(folder: Path) -> tuple[Sources, tuple[Problem, ...]]:
    problems = Problems()
    return read_package(folder, problems), problems.sorted()


def names(files: dict[str, str | bytes | None] | None = None) -> list[str]:
    """Return every id of a package."""
    return [one.id for one in drafted(sources(files), Problems(), {}).named()]
