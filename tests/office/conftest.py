"""A small published course, and staff at their desks."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.content.course import Course
from app.publishing.revisions import Press, publish
from tests.factories import NOW
from tests.web import sign_in, travel

COURSE = """\
id: pierwsza-pomoc
title: {pl: Pierwsza pomoc, de: Erste Hilfe}
summary: Co robić po wypadku.
audience: Dla każdego
goals: [Wezwać pomoc]
language: pl
level: A
hours: 2
authors: [Ola Zięba]
licence: CC-BY-SA-4.0
modules:
  - {id: calosc, title: Całość, activities: [numer, proba, egzamin]}
certificate: {results: true}
"""
LESSON = "---\nid: numer\ntitle: Numer alarmowy\nminutes: 5\n---\nZadzwoń pod 112.\n"
BANK = """\
questions:
  - {id: q-numer, type: true-false, prompt: Numer alarmowy to 112., answer: true}
"""
TEST = "id: proba\ntitle: Próba\nbehaviour: practice\nquestions: [q-numer]\n"
EXAM = "id: egzamin\ntitle: Egzamin końcowy\nbehaviour: exam\nquestions: [q-numer]\n"


@pytest.fixture
def course(app, cast, data_dir: Path) -> Course:
    """Publish a course with a lesson, a practice quiz and an exam of one try."""
    folder = data_dir / "courses" / "pierwsza-pomoc"
    for name, text in {
        "course.yaml": COURSE,
        "lessons/numer.md": LESSON,
        "questions/bank.yaml": BANK,
        "quizzes/proba.yaml": TEST,
        "quizzes/egzamin.yaml": EXAM,
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    library = app.extensions["library"]
    press = Press(app.extensions["database"], library, data_dir)
    published = publish(press, folder, by=cast.clara.id, now=NOW)
    assert published.digest, published.problems
    return library.course(published.digest)


@pytest.fixture
def clara(app, client, cast):
    """Return the browser of Clara, staff of the chamber."""
    travel(app, NOW)
    sign_in(client, cast.clara)
    return client


@pytest.fixture
def darek(app, cast):
    """Return the browser of Darek, staff of the bakers' guild alone."""
    travel(app, NOW)
    browser = app.test_client()
    sign_in(browser, cast.darek)
    return browser
