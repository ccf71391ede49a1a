"""Saving the answers of a page: from old pages, by scripts, and in bad shape."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.classroom.pages import attempt_form, right_answers, save
from tests.factories import NOW
from tests.forms import forms_of
from tests.web import form_on, send, sign_out


def test_a_page_left_open_blank_takes_no_answer_back(ana):
    address = ana.start()
    phone = ana.get(address)
    desk = ana.get(address)
    save(ana.client, desk, right_answers(desk), go="next")
    before = len(ana.responses)

    sent = save(ana.client, phone, go="next")

    assert sent.status_code == 303
    assert len(ana.responses) == before
    assert dict(attempt_form(ana.get(address)).fields)["page"] == "2"


def test_a_change_on_a_page_left_open_counts_and_only_that(ana):
    ana.school.publish(instead={"quizzes/test.yaml": ("per_page: 3", "per_page: all")})
    address = ana.start()
    phone = ana.get(address)
    save(ana.client, ana.get(address), right_answers(phone))
    before = len(ana.responses)

    save(ana.client, phone, {"b-slowo": "das Mädel"})

    assert len(ana.responses) == before + 1
    assert ana.responses[-1].answer == {"text": "das Mädel"}


def test_an_answer_can_be_cleared(ana):
    ana.school.publish(instead={"quizzes/test.yaml": ("per_page: 3", "per_page: all")})
    address = ana.start()
    save(ana.client, ana.get(address), {"b-slowo": "das Mädel"})

    save(ana.client, ana.get(address), {"b-slowo": ""})

    assert [one.answer for one in ana.responses] == [{"text": "das Mädel"}, {}]


def test_the_back_button_after_finishing_changes_nothing(ana):
    address = ana.start("egzamin")
    page = ana.get(address)
    ana.finish(address)
    before = ana.attempts[0].points
    ana.school.travel(NOW + timedelta(minutes=1))

    sent = save(ana.client, page, right_answers(page), go="finish")

    assert (sent.status_code, sent.location) == (303, f"{address}/result")
    assert ana.attempts[0].points == before == 0
    assert {one.state for one in ana.responses} == {"late"}
    for tail in ("", "/submission"):
        assert ana.get(address + tail).location == f"{address}/result"


def test_a_script_that_saves_after_the_end_is_told_so(ana):
    address = ana.start()
    page = ana.get(address)
    ana.finish(address)

    sent = save(ana.client, page, right_answers(page), headers=JSON)

    assert sent.status_code == 409
    assert sent.json["saved"] is False


JSON = {"Accept": "application/json"}


def test_a_script_is_told_what_was_saved(ana):
    address = ana.start("egzamin")
    ana.school.travel(NOW + timedelta(minutes=10))
    page = ana.get(address)

    sent = save(ana.client, page, right_answers(page), headers=JSON)

    assert sent.status_code == 200
    assert sent.json == {"saved": True, "faults": {}, "seconds_left": 20 * 60}
    assert len(ana.responses) == 3


def test_a_script_saves_again_and_again_with_the_key_of_its_page(ana):
    address = ana.start("egzamin")
    page = ana.get(address)
    texts = ("d", "das", "das Klucz", "das", "das")

    for text in texts:
        save(ana.client, page, {"b-slowo": text}, headers=JSON)

    assert [one.answer["text"] for one in ana.responses] == list(texts[:4])


def test_a_script_is_told_what_could_not_be_taken_in_words(ana):
    address = ana.start("egzamin")
    page = ana.get(address)
    answers = {"b-slowo": "x" * 3000, "b-prawda": "true"}

    sent = save(ana.client, page, answers, headers=JSON)

    assert sent.status_code == 200
    assert sent.json["saved"] is False
    assert list(sent.json["faults"]) == ["b-slowo"]
    assert "2000" in sent.json["faults"]["b-slowo"].replace("\xa0", "").replace(" ", "")
    assert [one.question_id for one in ana.responses] == ["b-prawda"]


def test_what_was_good_on_a_page_is_kept_and_what_was_not_still_stands_there(ana):
    address = ana.start("egzamin")
    page = ana.get(address)
    answers = {**right_answers(page), "b-slowo": "ż" * 3000}

    refused = save(ana.client, page, answers, go="finish")

    assert refused.status_code == 422
    assert "ż" * 2000 in refused.get_data(as_text=True)
    assert {one.question_id for one in ana.responses} == {"b-jeden", "b-prawda"}
    mended = save(ana.client, refused, {"b-slowo": "das Kluczmädchen"}, go="finish")
    assert mended.location == f"{address}/submission"


@pytest.mark.parametrize(
    "fields",
    [
        {"b-jeden": "klucz-a"},
        {"b-jeden": "0123456789"},
        {"b-jeden": ["x", "y"]},
        {"b-prawda": ["true", "false"]},
        {"b-slowo": ["jedno", "drugie"]},
        {"b-slowo.x": "obce"},
    ],
)
def test_answers_that_no_page_of_ours_sends_are_refused(ana, fields):
    address = ana.start("egzamin")
    form = attempt_form(ana.get(address))
    cleared = {name: [] for name in form.names if name.startswith("b-")}

    refused = send(ana.client, form, cleared, forged=fields)

    assert refused.status_code == 422
    assert "KLUCZ" not in refused.get_data(as_text=True)
    assert ana.responses == []


@pytest.mark.parametrize(
    "change",
    [
        {"key": []},
        {"key": ["a" * 32, "b" * 32]},
        {"key": "zz"},
        {"page": []},
        {"page": "abc"},
        {"page": "0"},
        {"page": "9"},
        {"page": ["1", "2"]},
    ],
)
def test_a_form_without_its_key_or_page_is_refused_and_takes_nothing_back(ana, change):
    address = ana.start()
    page = ana.get(address)
    save(ana.client, page, right_answers(page))
    before = len(ana.responses)
    form = attempt_form(ana.get(f"{address}?page=1"))

    refused = send(ana.client, form, change)

    assert refused.status_code == 422
    assert "text/html" in refused.content_type
    assert len(ana.responses) == before


def test_fields_of_other_questions_and_other_columns_are_not_looked_at(ana):
    address = ana.start()
    page = ana.get(address)
    here = {one.split(".")[0] for one in attempt_form(page).names}
    elsewhere = sorted({"b-slowo", "b-liczba", "b-prawda"} - here)
    forged = {
        **dict.fromkeys(elsewhere, "474747"),
        **dict.fromkeys(("score", "passed", "user_id", "started_at", "due_at"), "1"),
        "p-slowo": "klucznik",
    }

    sent = save(ana.client, page, forged=forged)

    assert sent.status_code == 303
    assert ana.responses == []
    attempt = ana.attempts[0]
    assert (attempt.points, attempt.started_at) == (None, NOW)


def test_a_form_that_was_open_for_three_hours_is_taken(ana):
    address = ana.start()
    page = ana.get(address)
    ana.school.travel(NOW + timedelta(hours=3))

    assert save(ana.client, page, right_answers(page)).status_code == 303
    assert ana.responses


def test_what_was_typed_is_not_lost_when_the_session_ended_meanwhile(ana):
    address = ana.start("egzamin")
    page = ana.get(address)
    sign_out(ana.client)

    refused = save(ana.client, page, right_answers(page))
    assert refused.status_code == 401
    assert ana.responses == []
    form = next(
        one for one in forms_of(refused.get_data(as_text=True)) if "unsent" in one.names
    )
    shown = send(
        ana.client,
        form,
        {"email": ana.school.cast.ana.email, "password": "zielony-stolik-pod-oknem"},
        page="/sign-in",
    )
    again = send(ana.client, form_on(shown, "/responses"))

    assert again.status_code == 303
    assert {one.question_id for one in ana.responses} == {
        "b-jeden",
        "b-prawda",
        "b-slowo",
    }
