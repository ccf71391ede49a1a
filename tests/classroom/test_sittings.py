"""A whole quiz without a script: saved, left, come back to, checked, finished."""

from __future__ import annotations

import pytest

from app.learning.models import Completion, Result
from app.quizzes.models import Judgement
from tests.classroom.pages import attempt_form, choice, right_answers, save
from tests.web import form_on, post, send, text_of

POINT = 1_000_000


def walk(ana, address):
    """Answer every page rightly, going on by its button; return the last answer."""
    page = ana.get(address)
    while "go" in attempt_form(page).names:
        form = attempt_form(page)
        last = ("go", "finish") in form.buttons
        sent = save(
            ana.client, page, right_answers(page), go="finish" if last else "next"
        )
        assert sent.status_code == 303
        if last:
            return sent
        page = ana.get(sent.location)
    raise AssertionError


def test_a_whole_quiz_from_begin_to_result(ana):
    address = ana.start()
    question = walk(ana, address)
    assert question.location == f"{address}/submission"

    done = send(ana.client, form_on(ana.get(question.location), "/submission"))

    assert (done.status_code, done.location) == (303, f"{address}/result")
    result = ana.get(done.location)
    assert "100 %" in text_of(result)
    (attempt,) = ana.attempts
    assert (attempt.points, attempt.maximum) == (9 * POINT, 9 * POINT)
    assert attempt.submitted_by == "learner"
    (row,) = ana.rows(Result)
    assert (row.passed, row.points) == (True, 9 * POINT)


def test_all_requirements_met_complete_the_course(ana):
    for lesson in ("otwarta", "zamknieta"):
        post(ana.client, f"/courses/kurs/lessons/{lesson}/completion")
    lesson = ana.get("/courses/kurs/lessons/otwarta")
    send(ana.client, form_on(lesson, "/p-slowo/responses"), {"p-slowo": "klucznik"})
    value = choice(lesson, "p-wybor", "Nie")
    send(ana.client, form_on(lesson, "/p-wybor/responses"), {"p-wybor": value})
    for quiz in ("test", "egzamin"):
        assert ana.rows(Completion) == []
        address = ana.start(quiz)
        walk(ana, address)
        ana.finish(address)

    assert len(ana.rows(Completion)) == 1
    assert "/courses/kurs/certificate" in ana.get("/courses/kurs").get_data(
        as_text=True
    )


def test_to_begin_twice_leads_to_the_same_attempt(ana):
    button = form_on(ana.get("/courses/kurs/quizzes/test"), "/attempts")

    first, second = (send(ana.client, button) for _turn in range(2))

    assert first.location == second.location
    assert len(ana.attempts) == 1


def test_every_answer_is_there_on_another_device(ana):
    address = ana.start()
    page = ana.get(address)
    answers = right_answers(page)
    save(ana.client, page, answers, go="next")

    phone = ana.school.browser(ana.school.cast.ana)
    shown = attempt_form(phone.get(f"{address}?page=1"))

    stands = dict(shown.fields)
    for name, value in answers.items():
        assert stands[name] in value


def test_one_comes_back_to_the_first_page_that_is_not_answered(ana):
    address = ana.start()
    page = ana.get(address)
    save(ana.client, page, right_answers(page), go="stay")

    again = ana.get(address)

    assert dict(attempt_form(again).fields)["page"] == "2"


@pytest.mark.parametrize(
    ("wish", "number"),
    [
        ("1", 1),
        ("3", 3),
        ("999", 3),
        ("0", 1),
        ("-1", 1),
        ("abc", 1),
        ("", 1),
        ("1e9", 1),
    ],
)
def test_any_wish_for_a_page_shows_one(ana, wish, number):
    address = ana.start()

    page = ana.get(f"{address}?page={wish}")

    assert page.status_code == 200
    assert dict(attempt_form(page).fields)["page"] == str(number)


@pytest.mark.parametrize(
    ("begin", "go", "then"),
    [
        (1, "next", 2),
        (3, "next", 3),
        (2, "previous", 1),
        (1, "previous", 1),
        (2, "stay", 2),
        (1, "3", 3),
        (2, "77", 3),
        (2, "/admin", 2),
        (2, "//example.org", 2),
    ],
)
def test_every_button_saves_first_and_then_goes_where_it_says(ana, begin, go, then):
    address = ana.start()
    page = ana.get(f"{address}?page={begin}")

    sent = save(ana.client, page, right_answers(page), go=go)

    assert sent.status_code == 303
    assert sent.location == f"{address}?page={then}"
    assert ana.responses


def test_finishing_says_what_is_not_answered_yet(ana):
    address = ana.start()
    page = ana.get(address)
    save(ana.client, page, right_answers(page))

    asked = ana.get(f"{address}/submission")

    assert asked.status_code == 200
    assert "5" in text_of(asked)
    assert ana.attempts[0].submitted_at is None


def test_finishing_twice_is_finishing_once(ana):
    address = ana.start()
    button = form_on(ana.get(f"{address}/submission"), "/submission")

    answers = [send(ana.client, button) for _turn in range(3)]

    assert {one.location for one in answers} == {f"{address}/result"}
    assert len(ana.rows(Result)) == 1


def test_checking_shows_what_came_of_one_answer_and_finishing_counts_it(ana):
    address = ana.start("cwiczenie")
    page = ana.get(address)

    sent = save(ana.client, page, {"b-slowo": "Kluczmädchen"}, check="b-slowo")

    assert sent.location == f"{address}?page=1#b-slowo"
    html = ana.get(sent.location).get_data(as_text=True)
    assert "KLUCZ-slowo-pol" in html
    assert [one.mark for one in ana.rows(Judgement)] == [500_000]
    save(ana.client, html, check="b-slowo")
    assert len(ana.responses) == 1
    ana.finish(address)
    assert ana.attempts[0].points == POINT
    assert len(ana.rows(Judgement)) == 1


def test_to_check_a_question_without_an_answer_says_so(ana):
    address = ana.start("cwiczenie")

    sent = save(ana.client, ana.get(address), check="b-slowo")

    assert ana.responses == []
    assert "KLUCZ" not in ana.get(sent.location).get_data(as_text=True)


def test_a_checked_answer_is_final_where_the_attempt_counts(ana):
    ana.school.publish(
        instead={
            "quizzes/egzamin.yaml": (
                "behaviour: exam",
                "behaviour: exam\nfeedback: now",
            )
        }
    )
    address = ana.start("egzamin")
    page = ana.get(address)
    save(ana.client, page, {"b-slowo": "das Mädel"}, check="b-slowo")

    save(ana.client, page, {"b-slowo": "das Kluczmädchen"}, check="b-slowo")
    save(ana.client, ana.get(address), {"b-slowo": "das Kluczmädchen"})

    assert [one.answer["text"] for one in ana.responses] == ["das Mädel"]


def test_an_attempt_begun_before_a_publication_stays_as_it_was(ana):
    address = ana.start("egzamin")
    ana.school.publish(
        instead={
            "questions/bank.yaml": ("text: das Kluczmädchen", "text: die Kluczfrau")
        }
    )
    page = ana.get(address)

    walk(ana, address)
    ana.finish(address)

    assert page.status_code == 200
    assert ana.attempts[0].points == 4 * POINT
