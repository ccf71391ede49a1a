"""The pages speak Polish, German or English, and stay in the place where they were."""

from __future__ import annotations

import pytest

from app.cli.words import translator
from tests.journeys.readers import Reader, Readers
from tests.journeys.site import Site

pytestmark = pytest.mark.browser

PLACE = "/courses/warsztat/lessons/narzedzia?from=mail"
NAMES = {"de": "Deutsch", "en": "English", "pl": "Polski"}


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_visitor_changes_the_language_and_stays_where_they_are(
    readers: Readers, *, scripts: bool
):
    visitor = readers.make(scripts=scripts)
    visitor.open(PLACE)
    assert language(visitor) == "pl"
    for locale, name in NAMES.items():
        switch(visitor, name)
        assert language(visitor) == locale
        assert visitor.page.url.endswith(PLACE)
        # What is taught stays in the language it is written in.
        assert visitor.page.locator("article").get_attribute("lang") == "pl"
        sign_in = translator(locale)("Sign in")
        assert visitor.page.get_by_role("link", name=sign_in, exact=True).count()


def test_the_language_of_an_account_comes_along_to_another_device(
    site: Site, readers: Readers
):
    person = site.enrolled()
    phone = readers.make(site.cookie(person))
    phone.open("/learning")
    switch(phone, "Deutsch")
    desk = readers.make(site.cookie(person))
    desk.open("/courses/warsztat")
    assert language(desk) == "de"
    assert desk.page.locator("h1").inner_text() == "Der erste Tag in der Werkstatt"


def test_german_words_fit_on_the_narrowest_phone(site: Site, readers: Readers):
    person = site.enrolled(locale="de")
    phone = readers.make(site.cookie(person), locale="de", width=320)
    for path in ("/", "/learning", "/account", "/courses/warsztat"):
        phone.open(path)
    phone.open("/courses/warsztat/quizzes/sprawdzian")
    phone.press("Begin")


def test_after_a_refused_form_the_language_leads_back_to_the_form(readers: Readers):
    readers.expected.append("422")
    visitor = readers.make()
    visitor.open("/courses/warsztat/lessons/narzedzia")
    visitor.press("Check")
    assert visitor.sees("Answer first, then check.")
    switch(visitor, "Deutsch")
    assert visitor.path == "/courses/warsztat/lessons/narzedzia"


def switch(reader: Reader, name: str) -> None:
    """Press the button of a language in the frame of the page."""
    with reader.page.expect_navigation():
        reader.page.get_by_role("button", name=name, exact=True).click()
    reader.look()


def language(reader: Reader) -> str | None:
    """Return the language that the page says it is in."""
    return reader.page.locator("html").get_attribute("lang")
