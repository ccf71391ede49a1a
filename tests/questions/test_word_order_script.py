"""Word order with scripts: words are tapped or moved by keys, and the form follows."""

import pytest

from tests.questions.asking import asked, form_of
from tests.questions.scripted import answered, focused, opened, page, restored

pytestmark = pytest.mark.browser

__all__ = ["page"]

TILES = [{"id": one.lower(), "text": one} for one in ("wir", "bauen", "ein", "Haus")]
QUESTION = asked("word-order", tiles=TILES, extra=[{"id": "baut", "text": "baut"}])
FORM = form_of(QUESTION) | {"order": ["haus", "ein", "baut", "wir", "bauen"]}


def line(page):
    return page.locator(".word-order-line li:visible").all_inner_texts()


def pool(page):
    return page.locator(".word-order-pool li").all_inner_texts()


def test_words_are_tapped_into_a_sentence_with_capital_and_full_stop(page):
    opened(page, QUESTION, FORM)
    assert answered(page, QUESTION, FORM) is None

    for word in ("wir", "bauen"):
        page.get_by_role("button", name=word, exact=True).click()

    assert line(page) == ["Wir", "bauen", "."]
    assert pool(page) == ["Haus", "ein", "baut"]
    assert answered(page, QUESTION, FORM) == {"tiles": ["wir", "bauen"]}
    assert page.get_by_role("status").inner_text() == "bauen: position 2. Wir bauen"
    assert page.evaluate("window.told") is True
    assert not page.locator("select").first.is_visible()


def test_a_word_tapped_again_goes_back_to_its_place(page):
    opened(page, QUESTION, FORM, {"tiles": ["ein", "wir"]})

    page.get_by_role("button", name="Ein", exact=True).click()

    assert line(page) == ["Wir", "."]
    assert pool(page) == ["Haus", "ein", "baut", "bauen"]
    assert answered(page, QUESTION, FORM) == {"tiles": ["wir"]}
    assert page.get_by_role("status").inner_text() == "ein taken out. Wir"


def test_the_keyboard_alone_is_enough(page):
    opened(page, QUESTION, FORM)

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert focused(page) == "ein"
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+Tab")
    assert focused(page) == "ein"
    page.keyboard.press("ArrowLeft")
    assert (line(page), focused(page)) == (["Ein", "Haus", "."], "Ein")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert answered(page, QUESTION, FORM) == {"tiles": ["haus", "ein"]}
    page.keyboard.press("Delete")

    assert answered(page, QUESTION, FORM) == {"tiles": ["haus"]}
    assert focused(page) == "Haus"


def test_the_last_word_in_the_pool_keeps_the_focus_when_it_is_used(page):
    opened(page, QUESTION, FORM, {"tiles": ["haus", "ein", "baut", "wir"]})

    page.get_by_role("button", name="bauen", exact=True).click()

    assert focused(page) == "bauen"


def test_answers_put_back_into_the_form_are_shown(page):
    opened(page, QUESTION, FORM)

    restored(page, QUESTION.widget(FORM, QUESTION.solution(FORM)).fields())

    assert line(page) == ["Wir", "bauen", "ein", "Haus", "."]


def test_everything_is_big_enough_to_be_tapped(page):
    opened(page, QUESTION, FORM)

    for button in page.locator(".word-order-button").all():
        box = button.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
