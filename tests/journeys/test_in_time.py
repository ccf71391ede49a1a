"""A quiz with a time limit: how much is left is shown, and the end is the end."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from app.accounts.models import Person
from tests.journeys.readers import Reader
from tests.journeys.site import Site

pytestmark = pytest.mark.browser

SECONDS = 4


@pytest.fixture
def person(site: Site) -> Person:
    """Return somebody who takes the course."""
    return site.enrolled()


def test_the_time_left_is_shown_and_counts_down(site, readers, person):
    learner = begun(readers.make(site.cookie(person)))
    clock = learner.page.locator("[data-clock]")
    expect(clock).to_have_text(re.compile(r"^[45]:\d\d$"))
    first = clock.inner_text()
    expect(clock).not_to_have_text(first)
    assert clock.inner_text() < first


def test_without_scripts_the_page_says_until_when(site, readers, person):
    learner = begun(readers.make(site.cookie(person), scripts=False))
    assert re.search(r"\d\d:\d\d", learner.page.locator("[data-clock]").inner_text())


def test_when_the_time_is_up_the_page_closes_and_what_was_saved_counts(
    site, readers, person
):
    learner = begun(readers.make(site.cookie(person)))
    site.let_time_pass(person, datetime.now(UTC) + timedelta(seconds=SECONDS))
    learner.page.reload()
    learner.page.locator("#c-jeden").get_by_label(learner.said("True")).check()
    learner.page.locator("#c-dwa input[type=text]").fill("tak")
    ended = re.compile(learner.said("The time is up") + "|" + learner.said("Passed"))
    expect(learner.page.locator("main").get_by_text(ended).first).to_be_visible(
        timeout=SECONDS * 3000
    )
    learner.look()
    if not learner.path.endswith("/result"):
        # The server closes what is due every few seconds; it was not its turn yet.
        learner.press("See the result")
    assert learner.sees("Passed")
    assert learner.sees("closed when the time was up")
    (attempt,) = site.attempts(person)
    assert (attempt.submitted_by, attempt.submitted_at) == ("rule", attempt.due_at)


def test_what_comes_too_late_is_told_and_does_not_count(site, readers, person):
    learner = begun(readers.make(site.cookie(person), scripts=False))
    learner.page.locator("#c-dwa input[type=text]").fill("tak")
    site.let_time_pass(person, datetime.now(UTC) - timedelta(seconds=1))
    learner.press("Finish")
    assert learner.sees("This answer came too late: it is kept, but it does not count.")
    if not learner.path.endswith("/result"):
        learner.press("See the result")
    assert learner.sees("Not passed")
    assert site.answers(person) == {}


def begun(reader: Reader) -> Reader:
    """Begin the quiz with the time limit."""
    reader.open("/courses/warsztat/quizzes/na-czas")
    reader.press("Begin")
    return reader
