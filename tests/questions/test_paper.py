"""Questions on paper: something to write on or to tick, and nothing to press."""

import pytest

from tests.questions.asking import EXAMPLES, KINDS, form_of
from tests.questions.scripted import opened, page

pytestmark = pytest.mark.browser

__all__ = ["page"]

# What a pen can be put to: boxes, lines in place of fields, and ruled space.
TO_WRITE_ON = "input, select, textarea, .print-lines"


def printed(page, kind):
    question = EXAMPLES[kind]
    page.set_viewport_size({"width": 640, "height": 900})
    opened(page, question, form_of(question))
    page.emulate_media(media="print")
    return question


@pytest.mark.parametrize("kind", KINDS)
def test_a_question_can_be_answered_with_a_pen(page, kind):
    printed(page, kind)

    assert page.locator(TO_WRITE_ON).locator("visible=true").count() > 0
    assert page.locator("button").locator("visible=true").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


@pytest.mark.parametrize("kind", ["dropdown", "matching", "categorise"])
def test_what_a_list_offers_is_printed_beside_it(page, kind):
    question = printed(page, kind)
    words = {
        text.strip()
        for text in page.locator("option:not([value=''])").all_text_contents()
    }

    paper = page.locator(".print-only").locator("visible=true").all_inner_texts()

    assert words
    assert question.kind == kind
    assert all(any(word in text for text in paper) for word in words)


def test_the_words_of_a_sentence_are_printed_above_a_line(page):
    question = printed(page, "word-order")

    assert page.locator(".word-order-word").locator("visible=true").count() == len(
        [*question.tiles, *question.extra]
    )
    assert page.get_by_text("Write the sentence.").is_visible()
    assert page.locator(".print-lines").is_visible()


def test_an_empty_list_shows_no_words_on_paper(page):
    printed(page, "matching")

    shade = page.locator("select").first.evaluate(
        "select => getComputedStyle(select).color"
    )

    assert shade == "rgba(0, 0, 0, 0)"
