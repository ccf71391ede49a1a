"""Where a page leads next, at the ends of courses and in the middle of attempts."""

from __future__ import annotations

import pytest

from app.publishing.models import PublishedCourse
from tests.factories import NOW
from tests.packages import FILES
from tests.web import form_on, post, send, statements, submit, text_of

PRACTICE = """\
id: cwiczenie
title: Ćwiczenie
behaviour: practice
minutes: 20
questions: [b-prawda]
"""


@pytest.fixture
def last_lesson(ana):
    """Return Ana's desk in a course whose last activity is a lesson."""
    text = str(FILES["course.yaml"])
    for old, new in (
        ("[otwarta, zamknieta, cwiczenie]", "[otwarta, cwiczenie]"),
        ("[test, egzamin]\ncompletion", "[test, egzamin, zamknieta]\ncompletion"),
    ):
        assert old in text
        text = text.replace(old, new)
    ana.school.publish({"course.yaml": text})
    return ana


def test_after_the_last_lesson_the_course_says_what_is_missing(last_lesson):
    page = "/courses/kurs/lessons/zamknieta"
    post(last_lesson.client, "/language", {"language": "en"})
    done = submit(last_lesson.client, page, action="/completion")

    assert done.location == "/courses/kurs"
    assert "You read the last lesson." in text_of(last_lesson.get(done.location))


def test_a_result_that_is_not_there_yet_leads_back_to_the_questions(ana):
    address = ana.start()

    early = ana.get(f"{address}/result")

    assert (early.status_code, early.location) == (303, address)
    assert not ana.attempts[0].submitted_at


def test_a_practice_question_sent_empty_asks_for_an_answer(ana):
    page = ana.get("/courses/kurs/lessons/otwarta")
    form = form_on(page, "/p-slowo/responses")

    refused = send(ana.client, form, {"p-slowo": " "})

    assert refused.status_code == 422
    assert ana.responses == []


def test_a_quiz_without_a_pass_mark_is_asked_for_and_then_done(ana):
    ana.school.publish(
        {"quizzes/cwiczenie.yaml": PRACTICE},
        instead={"course.yaml": ("quizzes: [test, egzamin]", "quizzes: [cwiczenie]")},
    )
    before = told(ana, "/courses/kurs")
    quiz = told(ana, "/courses/kurs/quizzes/cwiczenie")
    ana.finish(ana.start("cwiczenie"))
    after = told(ana, "/courses/kurs")

    assert "The quiz “Ćwiczenie” is still to be taken." in before
    assert "about 20 minutes" in quiz
    assert "The quiz “Ćwiczenie” is done." in after


def test_nobody_joins_a_course_that_was_taken_off(school):
    client = school.browser(school.cast.bruno)
    with school.database.writing() as session:
        session.get_one(PublishedCourse, "kurs").withdrawn_at = NOW

    assert post(client, "/courses/kurs/enrolment").status_code == 404


def test_a_result_costs_the_same_with_one_try_and_with_more(ana):
    def cost(address):
        ana.get(f"{address}/result")
        with statements(ana.school.database) as seen:
            assert ana.get(f"{address}/result").status_code == 200
        return len(seen)

    first = ana.start("cwiczenie")
    ana.finish(first)
    before = cost(first)
    for _turn in range(5):
        again = ana.start("cwiczenie")
        ana.finish(again)

    assert cost(first) == cost(again) == before <= 5


def told(desk, path):
    """Return what a page says in English."""
    post(desk.client, "/language", {"language": "en"})
    return text_of(desk.get(path))
