"""A disk without room: said so, nothing half-written, and reading goes on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask_babel import force_locale, gettext

from tests.classroom.pages import right_answers, save
from tests.disks import full
from tests.factories import NOW
from tests.web import post


def test_an_answer_that_finds_no_room_is_refused_whole_and_taken_later(ana):
    page = ana.get(ana.start())
    with full(ana.school.database, "response"):
        refused = save(ana.client, page, right_answers(page))
        left = ana.responses
    taken = save(ana.client, page, right_answers(page))

    assert refused.status_code == 503
    assert int(refused.headers["Retry-After"]) >= 60
    assert left == []
    assert taken.status_code == 303
    assert ana.responses


@pytest.mark.parametrize("language", ["pl", "de", "en"])
def test_the_reason_is_told_in_the_language_of_the_page(ana, language):
    post(ana.client, "/language", {"language": language})
    page = ana.get(ana.start())
    with full(ana.school.database, "response"):
        refused = save(ana.client, page, right_answers(page))
    html = refused.get_data(as_text=True)
    app = ana.school.app
    with app.test_request_context(), force_locale(language):
        told = str(gettext("Nothing can be saved right now"))

    assert f'<html lang="{language}">' in html
    assert told in html


@pytest.mark.parametrize("table", ["sign_in", "enrolment_state"])
def test_pages_are_read_although_what_a_page_notes_finds_no_room(ana, table):
    ana.school.travel(NOW + timedelta(minutes=10))
    with full(ana.school.database, table):
        page = ana.get("/courses/kurs/lessons/zamknieta")

    assert page.status_code == 200
