"""Answers survive what happens to lines, tabs, devices and sessions."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from app.accounts.models import Person
from tests.factories import PASSWORD
from tests.journeys.readers import Reader, Readers
from tests.journeys.site import Site, wait_until

pytestmark = pytest.mark.browser

SAVED = "All answers on this page are saved."
NOT_SAVED = "Not saved yet: no connection. Keep this page open, saving is tried again."
SIGNED_OUT = (
    "You are signed out. Sign in again in another tab, then come back here: "
    "your answers are still on this page."
)


@pytest.fixture
def person(site: Site) -> Person:
    """Return somebody who takes the course."""
    return site.enrolled()


@pytest.fixture
def learner(site: Site, readers: Readers, person: Person) -> Reader:
    """Return them in the middle of a quiz, on its first page."""
    reader = readers.make(site.cookie(person))
    reader.open("/courses/warsztat/quizzes/sprawdzian")
    reader.press("Begin")
    return reader


def test_what_is_typed_is_saved_by_itself(site, learner, person):
    typed(learner).fill("Kunde")
    expect(status(learner)).to_have_text(learner.said(SAVED))
    assert site.answers(person)["q-klient"].answer == {"text": "Kunde"}
    learner.look()


def test_a_cut_line_is_told_and_loses_nothing(site, readers, learner, person):
    readers.expected.append("ERR_INTERNET_DISCONNECTED")
    learner.context.set_offline(True)
    typed(learner).fill("der Kunde")
    expect(status(learner)).to_have_text(learner.said(NOT_SAVED))
    assert site.answers(person) == {}
    learner.look()

    learner.context.set_offline(False)
    expect(status(learner)).to_have_text(learner.said(SAVED))
    assert site.answers(person)["q-klient"].answer == {"text": "der Kunde"}


def test_a_page_loaded_again_after_the_line_was_cut_still_has_the_answers(
    site, readers, learner, person
):
    readers.expected.append("ERR_INTERNET_DISCONNECTED|ERR_FAILED")
    learner.context.set_offline(True)
    typed(learner).fill("der Kunde")
    expect(status(learner)).to_have_text(learner.said(NOT_SAVED))
    learner.context.set_offline(False)
    learner.page.reload()
    expect(typed(learner)).to_have_value("der Kunde")
    wait_until(lambda: "q-klient" in site.answers(person))
    assert site.answers(person)["q-klient"].answer == {"text": "der Kunde"}


def test_a_tab_closed_at_once_has_sent_what_was_typed(site, readers, learner, person):
    typed(learner).fill("Kunde")
    learner.page.close(run_before_unload=True)
    wait_until(lambda: "q-klient" in site.answers(person))

    device = readers.make(site.cookie(person), width=360)
    device.open("/learning")
    device.follow("Begin")
    device.follow("Go on")
    expect(typed(device)).to_have_value("Kunde")


def test_another_device_shows_the_same_place_with_the_same_answers(
    site, readers, learner, person
):
    truth(learner).check()
    typed(learner).fill("Kunde")
    learner.press("Next page")
    place = learner.page.locator("#q-okulary")
    place.get_by_label("Fartuch").check()
    expect(status(learner)).to_have_text(learner.said(SAVED))

    device = readers.make(site.cookie(person), width=360)
    device.open("/courses/warsztat/quizzes/sprawdzian")
    device.follow("Go on")
    expect(truth(device)).to_be_checked()
    device.press("Next page")
    expect(device.page.locator("#q-okulary").get_by_label("Fartuch")).to_be_checked()


def test_who_was_signed_out_signs_in_in_another_tab_and_goes_on(
    site, readers, learner, person
):
    readers.expected.append("40[01]")
    site.end_sessions(person)
    typed(learner).fill("Kunde")
    expect(status(learner)).to_have_text(learner.said(SIGNED_OUT))

    tab = learner.another_tab()
    sign_in(tab, person)
    tab.page.close()
    learner.page.bring_to_front()
    learner.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(status(learner)).to_have_text(learner.said(SAVED))
    assert site.answers(person)["q-klient"].answer == {"text": "Kunde"}


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_who_was_signed_out_and_presses_a_button_gets_it_all_sent_after_signing_in(
    site, readers, person, *, scripts
):
    readers.expected.append("401")
    reader = readers.make(site.cookie(person), scripts=scripts)
    reader.open("/courses/warsztat/quizzes/sprawdzian")
    reader.press("Begin")
    site.end_sessions(person)
    truth(reader).check()
    typed(reader).fill("Kunde")
    reader.press("Next page")
    assert site.answers(person) == {}

    reader.fill({"E-mail": person.email, "Password": PASSWORD})
    reader.press("Sign in")
    reader.press("Send it now")
    given = {name: one.answer for name, one in site.answers(person).items()}
    assert given == {"q-prawda": {"value": True}, "q-klient": {"text": "Kunde"}}
    assert reader.page.locator("#q-okulary").is_visible()


def status(reader: Reader) -> Locator:
    return reader.page.locator("[data-saved]")


def typed(reader: Reader) -> Locator:
    return reader.page.locator("#q-klient input[type=text]")


def truth(reader: Reader) -> Locator:
    return reader.page.locator("#q-prawda").get_by_label(reader.said("True"))


def sign_in(reader: Reader, person: Person) -> None:
    reader.open("/sign-in")
    reader.fill({"E-mail": person.email or "", "Password": PASSWORD})
    reader.press("Sign in")
