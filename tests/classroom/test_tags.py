"""A lesson that has not changed is not sent again; one that has, or another's, is."""

from __future__ import annotations

import pytest

from app.learning import enrolments
from tests.web import form_on, post, send, sign_in, sign_out, submit, text_of

LESSON = "/courses/kurs/lessons/otwarta"


def tag(client, path=LESSON):
    return client.get(path).headers["ETag"]


def ask_again(client, known, path=LESSON):
    return client.get(path, headers={"If-None-Match": known})


def test_an_unchanged_lesson_is_not_sent_again(ana, visitor):
    for client in (ana.client, visitor):
        client.get(LESSON)
        answer = ask_again(client, tag(client))

        assert (answer.status_code, answer.data) == (304, b"")
        assert answer.headers["Cache-Control"] == "private, no-cache"
        assert "Cookie" in answer.headers.getlist("Vary")


def test_the_tag_changes_with_what_the_learner_did(ana):
    ana.get(LESSON)
    tags = [tag(ana.client)]
    send(
        ana.client,
        form_on(ana.get(LESSON), "/p-slowo/responses"),
        {"p-slowo": "klucznik"},
    )
    tags.append(tag(ana.client))
    post(ana.client, f"{LESSON}/completion")
    tags.append(tag(ana.client))

    assert len(set(tags)) == 3
    for known in tags[:2]:
        assert ask_again(ana.client, known).status_code == 200


def test_the_tag_changes_with_the_language(ana):
    known = tag(ana.client)

    post(ana.client, "/language", {"language": "de", "next": LESSON})

    page = ask_again(ana.client, known)
    assert page.status_code == 200
    assert '<html lang="de"' in page.get_data(as_text=True)


def test_the_tag_changes_with_the_revision(ana):
    known = tag(ana.client)

    ana.school.publish(
        instead={"lessons/01-otwarta.md": ("Treść lekcji otwartej", "Nowa treść")}
    )

    page = ask_again(ana.client, known)
    assert page.status_code == 200
    assert "Nowa treść" in text_of(page)


def test_the_tag_changes_with_the_name_that_stands_in_the_page(ana):
    known = tag(ana.client)
    with ana.school.database.writing() as session:
        session.merge(ana.school.cast.ana).given_name = "Anna"

    assert ask_again(ana.client, known).status_code == 200


def test_nobody_gets_the_page_of_somebody_else(ana, bruno, visitor, stranger):
    tags = {tag(one) for one in (ana.client, bruno.client, visitor, stranger)}
    assert len(tags) == 4

    for client in (bruno.client, visitor, stranger):
        assert ask_again(client, tag(ana.client)).status_code == 200


def test_signing_out_and_in_again_is_another_page(ana):
    known = tag(ana.client)
    sign_out(ana.client)
    assert ask_again(ana.client, known).status_code == 200

    sign_in(ana.client, ana.school.cast.ana)
    assert ask_again(ana.client, known).status_code == 200


def test_a_browser_that_was_closed_gets_a_page_whose_forms_work(ana):
    """Its cache outlives the cookie that the token in the page belongs to."""
    ana.get(LESSON)
    known = tag(ana.client)
    ana.client.delete_cookie("visit", domain="localhost", path="/")

    page = ask_again(ana.client, known)

    assert page.status_code == 200
    sent = send(
        ana.client, form_on(page, "/p-slowo/responses"), {"p-slowo": "klucznik"}
    )
    assert sent.status_code == 303


def test_a_message_that_waits_is_shown_and_not_kept_back(stranger):
    stranger.get(LESSON)
    known = tag(stranger)
    answer = submit(stranger, "/courses/kurs", action="/enrolment")
    assert answer.location == LESSON

    page = stranger.get(LESSON, headers={"If-None-Match": known})

    assert page.status_code == 200
    assert "ETag" not in page.headers
    after = stranger.get(LESSON)
    assert "ETag" in after.headers
    assert len(after.data) < len(page.data)


def test_a_lesson_that_is_not_sent_again_is_still_where_one_goes_on(ana):
    known = tag(ana.client)
    ana.get("/courses/kurs/lessons/zamknieta")

    assert ask_again(ana.client, known).status_code == 304

    with ana.school.database.reading() as session:
        standing = enrolments.standing(session, ana.place.learner, "kurs")
    assert standing.place == "otwarta"


@pytest.mark.parametrize("garbage", ["", "*", '"x"', 'W/"', "x" * 5000])
def test_garbage_in_place_of_a_tag_gets_the_page(ana, garbage):
    answer = ask_again(ana.client, garbage)

    assert answer.status_code == (304 if garbage == "*" else 200)


def test_a_page_is_read_while_others_write(ana):
    """To remember the place would be a write; the page does not wait for its turn."""
    lesson = "/courses/kurs/lessons/zamknieta"
    with ana.school.database.writing() as session:
        held = session.connection()
        assert held is not None
        if not ana.school.database.sqlite:
            enrolments.note_place(
                session, ana.place.learner, ana.place.enrolment_id, "x"
            )
        assert ana.get(lesson).status_code == 200
