"""A scenario in a lesson: its text, and then its questions as practice."""

from __future__ import annotations

import pytest

from app.classroom import texts
from tests.classroom.pages import choice
from tests.packages import FILES
from tests.web import form_on, send

LESSON = """

```question
id: przypadek
type: scenario
title: Umowa pani Ewy
text: |
  Pani Ewa przyszła do pracy. ![Dom](media/dom.png)
questions:
  - {id: p-ewa, type: true-false, prompt: Ma umowę., answer: true}
  - {id: p-bhp, type: true-false, prompt: Ma szkolenie., answer: true}
```
"""


@pytest.fixture
def page(ana) -> str:
    """Return the open lesson with a scenario in it, as Ana sees it."""
    ana.school.publish(
        {"lessons/01-otwarta.md": str(FILES["lessons/01-otwarta.md"]) + LESSON}
    )
    return ana.get("/courses/kurs/lessons/otwarta").get_data(as_text=True)


def test_the_text_stands_above_the_practice_that_goes_with_it(page):
    where = [
        page.index('id="case-przypadek"'),
        page.index("Umowa pani Ewy"),
        page.index("Pani Ewa przyszła"),
        page.index('id="p-ewa"'),
        page.index('id="p-bhp"'),
    ]

    assert where == sorted(where)
    assert "<details open>" not in page


def test_pictures_of_a_case_can_be_fetched_by_visitors_of_an_open_lesson(page, ana):
    assert 'src="media:' not in page
    course = ana.school.course
    with ana.school.app.test_request_context():
        assert course.media["media/dom.png"].sha256 in texts.open_media(course)


def test_practice_of_a_scenario_is_judged_and_kept_like_any_other(page, ana):
    form = form_on(page, "/p-bhp/responses")
    value = choice(page, "p-bhp", "Prawda")
    shown = send(ana.client, form, {"p-bhp": value})

    assert shown.status_code == 303
    (response,) = ana.responses
    assert (response.question_id, response.answer) == ("p-bhp", {"value": True})
