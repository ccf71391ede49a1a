"""Time counts when a request arrives, and is up when it is up."""

from __future__ import annotations

from datetime import timedelta

from app.learning import enrolments
from app.learning.models import Result
from app.quizzes import submissions
from app.quizzes.closing import Closer
from tests.classroom.pages import right_answers, save
from tests.factories import NOW, make_allowance
from tests.web import form_on, post, send, text_of

DUE = NOW + timedelta(minutes=30)
JSON = {"Accept": "application/json"}
SECOND = timedelta(seconds=1)


def test_an_answer_at_the_last_moment_counts_and_one_a_second_later_does_not(ana):
    address = ana.start("egzamin")
    page = ana.get(address)
    ana.school.travel(DUE)
    assert save(ana.client, page, {"b-slowo": "das Mädel"}).status_code == 303

    ana.school.travel(DUE + SECOND)
    late = save(ana.client, page, {"b-slowo": "das Kluczmädchen"})

    assert late.location == f"{address}/result"
    assert [one.state for one in ana.responses] == ["saved", "late"]
    assert save(ana.client, page, headers=JSON).status_code == 409
    ana.finish(address)
    assert ana.attempts[0].points == 0


def test_reloading_another_device_or_signing_in_again_does_not_restart_the_clock(ana):
    address = ana.start("egzamin")
    ana.school.travel(NOW + timedelta(minutes=20))
    phone = ana.school.browser(ana.school.cast.ana)

    again = send(
        phone, form_on(phone.get("/courses/kurs/quizzes/egzamin"), "/sign-out")
    )

    assert again.status_code == 303
    phone = ana.school.browser(ana.school.cast.ana)
    for client in (ana.client, phone):
        html = client.get(address).get_data(as_text=True)
        assert 'data-seconds-left="600"' in html
    assert ana.attempts[0].due_at == DUE


def test_a_page_after_the_time_says_so_and_shows_no_question(ana):
    address = ana.start("egzamin")
    ana.school.travel(DUE + SECOND)

    page = ana.get(address)

    assert page.status_code == 200
    assert "Jeden z trzech" not in text_of(page)
    done = send(ana.client, form_on(page, "/submission"))
    assert done.location == f"{address}/result"
    attempt = ana.attempts[0]
    assert (attempt.submitted_at, attempt.submitted_by) == (DUE, "rule")


def test_an_attempt_whose_browser_was_closed_is_closed_within_a_minute(ana):
    address = ana.start("egzamin")
    save(ana.client, ana.get(address), {"b-prawda": "true"})
    close = Closer(ana.school.library.course)
    settings = ana.school.app.config["SETTINGS"]

    assert close(ana.school.database, settings, DUE + timedelta(minutes=1)) == 1

    (result,) = ana.rows(Result)
    assert (result.at, result.points) == (DUE, 1_000_000)
    ana.school.travel(DUE + timedelta(minutes=2))
    assert ana.get(address).location == f"{address}/result"


def test_an_answer_that_arrived_in_time_counts_though_it_waited_for_its_turn(ana):
    """It arrived a second before the end; the attempt is closed only after a while."""
    address = ana.start("egzamin")
    page = ana.get(address)
    with ana.school.database.writing() as session:
        waited = DUE - SECOND + timedelta(seconds=3)
        closed = submissions.close_overdue(session, ana.school.library.course, waited)
    ana.school.travel(DUE - SECOND)

    sent = save(ana.client, page, right_answers(page), headers=JSON)

    assert closed == 0
    assert sent.json["saved"] is True


def test_after_the_time_beginning_again_closes_the_old_attempt_first(ana):
    ana.start("egzamin")
    with ana.school.database.writing() as session:
        enrolment = enrolments.find(session, ana.place.enrolment_id)
        make_allowance(session, enrolment, "egzamin", tries=1, minutes=10)
    ana.school.travel(DUE + SECOND)

    post(ana.client, "/courses/kurs/quizzes/egzamin/attempts")

    first, second = ana.attempts
    assert (first.submitted_at, first.submitted_by) == (DUE, "rule")
    assert second.due_at == DUE + SECOND + timedelta(minutes=40)


def test_no_try_left_is_said_and_nothing_begins(ana):
    ana.finish(ana.start("egzamin"))

    refused = post(ana.client, "/courses/kurs/quizzes/egzamin/attempts")

    assert refused.location == "/courses/kurs/quizzes/egzamin"
    assert len(ana.attempts) == 1
    page = ana.get(refused.location)
    assert page.status_code == 200
    assert not [
        one for one in page.get_data(as_text=True).split() if '/attempts"' in one
    ]


def test_too_many_starts_within_an_hour_have_to_wait(ana):
    for _turn in range(60):
        ana.finish(ana.start("cwiczenie"))

    refused = post(ana.client, "/courses/kurs/quizzes/cwiczenie/attempts")

    assert refused.status_code == 429
    assert len(ana.attempts) == 60
    ana.school.travel(NOW + timedelta(hours=1))
    assert (
        post(ana.client, "/courses/kurs/quizzes/cwiczenie/attempts").status_code == 303
    )
