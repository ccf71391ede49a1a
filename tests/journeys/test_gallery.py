"""The gallery of questions: looked at, answered by keyboard, and as bare HTML."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator

from app.questions.register import REGISTER
from tests.journeys.readers import Reader, Readers
from tests.journeys.site import Site

pytestmark = pytest.mark.browser

GALLERY = "galeria-pytan"
MOST_STOPS = 60  # presses of Tab inside one question
TICKED = "input[type=radio]:visible, input[type=checkbox]:visible"
# What has the focus: whether it is in the question, and what can be done to it.
FOCUSED = """id => {
    const one = document.activeElement, form = document.getElementById(id);
    if (!form.contains(one)) return "elsewhere";
    if (one.type === "submit" && !one.name) return "submit";
    return one.type || one.localName;
}"""
KEYS = {
    "radio": "Space",
    "checkbox": "Space",
    "select-one": "ArrowDown",
    "text": "1",
    "textarea": "1",
    "button": "Enter",
}


def test_every_page_of_the_gallery_is_clean_on_every_width(
    site: Site, readers: Readers
):
    visitor = readers.make(reduced_motion="reduce")
    for path in (f"/courses/{GALLERY}", *(lesson for lesson, _ in questions(site))):
        visitor.visit(path)


def test_every_question_is_answered_and_judged_without_javascript(
    site: Site, readers: Readers
):
    visitor = readers.make(scripts=False, reduced_motion="reduce")
    for path, ids in questions(site):
        visitor.page.goto(f"{visitor.site}{path}")
        for one in ids:
            fill_in(visitor.page.locator(f"#{one}"))
            with visitor.page.expect_navigation():
                visitor.page.locator(f"#{one} button[type=submit]").last.click()
            said = visitor.page.locator(f"#{one} .question-said")
            assert said.count() == 1, f"nothing came of {one}"


def test_every_type_is_answered_and_judged_by_keyboard_alone(
    site: Site, readers: Readers
):
    visitor = readers.make(reduced_motion="reduce")
    left = set(REGISTER)
    for path, ids in questions(site):
        for one in ids:
            kind = site.course(GALLERY).questions[one].kind
            if kind in left:
                left.remove(kind)
                answer_by_keyboard(visitor, path, one)
    assert left == set()


def questions(site: Site) -> list[tuple[str, tuple[str, ...]]]:
    """Return the address of each lesson, with the ids of its questions."""
    lessons = site.course(GALLERY).lessons.values()
    return [(f"/courses/{GALLERY}/lessons/{one.id}", one.practice) for one in lessons]


def fill_in(form: Locator) -> None:
    """Give some answer in whatever a question has without scripts."""
    for box in form.locator("input[type=text]:visible, textarea:visible").all():
        box.fill("1")
    for group in form.locator(TICKED).all():
        group.check()
    # Each another one, for no two things can stand at the same place.
    for place, choice in enumerate(form.locator("select:visible").all()):
        others = choice.locator("option").count() - 1
        choice.select_option(index=1 + place % others)


def answer_by_keyboard(reader: Reader, path: str, question_id: str) -> None:
    """Tab through a question, answer wherever one can, and press Enter to check."""
    focused = enter(reader, path, question_id)
    for _ in range(MOST_STOPS):
        if focused == "submit":
            with reader.page.expect_navigation():
                reader.page.keyboard.press("Enter")
            said = reader.page.locator(f"#{question_id} .question-said")
            assert said.count() == 1, f"nothing came of {question_id}"
            return
        assert focused != "elsewhere", f"Tab leaves {question_id} too early"
        if focused in KEYS:
            reader.page.keyboard.press(KEYS[focused])
        reader.page.keyboard.press("Tab")
        focused = reader.page.evaluate(FOCUSED, question_id)
    raise AssertionError(f"the button of {question_id} cannot be reached")


def enter(reader: Reader, path: str, question_id: str) -> str:
    """Go to a question and Tab into it; return what has the focus then.

    A busy browser may get the key before it has gone to the place in the page.
    """
    focused = "elsewhere"
    for _ in range(3):
        reader.page.goto("about:blank")
        reader.page.goto(f"{reader.site}{path}#{question_id}")
        reader.page.keyboard.press("Tab")
        focused = reader.page.evaluate(FOCUSED, question_id)
        if focused != "elsewhere":
            break
    return focused
