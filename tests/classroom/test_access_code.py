"""A quiz with an access code begins for who knows it, and tells it to nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.classroom.test_conditions import QUIZ
from tests.classroom.test_secrets import behave, every_byte
from tests.factories import NOW
from tests.web import form_on, post, send

CODE = "Strug-4711"


@pytest.fixture
def guarded(ana):
    """Return Ana's desk; the exam has a code."""
    behave(ana, "egzamin", tries=3, access_code=CODE)
    return ana


def begin(ana, code):
    return send(ana.client, form_on(ana.get(QUIZ), "/attempts"), {"code": code})


@pytest.mark.parametrize("typed", [CODE, f" {CODE} ", CODE.lower()])
def test_who_knows_the_code_begins(guarded, typed):
    assert "/attempts/" in begin(guarded, typed).location


@pytest.mark.parametrize("typed", ["", "Strug-471", "ſtrug", "Ł" * 300])
def test_who_does_not_know_it_does_not(guarded, typed):
    assert begin(guarded, typed).location == QUIZ
    assert post(guarded.client, f"{QUIZ}/attempts").location == QUIZ
    assert guarded.attempts == []


def test_no_page_and_no_file_of_a_learner_holds_the_code(guarded):
    begin(guarded, "falsch")
    seen = [guarded.get(path) for path in (QUIZ, "/courses/kurs", "/learning")]
    address = begin(guarded, CODE).location
    seen += [guarded.get(address), guarded.get(QUIZ)]
    guarded.finish(address)
    seen.append(guarded.get(f"{address}/result"))

    for page in seen:
        assert CODE.lower() not in every_byte(page).lower()
    (attempt,) = guarded.attempts
    assert CODE not in str(attempt.criterion) + str(attempt.form)
    assert CODE not in repr(guarded.school.course.quizzes["egzamin"])


def test_who_is_under_way_goes_on_without_the_code(guarded):
    address = begin(guarded, CODE).location

    assert post(guarded.client, f"{QUIZ}/attempts").location == address


def test_guessing_ends_after_ten_wrong_codes_and_for_a_while(guarded):
    for number in range(10):
        assert begin(guarded, f"zgaduję-{number}").status_code == 303

    assert begin(guarded, CODE).status_code == 429
    assert guarded.attempts == []
    guarded.school.travel(NOW + timedelta(minutes=15))
    assert "/attempts/" in begin(guarded, CODE).location


def test_right_codes_are_not_counted_as_guesses(guarded):
    for _turn in range(3):
        guarded.finish(begin(guarded, CODE).location)

    assert len(guarded.attempts) == 3
