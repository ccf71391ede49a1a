"""Categories with scripts: things are put into boxes, and the form follows."""

import pytest

from tests.questions.asking import asked, form_of
from tests.questions.scripted import answered, focused, opened, page, restored

pytestmark = pytest.mark.browser

__all__ = ["page"]

QUESTION = asked(
    "categorise",
    categories=[
        {"id": "hand", "text": "Hand", "items": [{"id": "hobel", "text": "Hobel"}]},
        {"id": "strom", "text": "Strom", "items": [{"id": "saege", "text": "Säge"}]},
    ],
    none=[{"id": "lack", "text": "Lack"}],
    shuffle=False,
)
FORM = form_of(QUESTION) | {"items": ["saege", "hobel", "lack"]}


def box(page, name):
    found = page.get_by_role("list", name=name, exact=True)
    return found.get_by_role("listitem").all_inner_texts()


def test_a_thing_is_taken_and_put_into_a_box(page):
    opened(page, QUESTION, FORM)
    assert answered(page, QUESTION, FORM) is None
    assert box(page, "Still to be sorted") == ["Säge", "Hobel", "Lack"]

    page.get_by_role("button", name="Hobel").click()
    assert page.get_by_role("status").inner_text() == "Hobel: choose where it belongs."
    page.get_by_role("button", name="Put into: Hand").click()

    assert box(page, "Hand") == ["Hobel"]
    assert answered(page, QUESTION, FORM) == {"items": {"hobel": "hand"}}
    assert page.get_by_role("status").inner_text() == "Hobel is now in: Hand"
    assert (focused(page), page.evaluate("window.told")) == ("Hobel", True)


def test_arrow_keys_move_a_thing_from_box_to_box(page):
    opened(page, QUESTION, FORM)
    page.get_by_role("button", name="Säge").focus()

    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft"):
        page.keyboard.press(key)

    assert answered(page, QUESTION, FORM) == {"items": {"saege": "strom"}}
    assert focused(page) == "Säge"


def test_a_thing_can_be_put_back_and_left_alone(page):
    opened(page, QUESTION, FORM, {"items": {"hobel": "strom", "lack": "-"}})
    assert box(page, "Belongs nowhere") == ["Lack"]

    page.get_by_role("button", name="Hobel").focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")

    assert answered(page, QUESTION, FORM) == {"items": {"lack": "-"}}
    assert page.locator('[aria-pressed="true"]').count() == 0


def test_with_a_mouse_things_can_be_dragged(page):
    opened(page, QUESTION, FORM)

    page.get_by_role("button", name="Lack").drag_to(
        page.locator(".categories-box", has_text="Belongs nowhere")
    )

    assert answered(page, QUESTION, FORM) == {"items": {"lack": "-"}}


def test_answers_put_back_into_the_form_are_shown(page):
    opened(page, QUESTION, FORM)

    restored(page, QUESTION.widget(FORM, QUESTION.solution(FORM)).fields())

    assert box(page, "Hand") == ["Hobel"]
    assert box(page, "Still to be sorted") == []
