"""Ordering with scripts: buttons move things, and what is sent follows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

import app as application
from tests.questions.asking import asked, form_of, shown

pytestmark = pytest.mark.browser

SCRIPT = Path(application.__file__).parent / "static/js/ordering.js"
ITEMS = [{"id": name, "text": name.upper()} for name in ("a", "b", "c")]
ORDERING = asked("ordering", items=ITEMS)
FORM = form_of(ORDERING) | {"order": ["c", "a", "b"]}


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a tab and close it."""
    tab = browser.new_page()
    tab.on("pageerror", lambda error: pytest.fail(str(error)))
    yield tab
    tab.close()


def opened(page, response=None):
    page.set_content(shown(ORDERING.widget(FORM, response)))
    page.add_script_tag(path=SCRIPT)


def order(page):
    return [text.strip() for text in page.locator(".row-text").all_inner_texts()]


def answer(page):
    """Return the response that would be read from the form as it stands."""
    names = [row.name for row in ORDERING.widget(FORM, None).rows]
    values = {
        name: [page.locator(f'select[name="{name}"]').input_value()] for name in names
    }
    return ORDERING.read(values, FORM)


def test_nothing_is_answered_before_something_has_moved(page):
    opened(page)

    assert order(page) == ["C", "A", "B"]
    assert answer(page) is None
    assert not page.locator("select").first.is_visible()


def test_a_button_moves_its_row_and_keeps_the_focus(page):
    opened(page)

    page.get_by_role("button", name="Move down: C").click()

    assert order(page) == ["A", "C", "B"]
    assert answer(page) == {"order": ["a", "c", "b"]}
    focused = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert focused == "Move down: C"
    assert page.get_by_role("status").inner_text() == "C: now position 2 of 3"


def test_the_keyboard_alone_is_enough(page):
    opened(page)

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")

    assert answer(page) == {"order": ["a", "b", "c"]}


def test_nothing_moves_beyond_the_ends(page):
    opened(page, {"order": ["a", "b", "c"]})

    page.get_by_role("button", name="Move up: A").click()
    page.get_by_role("button", name="Move down: C").click()

    assert answer(page) == {"order": ["a", "b", "c"]}


def test_a_move_is_told_to_whoever_saves_the_form(page):
    opened(page)
    page.evaluate(
        "document.forms[0].addEventListener('change', () => { window.told = true })"
    )

    page.get_by_role("button", name="Move down: C").click()

    assert page.evaluate("window.told") is True


def test_answers_put_back_into_the_form_put_the_rows_in_order(page):
    opened(page)
    page.evaluate(
        """() => {
          const rows = [...document.querySelectorAll("select")];
          [2, 3, 1].forEach((place, i) => { rows[i].value = String(place); });
          document.forms[0].dispatchEvent(new CustomEvent("restored"));
        }"""
    )

    assert order(page) == ["B", "C", "A"]
