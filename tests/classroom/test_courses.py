"""Catalogue, the page of a course, my courses; and what they cost."""

from __future__ import annotations

import pytest

from app.publishing import archives
from tests.classroom.pages import right_answers, save
from tests.factories import make_enrolment, make_person, make_state
from tests.web import form_on, post, send, statements, text_of


def publish_more(school, count):
    for number in range(count):
        school.publish(
            instead={"course.yaml": ("id: kurs", f"id: kurs-{number}")},
            folder=f"kurs-{number}",
        )


def test_the_catalogue_shows_what_is_on_offer_and_what_one_takes(ana, visitor):
    page = visitor.get("/")
    assert "Kurs próbny" in text_of(page)
    assert "4,5" in text_of(page)
    assert 'href="/courses/kurs"' in page.get_data(as_text=True)

    assert ana.get("/").data != page.data


def test_a_course_that_is_not_listed_is_found_by_its_address_alone(school, ana):
    school.publish(instead={"course.yaml": ("id: kurs", "listed: false\nid: kurs")})

    assert "/courses/kurs" not in ana.get("/").get_data(as_text=True)
    for path in ("/courses/kurs", "/courses/kurs/lessons/otwarta"):
        assert ana.get(path).status_code == 200


def test_a_site_without_courses_says_so(app, client, cast):
    page = client.get("/")

    assert page.status_code == 200
    assert "/courses/" not in page.get_data(as_text=True)


@pytest.mark.parametrize(
    ("language", "title"),
    [("pl", "Kurs próbny"), ("de", "Probekurs"), ("en", "Trial course")],
)
def test_a_course_speaks_the_readers_language_where_it_can(visitor, language, title):
    post(visitor, "/language", {"language": language, "next": "/"})

    for path in ("/", "/courses/kurs"):
        page = visitor.get(path)
        assert title in text_of(page)
        assert f'<html lang="{language}"' in page.get_data(as_text=True)


def test_a_visitor_is_shown_the_way_in(visitor):
    html = visitor.get("/courses/kurs").get_data(as_text=True)

    assert "/registration?next=/courses/kurs" in html
    assert "/sign-in?next=/courses/kurs" in html
    assert "/courses/kurs/lessons/otwarta" in html
    assert "/courses/kurs/lessons/zamknieta" not in html


def test_what_is_missing_is_one_sentence_for_each_requirement(ana):
    post(ana.client, "/language", {"language": "en", "next": "/"})
    page = text_of(ana.get("/courses/kurs"))
    for sentence in (
        "2 lessons are still to be read, the next is “Lekcja otwarta”.",
        "The practice questions of one lesson are still to be answered",
        "The quiz “Test” is still to be passed with 60 %.",
        "The quiz “Egzamin” is still to be passed with 70 %.",
    ):
        assert sentence in page

    for lesson in ("otwarta", "zamknieta"):
        post(ana.client, f"/courses/kurs/lessons/{lesson}/completion")
    ana.finish(ana.start("test"))

    page = text_of(ana.get("/courses/kurs"))
    assert "All lessons are read." in page
    assert "with 60 %; your best result is 0 %." in page


def test_my_learning_leads_to_the_next_step_of_each_course(ana):
    html = ana.get("/learning").get_data(as_text=True)
    assert "/courses/kurs/lessons/otwarta" in html

    post(ana.client, "/courses/kurs/lessons/otwarta/completion")
    ana.get("/courses/kurs/lessons/zamknieta")

    html = ana.get("/learning").get_data(as_text=True)
    assert "/courses/kurs/lessons/zamknieta" in html


def test_a_course_that_cannot_be_read_keeps_nobody_from_the_others(ana, visitor):
    school = ana.school
    publish_more(school, 1)
    post(ana.client, "/courses/kurs-0/enrolment")
    broken = school.course.digest
    school.library._courses.clear()
    for path in school.library.folder.glob(f"{broken}*"):
        path.write_bytes(b"broken")
    archives.archive_path(school.press.data_dir, broken).unlink()

    for client in (ana.client, visitor):
        page = client.get("/courses/kurs")
        assert page.status_code == 503
        assert "text/html" in page.content_type
        assert client.get("/courses/kurs-0").status_code == 200
        assert client.get("/").status_code == 200
    assert ana.get("/courses/kurs/lessons/otwarta").status_code == 503
    desk = ana.get("/learning")
    assert desk.status_code == 200
    assert "/courses/kurs-0" in desk.get_data(as_text=True)


def test_a_compiled_form_that_is_gone_is_made_again_unseen(ana):
    school = ana.school
    school.library._courses.clear()
    for path in school.library.folder.iterdir():
        path.unlink()

    assert ana.get("/courses/kurs/lessons/otwarta").status_code == 200


# ---- how much a page asks the database, whatever stands in it -----------------------


def cost(desk, path):
    desk.get(path)
    with statements(desk.school.database) as seen:
        assert desk.get(path).status_code == 200
    return len(seen)


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/", 3),
        ("/courses/kurs", 3),
        ("/courses/kurs/lessons/otwarta", 3),
        ("/courses/kurs/lessons/zamknieta", 2),
        ("/courses/kurs/quizzes/test", 4),
        ("/learning", 2),
    ],
)
def test_pages_ask_little_and_no_more_when_there_is_more(ana, path, most):
    before = cost(ana, path)

    publish_more(ana.school, 3)
    post(ana.client, "/courses/kurs-0/enrolment")
    crowd(ana.school)
    for _turn in range(2):
        address = ana.start("test")
        page = ana.get(address)
        save(ana.client, page, right_answers(page))
        ana.finish(address)
    lesson = ana.get("/courses/kurs/lessons/otwarta")
    for text in ("a", "b", "klucz"):
        send(ana.client, form_on(lesson, "/p-slowo/responses"), {"p-slowo": text})

    assert cost(ana, path) == before <= most


def crowd(school):
    with school.database.writing() as session:
        for _number in range(20):
            person = make_person(session)
            enrolment = make_enrolment(session, person, "kurs")
            make_state(session, enrolment, digest=school.course.digest)


def test_an_attempt_costs_the_same_with_one_answer_and_with_hundred(ana):
    address = ana.start()
    path = f"{address}?page=1"
    before = cost(ana, path)
    page = ana.get(path)
    for turn in range(15):
        answers = right_answers(page)
        if turn % 2:
            answers = {
                name: [] if name == "b-wiele" else answers[name] for name in answers
            }
        save(ana.client, page, answers)
        page = ana.get(path)

    assert cost(ana, path) == before <= 3


def test_saving_an_answer_costs_the_same_whatever_was_saved_before(ana):
    address = ana.start("egzamin")

    def saving(text):
        page = ana.get(address)
        with statements(ana.school.database) as seen:
            save(ana.client, page, {"b-slowo": text})
        return len(seen)

    first = saving("a")
    for number in range(10):
        saving(f"b{number}")

    assert saving("c") == first <= 7


def test_an_unchanged_lesson_costs_no_more_than_finding_that_out(ana):
    path = "/courses/kurs/lessons/otwarta"
    ana.get(path)
    tag = ana.get(path).headers["ETag"]

    with statements(ana.school.database) as seen:
        assert ana.get(path, headers={"If-None-Match": tag}).status_code == 304

    assert len(seen) <= 3
