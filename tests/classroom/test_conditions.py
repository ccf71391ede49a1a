"""Dates, pauses, pages that lock and moments, as a learner meets them."""

from __future__ import annotations

from datetime import timedelta

from app.accounts.models import Person
from app.learning import enrolments
from tests.classroom.pages import attempt_form, right_answers, save
from tests.classroom.test_secrets import behave, every_byte, wrong
from tests.factories import NOW, make_allowance
from tests.forms import forms_of
from tests.web import post, text_of

JSON = {"Accept": "application/json"}
QUIZ = "/courses/kurs/quizzes/egzamin"
SECOND = timedelta(seconds=1)
WARSAW = "%Y-%m-%d %H:%M Etc/UTC"


def moment(after):
    return (NOW + after).strftime(WARSAW)


def begin(ana):
    """Ask for a new attempt, though the page may not offer it."""
    return post(ana.client, f"{QUIZ}/attempts")


def offers_a_try(ana):
    page = ana.get(QUIZ).get_data(as_text=True)
    return any(one.action.endswith("/attempts") for one in forms_of(page))


def test_before_it_opens_a_quiz_says_when_it_does(ana):
    behave(ana, "egzamin", opens=moment(timedelta(hours=2)))

    assert not offers_a_try(ana)
    assert begin(ana).location == QUIZ
    assert ana.attempts == []
    ana.school.travel(NOW + timedelta(hours=2))
    assert ana.start("egzamin")


def test_when_it_closes_an_attempt_under_way_ends_with_what_is_saved(ana):
    behave(ana, "egzamin", closes=moment(timedelta(minutes=10)))
    address = ana.start("egzamin")
    page = ana.get(address)
    assert 'data-seconds-left="600"' in page.get_data(as_text=True)
    save(ana.client, page, right_answers(page))

    ana.school.travel(NOW + timedelta(minutes=10) + SECOND)

    assert save(ana.client, page, wrong(page), headers=JSON).status_code == 409
    ana.finish(address)
    (attempt,) = ana.attempts
    assert attempt.submitted_at == NOW + timedelta(minutes=10)
    assert attempt.points == attempt.maximum
    assert begin(ana).location == QUIZ


def test_right_answers_wait_until_the_quiz_has_closed_for_all(ana):
    behave(
        ana, "egzamin", tries=1, solutions="end", closes=moment(timedelta(minutes=10))
    )
    address = ana.start("egzamin")
    page = ana.get(address)
    save(ana.client, page, wrong(page))
    ana.finish(address)

    assert "KLUCZ-slowo-wyjasnienie" not in every_byte(ana.get(f"{address}/result"))

    ana.school.travel(NOW + timedelta(minutes=10))
    assert "KLUCZ-slowo-wyjasnienie" in every_byte(ana.get(f"{address}/result"))


def test_between_two_tries_there_is_a_pause_that_staff_can_waive(ana):
    behave(ana, "egzamin", tries=3, wait="6 h")
    ana.finish(ana.start("egzamin"))
    ana.school.travel(NOW + timedelta(hours=6) - SECOND)

    assert begin(ana).location == QUIZ
    assert len(ana.attempts) == 1

    with ana.school.database.writing() as session:
        enrolment = enrolments.find(session, ana.place.enrolment_id)
        make_allowance(session, enrolment, "egzamin", tries=0, no_wait=True)
    assert offers_a_try(ana)
    assert "/attempts/" in begin(ana).location


def test_a_pause_beyond_the_closing_is_not_said_to_end(ana):
    behave(ana, "egzamin", tries=3, wait="6 h", closes=moment(timedelta(hours=5)))
    ana.finish(ana.start("egzamin"))

    page = ana.get(QUIZ)

    assert page.status_code == 200
    assert not offers_a_try(ana)
    assert begin(ana).location == QUIZ
    assert len(ana.attempts) == 1


def test_a_page_that_was_left_is_locked_where_there_is_no_going_back(ana):
    behave(ana, "egzamin", per_page=1, going_back="false", order="fixed")
    address = ana.start("egzamin")
    first = ana.get(address)
    answers = right_answers(first)
    form = attempt_form(first)
    assert ("go", "previous") not in form.buttons
    save(ana.client, first, answers, go="next")

    second = ana.get(f"{address}?page=1")

    assert ("go", "previous") not in attempt_form(second).buttons
    assert ("page", "2") in attempt_form(second).filled({})
    # The same form once more says nothing new; another answer comes too late.
    assert save(ana.client, first, answers, go="next").status_code == 303
    assert [one.state for one in ana.responses] == ["saved"]
    save(ana.client, first, wrong(first), go="stay")
    assert [one.state for one in ana.responses] == ["saved", "late"]
    assert ana.attempts[0].page == 2


def test_saving_a_page_does_not_lock_it(ana):
    behave(ana, "egzamin", per_page=1, going_back="false", order="fixed")
    address = ana.start("egzamin")
    page = ana.get(address)

    save(ana.client, page, right_answers(page), go="stay")

    assert ana.attempts[0].page == 1
    assert ("page", "1") in attempt_form(ana.get(address)).filled({})


def test_in_each_moment_only_what_it_names_is_shown(ana):
    behave(
        ana,
        "egzamin",
        tries=1,
        shows="{during: [mark], after: [mark], at_last: [mark, explanation]}",
    )
    address = ana.start("egzamin")
    page = ana.get(address)
    save(ana.client, page, wrong(page), check="b-jeden")
    during = every_byte(ana.get(address))
    assert "KLUCZ-jeden-zle" not in during
    assert "question-said" in during

    ana.finish(address)
    result = every_byte(ana.get(f"{address}/result"))

    assert "KLUCZ-slowo-wyjasnienie" in result
    assert "KLUCZ-slowo-zle" not in result
    assert "das Kluczmädchen" not in result


def test_the_first_page_says_all_conditions(ana):
    behave(
        ana,
        "egzamin",
        tries=3,
        wait="36 h",
        counts="last",
        going_back="false",
        solutions="end",
        closes=moment(timedelta(minutes=10)),
    )
    with ana.school.database.writing() as session:
        session.get_one(Person, ana.school.cast.ana.id).locale = "en"

    said = text_of(ana.get(QUIZ))

    for words in (
        "at least 36 hours",
        "those of the last try",
        "only forward; a page that was left is locked",
        "when the quiz has closed",
        "If you begin now, you have until",
    ):
        assert words in said, words
    assert offers_a_try(ana)
