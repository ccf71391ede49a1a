"""Back, twice, again: what impatient people do changes nothing."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from app.accounts.models import Person
from tests.journeys.readers import Reader, Readers
from tests.journeys.site import Site

pytestmark = pytest.mark.browser


@pytest.fixture
def person(site: Site) -> Person:
    """Return somebody who takes the course."""
    return site.enrolled()


@pytest.fixture
def learner(site: Site, readers: Readers, person: Person) -> Reader:
    """Return them with one page of a quiz answered, on the next one."""
    reader = readers.make(site.cookie(person))
    reader.open("/courses/warsztat/quizzes/sprawdzian")
    reader.press("Begin")
    reader.page.locator("#q-prawda").get_by_label(reader.said("True")).check()
    reader.page.locator("#q-klient input[type=text]").fill("Kunde")
    reader.press("Next page")
    return reader


def test_going_back_after_the_end_changes_nothing(site, readers, learner, person):
    readers.expected.append("409")
    learner.press("Finish")
    learner.press("Finish now")
    points = [attempt.points for attempt in site.attempts(person)]
    for _ in range(3):
        learner.page.go_back()
        learner.look()
    typed = learner.page.locator("#q-klient input[type=text]")
    if typed.is_visible() and typed.is_editable():
        # Some browsers show the page as it was when it was left.
        typed.fill("die Kunde")
        learner.press("Next page")
        assert learner.path.endswith("/result")
    assert [attempt.points for attempt in site.attempts(person)] == points
    assert site.answers(person)["q-klient"].answer == {"text": "Kunde"}


def test_a_double_click_on_the_last_button_is_one_result(site, learner, person):
    learner.press("Finish")
    with learner.page.expect_navigation(url="**/result"):
        learner.button("Finish now").dblclick()
    learner.look()
    assert site.results(person) == 1
    assert len(site.attempts(person)) == 1


def test_a_double_click_on_begin_is_one_attempt(site, readers, person):
    learner = readers.make(site.cookie(person))
    learner.open("/courses/warsztat/quizzes/sprawdzian")
    learner.button("Begin").dblclick()
    # The second click may cut the first journey short; where they end is what counts.
    expect(learner.page).to_have_url(re.compile("/attempts/"))
    assert len(site.attempts(person)) == 1


def test_two_tabs_of_one_attempt_do_not_undo_each_other(site, learner, person):
    other = learner.another_tab()
    other.open(f"{learner.path}?page=1")
    expect(other.page.locator("#q-klient input[type=text]")).to_have_value("Kunde")
    first = learner.another_tab()
    first.open(f"{learner.path}?page=1")
    first.page.locator("#q-klient input[type=text]").fill("der Kunde")
    first.press("Next page")
    # The other tab still shows the old answer, and only its other question changes.
    other.page.locator("#q-prawda").get_by_label(other.said("False")).check()
    other.press("Next page")
    given = {name: one.answer for name, one in site.answers(person).items()}
    assert given["q-klient"] == {"text": "der Kunde"}
    assert given["q-prawda"] == {"value": False}


def test_going_back_to_a_page_and_changing_an_answer_is_a_new_answer(
    site, learner, person
):
    learner.page.go_back()
    typed = learner.page.locator("#q-klient input[type=text]")
    typed.fill("die Kunde")
    learner.press("Next page")
    assert site.answers(person)["q-klient"].answer == {"text": "die Kunde"}
