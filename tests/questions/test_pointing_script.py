"""Pointing with scripts: marks are set, taken away, sent; the list still answers."""

import pytest

from tests.questions.asking import asked, form_of
from tests.questions.scripted import answered, opened, page

__all__ = ["page"]

pytestmark = pytest.mark.browser

ZONES = [
    {"id": "tuer", "label": "Tür", "rect": [0, 0, 20, 50], "right": True},
    {"id": "ofen", "label": "Ofen", "rect": [70, 70, 20, 20]},
]
# One grey pixel, drawn as large as the question says.
PIXEL = (
    "data:image/gif;base64,R0lGODlhAQABAIAAAICAgP///yH5BAAAAAAALAAAAAABAAEAAAICRAEAOw=="
)


def pointing(**keys):
    question = asked("hotspot", picture="media/x.png", zones=ZONES, **keys)
    picture = question.picture.found(PIXEL, "Werkstatt", (600, 400))
    return question.model_copy(update={"picture": picture})


ONE, SEVERAL = pointing(), pointing(several=True)
FORM = form_of(ONE)


def point(page, across: int, down: int) -> None:
    """Press the picture at a place in per mille of its sides."""
    surface = page.locator(".pointing-surface")
    box = surface.bounding_box()
    at = {"x": box["width"] * across / 1000, "y": box["height"] * down / 1000}
    surface.click(position=at)


def said(page) -> str:
    return page.locator("[data-pointing-status]").inner_text()


def near(answer, *spots: tuple[int, int]) -> bool:
    """Tell whether these spots were answered, but for parts of a pixel."""
    found = answer["spots"] if answer else []
    return len(found) == len(spots) and all(
        abs(given[0] - spot[0]) <= 3 and abs(given[1] - spot[1]) <= 3
        for given, spot in zip(found, spots, strict=True)
    )


def test_nothing_is_answered_and_the_list_waits_behind_a_word(page):
    opened(page, ONE, FORM)

    assert answered(page, ONE, FORM) is None
    assert not page.locator(".choice").first.is_visible()
    page.get_by_text("Answer from a list instead").click()
    assert page.locator(".choice").first.is_visible()


def test_where_one_place_is_asked_for_a_mark_moves(page):
    opened(page, ONE, FORM)
    point(page, 100, 200)
    assert near(answered(page, ONE, FORM), (100, 200))
    assert said(page) == "Marked: 10 % from the left, 20 % from the top"

    point(page, 800, 900)

    assert near(answered(page, ONE, FORM), (800, 900))
    assert page.locator(".cross").count() == 1
    assert page.evaluate("window.told") is True


def test_where_several_are_a_mark_is_taken_away_by_pointing_at_it_again(page):
    opened(page, SEVERAL, FORM)
    point(page, 100, 200)
    point(page, 800, 900)
    assert near(answered(page, SEVERAL, FORM), (100, 200), (800, 900))

    point(page, 110, 210)

    assert near(answered(page, SEVERAL, FORM), (800, 900))
    assert said(page).startswith("Taken away: 10 %")


def test_no_more_marks_are_set_than_are_taken(page):
    opened(page, SEVERAL, FORM)
    for number in range(21):
        point(page, 50 + number % 5 * 200, 50 + number // 5 * 200)

    assert len(answered(page, SEVERAL, FORM)["spots"]) == 20
    assert said(page).startswith("No more marks")


def test_the_keyboard_alone_is_enough(page):
    opened(page, ONE, FORM)

    page.keyboard.press("Tab")
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowDown")
    assert said(page) == "44 % from the left, 51 % from the top"
    page.keyboard.press("Enter")

    assert answered(page, ONE, FORM) == {"spots": [[440, 505]]}


def test_the_cross_stays_in_the_picture(page):
    opened(page, ONE, FORM)

    page.keyboard.press("Tab")
    for _ in range(60):
        page.keyboard.press("ArrowUp")
    page.keyboard.press("Space")

    assert answered(page, ONE, FORM) == {"spots": [[500, 0]]}


def test_the_list_and_the_picture_empty_each_other(page):
    opened(page, ONE, FORM)
    point(page, 100, 200)
    page.get_by_text("Answer from a list instead").click()

    page.get_by_label("Ofen").check()
    assert answered(page, ONE, FORM) == {"zones": ["ofen"]}
    assert page.locator(".cross").count() == 0

    point(page, 100, 200)
    assert near(answered(page, ONE, FORM), (100, 200))


def test_answers_put_back_into_the_form_are_drawn(page):
    opened(page, ONE, FORM)
    page.evaluate(
        """() => {
          document.querySelector("[data-pointing-spots]").value = "100,200";
          document.forms[0].dispatchEvent(new CustomEvent("restored"));
        }"""
    )

    assert page.locator(".cross").count() == 1
    assert answered(page, ONE, FORM) == {"spots": [[100, 200]]}


def test_what_is_chosen_from_the_list_is_in_sight(page):
    opened(page, ONE, FORM, {"zones": ["tuer"]})

    assert page.get_by_label("Tür").is_visible()
    assert page.get_by_label("Tür").is_checked()
