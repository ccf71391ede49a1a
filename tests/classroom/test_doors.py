"""Who may read what: visitors, those who did not join, those who did, and others."""

from __future__ import annotations

import pytest

from app.db import new_key
from app.learning.models import Enrolment, EnrolmentEvent
from app.publishing.models import PublishedCourse
from tests.classroom.pages import save
from tests.factories import NOW
from tests.web import form_on, post, send, submit, text_of

NOBODY = "01234567-89ab-7def-8123-456789abcdef"
CLOSED = [
    "/courses/kurs/lessons/zamknieta",
    "/courses/kurs/quizzes/test",
    "/courses/kurs/withdrawal",
]
NOWHERE = [
    "/courses/nie-ma",
    "/courses/kurs/lessons/nie-ma",
    "/courses/kurs/lessons/test",
    "/courses/nie-ma/lessons/otwarta",
    "/courses/kurs/quizzes/otwarta",
    "/courses/kurs/quizzes/nie-ma",
    f"/attempts/{NOBODY}",
    f"/attempts/{NOBODY}/submission",
    f"/attempts/{NOBODY}/result",
    "/attempts/1",
    "/courses/%00",
    "/courses/kurs/lessons/%00",
    "/courses/kurs%2f..",
]
TAKEN = [
    ("POST", "/courses/kurs/lessons/zamknieta/completion"),
    ("POST", "/courses/kurs/lessons/otwarta/completion"),
    ("POST", "/courses/kurs/quizzes/test/attempts"),
    ("POST", "/courses/kurs/withdrawal"),
    ("GET", "/courses/kurs/lessons/zamknieta"),
    ("GET", "/courses/kurs/quizzes/test"),
    ("GET", "/courses/kurs/withdrawal"),
]


def ask(client, method, path):
    return client.get(path) if method == "GET" else post(client, path)


@pytest.mark.parametrize(
    "path", ["/", "/courses/kurs", "/courses/kurs/lessons/otwarta"]
)
def test_a_visitor_reads_what_is_open(visitor, path):
    page = visitor.get(path)

    assert page.status_code == 200
    assert "Kurs próbny" in text_of(page)


@pytest.mark.parametrize("path", CLOSED)
def test_a_visitor_is_asked_to_sign_in_for_the_rest(visitor, path):
    answer = visitor.get(path)

    assert (answer.status_code, answer.location) == (303, f"/sign-in?next={path}")


@pytest.mark.parametrize(("method", "path"), TAKEN)
def test_who_did_not_join_finds_nothing_behind_the_open_door(stranger, method, path):
    answer = ask(stranger, method, path)

    assert answer.status_code == 404
    assert "Treść lekcji zamkniętej" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("path", NOWHERE)
def test_what_does_not_exist_is_a_page_that_says_so(ana, path):
    answer = ana.get(path)

    assert answer.status_code == 404
    assert "text/html" in answer.content_type


@pytest.mark.parametrize(("method", "path"), TAKEN)
def test_after_leaving_nothing_of_the_course_is_open(ana, method, path):
    submit(ana.client, "/courses/kurs/withdrawal", {"reason": "Nowa praca"})

    assert ask(ana.client, method, path).status_code == 404


def test_an_attempt_is_closed_to_who_left_the_course(ana):
    address = ana.start()
    page = ana.get(address)
    submit(ana.client, "/courses/kurs/withdrawal")

    for path in (address, f"{address}/submission", f"{address}/result"):
        assert ana.get(path).status_code == 404
    assert save(ana.client, page).status_code == 404
    assert post(ana.client, f"{address}/submission").status_code == 404
    assert ana.responses == []


def test_the_attempt_of_somebody_else_is_like_one_that_does_not_exist(ana, bruno):
    address = ana.start()
    page = ana.get(address)
    nowhere = f"/attempts/{new_key()}"

    for tail in ("", "/submission", "/result"):
        theirs, none = bruno.get(address + tail), bruno.get(nowhere + tail)
        assert theirs.status_code == none.status_code == 404
        assert same(theirs, address) == same(none, nowhere)
    for tail in ("/responses", "/submission"):
        theirs, none = (
            post(bruno.client, address + tail),
            post(bruno.client, nowhere + tail),
        )
        assert theirs.status_code == none.status_code == 404
        assert same(theirs, address) == same(none, nowhere)
    assert ana.attempts[0].submitted_at is None
    assert save(ana.client, page).status_code == 303


def same(answer, address):
    """Return a page without what differs between any two answers."""
    html = answer.get_data(as_text=True).replace(address, "")
    number = answer.headers["X-Request-Id"]
    lines = [line for line in html.splitlines() if "csrf_token" not in line]
    return "\n".join(lines).replace(number, "")


def test_no_answer_reaches_the_attempt_of_somebody_else(ana, bruno):
    mine, theirs = ana.start(), bruno.start()
    form = form_on(bruno.get(theirs), "/responses")
    form.action = f"{mine}/responses"

    assert send(bruno.client, form).status_code == 404
    assert ana.responses == []


def test_a_course_taken_from_the_offer_is_there_for_those_who_take_it(
    ana, visitor, stranger
):
    with ana.school.database.writing() as session:
        session.get_one(PublishedCourse, "kurs").withdrawn_at = NOW

    assert ana.get("/courses/kurs/lessons/zamknieta").status_code == 200
    for client in (visitor, stranger):
        assert client.get("/courses/kurs").status_code == 404
        assert client.get("/courses/kurs/lessons/otwarta").status_code == 404
        assert "Kurs próbny" not in text_of(client.get("/"))
    assert post(stranger, "/courses/kurs/enrolment").status_code == 404


def test_joining_twice_is_joining_once(stranger, school):
    page = stranger.get("/courses/kurs")
    form = form_on(page, "/enrolment")

    answers = [send(stranger, form) for _turn in range(2)]

    assert [one.status_code for one in answers] == [303, 303]
    assert answers[0].location == answers[1].location == "/courses/kurs/lessons/otwarta"
    with school.database.reading() as session:
        (enrolment,) = session.query(Enrolment).all()
    assert enrolment.organisation_id == school.cast.bakers.id


def test_leaving_needs_a_second_look_and_keeps_the_reason(ana):
    page = ana.get("/courses/kurs/withdrawal")
    assert page.status_code == 200
    with ana.school.database.reading() as session:
        assert session.query(Enrolment).one().closed_at is None

    answer = send(
        ana.client, form_on(page, "/withdrawal"), {"reason": "Nowa praca\0" + "x" * 900}
    )

    assert (answer.status_code, answer.location) == (303, "/learning")
    with ana.school.database.reading() as session:
        assert session.query(Enrolment).one().closed_at == NOW
        event = session.query(EnrolmentEvent).filter_by(kind="withdrawn").one()
    assert event.reason == "Nowa praca" + "x" * 490
    assert "Kurs próbny" not in text_of(ana.get("/learning"))


def test_who_joins_again_begins_anew(ana):
    post(ana.client, "/courses/kurs/lessons/otwarta/completion")
    submit(ana.client, "/courses/kurs/withdrawal")

    post(ana.client, "/courses/kurs/enrolment")

    with ana.school.database.reading() as session:
        assert session.query(Enrolment).count() == 2
    assert "0 of 5" in text_of(ana.get("/courses/kurs")) or "0 z 5" in text_of(
        ana.get("/courses/kurs")
    )
