"""A quiz passed in full without a mouse: Tab, arrows, space and Enter.

Every type there is, answered somehow, is tried in test_gallery.py.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.readers import Reader, Readers
from tests.journeys.site import Site

pytestmark = pytest.mark.browser

QUIZ = "wszystkie-typy"
FURTHEST = 60  # presses of Tab until something has to be reached


def test_a_quiz_is_answered_rightly_by_keyboard_alone(site: Site, readers: Readers):
    person = site.enrolled()
    learner = readers.make(site.cookie(person))
    learner.open(f"/courses/warsztat/quizzes/{QUIZ}")
    press(learner, "Begin")

    choose(learner, "w-jedna", "Młotkiem")
    tick(learner, "w-wiele", "Okulary")
    tick(learner, "w-wiele", "Nauszniki")
    choose(learner, "w-falsz", learner.said("False"))
    write(learner, "w-slowo", ["der Hammer"])
    write(learner, "w-liczba", ["10"])
    select(learner, "w-pary", {"młotek": "der Hammer", "szczypce": "die Zange"})
    order(learner, "w-kolejnosc", ["Uczeń", "Czeladnik", "Mistrz"])
    write(learner, "w-luki", ["bin", "komme"])
    learner.look()

    press(learner, "Finish")
    press(learner, "Finish now")
    assert learner.sees("Passed")
    (attempt,) = site.attempts(person)
    assert attempt.points == attempt.maximum > 0


def test_the_first_tab_stop_leads_past_the_frame(site: Site, readers: Readers):
    visitor = readers.make()
    visitor.open("/courses/warsztat/lessons/narzedzia")
    visitor.page.keyboard.press("Tab")
    expect(visitor.page.locator("a.skip")).to_be_focused()
    expect(visitor.page.locator("a.skip")).to_be_in_viewport()
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator("main")).to_be_focused()


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(site: Site, readers: Readers):
    visitor = readers.make(width=360)
    visitor.open("/")
    menu = visitor.page.get_by_role("button", name=visitor.said("Menu"))
    tab_to(visitor, menu)
    visitor.page.keyboard.press("Enter")
    link = visitor.page.get_by_role("link", name=visitor.said("Sign in"), exact=True)
    expect(link).to_be_visible()
    visitor.look()
    visitor.page.keyboard.press("Escape")
    expect(link).to_be_hidden()
    expect(menu).to_be_focused()


def press(reader: Reader, label: str) -> None:
    """Go to a button and press Enter on it."""
    tab_to(reader, reader.button(label))
    with reader.page.expect_navigation():
        reader.page.keyboard.press("Enter")
    reader.look()


def tab_to(reader: Reader, wanted) -> None:
    """Press Tab until something has the focus, and the focus can be seen."""
    for _ in range(FURTHEST):
        if wanted.evaluate("one => one === document.activeElement"):
            assert is_marked(reader), f"nothing shows the focus on {wanted}"
            return
        reader.page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} cannot be reached with Tab")


def is_marked(reader: Reader) -> bool:
    """Tell whether the element with the focus has an outline."""
    return reader.page.evaluate(
        """() => {
            const marked = (one) => {
                const style = getComputedStyle(one);
                return style.outlineStyle !== "none" && style.outlineWidth !== "0px";
            };
            const one = document.activeElement;
            return marked(one) || (one.parentElement && marked(one.parentElement));
        }"""
    )


def choose(reader: Reader, question: str, label: str) -> None:
    """Choose one of several: the group is one tab stop, arrows go on in it."""
    radios = reader.page.locator(f"#{question} input[type=radio]")
    tab_to(reader, radios.first)
    reader.page.keyboard.press("Space")
    wanted = reader.page.locator(f"#{question}").get_by_label(label)
    for _ in range(radios.count()):
        if wanted.is_checked():
            return
        reader.page.keyboard.press("ArrowDown")
    raise AssertionError(f"{label} cannot be chosen with arrows")


def tick(reader: Reader, question: str, label: str) -> None:
    """Tick one of several."""
    box = reader.page.locator(f"#{question}").get_by_label(label)
    tab_to(reader, box)
    reader.page.keyboard.press("Space")
    expect(box).to_be_checked()


def write(reader: Reader, question: str, texts: list[str]) -> None:
    """Type into the boxes of a question, in their order."""
    boxes = reader.page.locator(f"#{question} input[type=text]")
    for box, text in zip(boxes.all(), texts, strict=True):
        tab_to(reader, box)
        reader.page.keyboard.type(text)


def select(reader: Reader, question: str, wanted: dict[str, str]) -> None:
    """Choose in lists by typing the beginning of what is wanted."""
    for label, text in wanted.items():
        found = reader.page.locator(f"#{question}").get_by_label(label)
        tab_to(reader, found)
        reader.page.keyboard.type(text)
        expect(found.locator("option:checked")).to_have_text(text)


def order(reader: Reader, question: str, wanted: list[str]) -> None:
    """Move things up until they stand in the wanted order."""
    rows = reader.page.locator(f"#{question} .row")
    for place, text in enumerate(wanted):
        row = rows.filter(has_text=text)
        up = row.get_by_role("button", name=reader.said("Move up"))
        tab_to(reader, up)
        while rows.nth(place).inner_text().find(text) < 0:
            reader.page.keyboard.press("Enter")
            assert up.evaluate("one => one === document.activeElement")
    texts = rows.locator(".row-text").all_inner_texts()
    assert [one.strip() for one in texts] == wanted
    # What stands in order by chance is no answer before something has moved.
    last = rows.nth(len(wanted) - 1)
    tab_to(reader, last.get_by_role("button", name=reader.said("Move up")))
    for key in ("ArrowUp", "ArrowDown"):
        reader.page.keyboard.press(key)
