"""How deep the difference between two states of a course goes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.content.check import check
from app.content.compare import Level, level
from app.content.conditions import LocalTime, Window, shown_by
from app.content.course import (
    CertificateRule,
    CompletionRule,
    Hole,
    Media,
    Scenario,
    Static,
    Unit,
)
from tests.packages import write_package
from tests.values import WORDS, course, lesson, question, quiz

TEXT = "Pracodawca zawiera umowę o pracę na piśmie i wręcza ją pracownikowi od razu, "
LONG = Static(f"<p>{TEXT * 4}a okres wypowiedzenia wynosi 14 dni.</p>")
OLD = course(
    lesson("l1", segments=(LONG, Hole("question", "p1")), practice=("p1",)),
    lesson("l2"),
    quiz("test", questions=("q1", "q2")),
    questions=[
        question("q1", prompt="Kto podpisuje umowę o pracę z pracownikiem?"),
        question("q2", explanation="<p>Umowę zawiera się na piśmie.</p>"),
    ],
    scenarios={"s": Scenario("s", "Umowa", LONG.html, ("q1",))},
)


def changed(**facts):
    return replace(OLD, digest="2" * 64, **facts)


def with_lesson(lesson_id="l1", **facts):
    found = replace(OLD.lessons[lesson_id], **facts)
    return changed(lessons={**OLD.lessons, lesson_id: found})


def with_quiz(**facts):
    return changed(quizzes={"test": replace(OLD.quizzes["test"], **facts)})


def with_part(**facts):
    return with_quiz(parts=(replace(OLD.quizzes["test"].parts[0], **facts),))


def with_scenario(**facts):
    return changed(scenarios={"s": replace(OLD.scenarios["s"], **facts)})


def with_question(question_id="q1", **facts):
    old = OLD.questions[question_id].model_dump(exclude_defaults=True)
    found = question(question_id, **{**old, **facts})
    return changed(questions={**OLD.questions, question_id: found})


def html(old, new):
    assert old in LONG.html
    return (Static(LONG.html.replace(old, new, 1)),)


def test_the_same_state_is_no_update():
    assert level(OLD, OLD) is Level.NONE


VOID = {"since": "2026-11-23", "reason": "Prawo się zmieniło."}
WITHOUT_P1 = {**OLD.questions, "p1": question("p1", void=VOID)}


@pytest.mark.parametrize(
    "new",
    [
        changed(),
        changed(version="2"),
        changed(title=WORDS, authors=("Ktoś inny",)),
        with_lesson(title="Lekcja pierwsza"),
        with_lesson(minutes=25),
        with_lesson(segments=html("wręcza", "wrecza")),
        with_quiz(title="Sprawdzian"),
        with_quiz(per_page=1),
        with_question(prompt="Kto podpisuje umowę o pracę z pracownikiem"),
        with_question("q2", explanation="<p>Umowę zawiera się na piśmie!</p>"),
    ],
    ids=range(10),
)
def test_a_correction_is_editorial(new):
    assert level(OLD, new) is Level.EDITORIAL


@pytest.mark.parametrize(
    "new",
    [
        with_lesson(segments=(Static("<p>Zupełnie inna treść tej lekcji.</p>"),)),
        with_lesson(segments=(LONG, Static(f"<p>{'Nowy akapit. ' * 20}</p>"))),
        with_lesson(segments=html("14 dni", "30 dni")),
        with_question(prompt="Kto NIE podpisuje umowy o pracę?"),
        with_question(prompt="Kto podpisuje 2 umowy o pracę z pracownikiem?"),
        with_question("q2", explanation=""),
        with_question(wrong=[{"id": "b", "text": "może"}, {"id": "c", "text": "nie"}]),
    ],
    ids=range(7),
)
def test_what_says_something_else_is_content(new):
    assert level(OLD, new) is Level.CONTENT


@pytest.mark.parametrize(
    "new",
    [
        with_question(
            right=[{"id": "b", "text": "nie"}],
            wrong=[{"id": "a", "text": "tak"}, {"id": "c", "text": "może"}],
        ),
        with_question(points=2),
        with_question(void=VOID),
        replace(with_lesson(practice=()), questions=WITHOUT_P1),
        with_question(shuffle=False),
        with_question(wrong=[{"id": "b", "text": "nie"}]),
        with_quiz(pass_mark=500_000),
        with_quiz(tries=1),
        with_quiz(time_limit=10),
        with_quiz(shows=shown_by("now", "end")),
        with_quiz(shows=shown_by("end", "none")),
        with_quiz(going_back=False),
        with_quiz(wait=60),
        with_quiz(counts="last"),
        with_quiz(access_code="Strug-4711"),
        with_quiz(window=Window(LocalTime.parse("2026-12-01 08:00 Europe/Warsaw"))),
        with_quiz(behaviour="exam"),
        with_part(order="drawn"),
        with_part(units=(Unit("q1", ("q1",)),)),
        with_part(units=OLD.quizzes["test"].parts[0].units[::-1]),
        with_part(draw=1),
        with_part(points=2),
    ],
    ids=range(22),
)
def test_what_changes_the_worth_of_an_answer_is_assessment(new):
    assert level(OLD, new) is Level.ASSESSMENT


@pytest.mark.parametrize(
    "new",
    [
        course(lesson("l1"), quiz("test"), digest="2" * 64),
        changed(modules=(replace(OLD.modules[0], activities=("l2", "l1", "test")),)),
        changed(completion=CompletionRule(("l1",), ("test",), ())),
        changed(certificate=CertificateRule(results=True, valid_months=None)),
        changed(hours=5.0),
        changed(language="de"),
        changed(questions={**OLD.questions, "q3": question("q3")}),
        with_lesson(practice=()),
        with_lesson(open=True),
        with_scenario(questions=("q1", "q2")),
    ],
    ids=range(10),
)
def test_what_changes_what_is_asked_for_is_structural(new):
    assert level(OLD, new) is Level.STRUCTURAL


def test_the_deepest_level_wins():
    both = replace(with_quiz(tries=1), hours=9.0)

    assert level(OLD, both) is Level.STRUCTURAL
    assert Level.EDITORIAL < Level.CONTENT < Level.ASSESSMENT < Level.STRUCTURAL


def test_the_licence_of_a_picture_is_editorial():
    picture = Media("0" * 64, "image/png", 1, "", "CC0-1.0", "Ewa")

    assert level(OLD, changed(media={"media/a.png": picture})) is Level.EDITORIAL


@pytest.mark.parametrize(
    ("path", "old", "new", "depth"),
    [
        ("lessons/02-zamknieta.md", "zamkniętej", "zamknietej", Level.EDITORIAL),
        ("questions/bank.yaml", "text: Pierwszy", "text: Pierwszyy", Level.EDITORIAL),
        ("questions/bank.yaml", "answer: 474747", "answer: 474748", Level.ASSESSMENT),
        ("questions/bank.yaml", "answer: kluczbin", "answer: bin", Level.ASSESSMENT),
        ("questions/bank.yaml", "mark: 50%", "mark: 60%", Level.ASSESSMENT),
        ("questions/bank.yaml", "KLUCZ-luka-zle", "KLUCZ-luka-źle", Level.EDITORIAL),
        ("course.yaml", "Moduł pierwszy", "Moduł 1", Level.EDITORIAL),
        ("course.yaml", "hours: 4.5", "hours: 5", Level.STRUCTURAL),
        ("quizzes/test.yaml", "tries: 2", "tries: 3", Level.ASSESSMENT),
    ],
)
def test_a_change_of_a_package_has_its_level(tmp_path, path, old, new, depth):
    before = check(write_package(tmp_path / "a")).course
    after = check(write_package(tmp_path / "b", instead={path: (old, new)})).course

    assert level(before, after) is depth
