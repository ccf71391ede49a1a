"""Practice inside a lesson: a verdict at once, kept for those who take the course."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.learning import enrolments
from app.learning.models import Result
from app.learning.rules import progress
from app.quizzes.models import Attempt, Judgement, Response
from tests.classroom.pages import choice
from tests.web import form_on, post, send, text_of

LESSON = "/courses/kurs/lessons/otwarta"
WORD, CHOICE = f"{LESSON}/questions/p-slowo", f"{LESSON}/questions/p-wybor"


def form(client, question):
    return form_on(client.get(LESSON), f"/{question}/responses")


def answer(client, text, **options):
    return send(client, form(client, "p-slowo"), {"p-slowo": text}, **options)


def choose(client, label):
    page = client.get(LESSON)
    value = choice(page, "p-wybor", label)
    return send(client, form_on(page, "/p-wybor/responses"), {"p-wybor": value})


def practised(ana):
    return [one for one in ana.rows(Result) if one.kind == "practice"]


def test_an_answer_is_judged_at_once_and_shown_when_one_comes_back(ana):
    sent = choose(ana.client, "Nie")

    assert (sent.status_code, sent.location) == (303, f"{LESSON}#p-wybor")
    html = ana.get(LESSON).get_data(as_text=True)
    assert "KLUCZ-chybione" in html
    assert "KLUCZ-bo-tak" in html
    assert "KLUCZ-trafione" not in html
    (response,) = ana.responses
    (judgement,) = ana.rows(Judgement)
    assert (response.answer, response.state) == (
        {"choices": ["klucz-nie"]},
        "submitted",
    )
    assert (judgement.response_id, judgement.mark) == (response.id, 0)


def test_those_who_teach_are_told_how_it_is_marked_and_nobody_else(
    school, ana, visitor
):
    teachers = [school.browser(one) for one in (school.cast.clara, school.cast.ewa)]
    shown = []
    for client in (*teachers, ana.client, visitor):
        post(client, "/language", {"language": "en", "next": "/"})
        shown.append(text_of(client.get(LESSON)).count("How it is marked"))
    practice = school.course.lessons["otwarta"].practice
    assert shown == [len(practice), len(practice), 0, 0]


def test_before_an_answer_the_lesson_tells_no_key(ana, visitor):
    for client in (ana.client, visitor):
        assert "klucz" not in client.get(LESSON).get_data(as_text=True).lower()


def test_the_same_form_sent_fifty_times_is_one_answer(ana):
    page = form(ana.client, "p-slowo")

    answers = [send(ana.client, page, {"p-slowo": "klucznik"}) for _turn in range(50)]

    assert {(one.status_code, one.location) for one in answers} == {
        (303, f"{LESSON}#p-slowo")
    }
    assert len(ana.responses) == 1
    assert len(ana.rows(Judgement)) == 1


def test_the_back_button_and_another_answer_is_a_new_response(ana):
    page = form(ana.client, "p-slowo")

    for text in ("klucznik", "klucz", "klucznik"):
        send(ana.client, page, {"p-slowo": text})

    assert [one.answer["text"] for one in ana.responses] == [
        "klucznik",
        "klucz",
        "klucznik",
    ]
    assert 'value="klucznik"' in ana.get(LESSON).get_data(as_text=True)


def test_the_practice_of_a_lesson_is_one_attempt(ana):
    answer(ana.client, "klucz")
    choose(ana.client, "Tak")

    (attempt,) = ana.attempts
    assert (attempt.activity_id, attempt.behaviour) == ("otwarta", "practice")
    assert ana.get(f"/attempts/{attempt.id}").status_code == 404
    assert ana.get(f"/attempts/{attempt.id}/result").status_code == 404


def test_practice_is_done_when_every_question_has_an_answer_be_it_wrong(ana):
    answer(ana.client, "źle")
    assert practised(ana) == []

    choose(ana.client, "Nie")

    (result,) = practised(ana)
    assert (result.activity_id, result.source) == ("otwarta", "practice:otwarta")


def test_practice_counts_where_only_a_later_revision_asks_for_it(ana):
    lenient = {"course.yaml": (", practice: [otwarta]", "")}
    ana.school.publish(instead=lenient)
    answer(ana.client, "klucznik")
    choose(ana.client, "Tak")
    ana.school.publish()

    assert [one.source for one in practised(ana)] == ["practice:otwarta"]
    with ana.school.database.reading() as session:
        standing = enrolments.standing(session, ana.place.learner, "kurs")
    wanted = progress(ana.school.course, standing.facts).requirements
    assert [one.met for one in wanted if one.kind == "practice"] == [True]


def test_practice_can_be_done_after_the_question_that_was_missing_is_gone(ana):
    answer(ana.client, "klucznik")
    text = ana.school.packages / "kurs/lessons/01-otwarta.md"
    whole = text.read_text()
    begin = whole.index("```question\nid: p-wybor")
    end = whole.index("```question\nid: p-slowo")
    ana.school.publish({"lessons/01-otwarta.md": whole[:begin] + whole[end:]})

    answer(ana.client, "klucz")

    assert len(practised(ana)) == 1


def test_who_reads_an_open_lesson_may_try_and_nothing_is_kept(
    visitor, stranger, school
):
    for client in (visitor, stranger):
        shown = answer(client, "klucz")
        assert shown.status_code == 200
        assert "KLUCZ-prawie" in shown.get_data(as_text=True)
        assert 'value="klucz"' in shown.get_data(as_text=True)
        assert "KLUCZ-prawie" not in client.get(LESSON).get_data(as_text=True)
    with school.database.reading() as session:
        for table in (Attempt, Response, Judgement):
            count = sa.select(sa.func.count()).select_from(table)
            assert session.scalar(count) == 0


def test_a_visitor_cannot_try_what_stands_in_a_closed_lesson(visitor, stranger, school):
    closed = {"lessons/01-otwarta.md": ("open: true", "open: false")}
    page = form(visitor, "p-slowo")
    school.publish(instead=closed)

    assert send(visitor, page, {"p-slowo": "klucznik"}).status_code == 401
    theirs = post(stranger, f"{WORD}/responses", {"p-slowo": "klucznik"})
    assert theirs.status_code == 404
    assert "klucz-" not in theirs.get_data(as_text=True)


@pytest.mark.parametrize("text", ["", "   ", "\u200b"])
def test_a_blank_answer_is_no_answer(ana, text):
    refused = answer(ana.client, text)

    assert refused.status_code == 422
    assert ana.responses == []
    assert "KLUCZ" not in refused.get_data(as_text=True)


def test_a_text_too_long_is_refused_and_still_stands_in_the_box(ana):
    refused = answer(ana.client, "ą" * 2001)

    assert refused.status_code == 422
    assert "ą" * 2000 in refused.get_data(as_text=True)
    assert "2000" in text_of(refused).replace("\xa0", "").replace(" ", "")
    assert ana.responses == []


@pytest.mark.parametrize(
    ("question", "fields"),
    [
        ("p-wybor", {"p-wybor": "klucz-tak"}),
        ("p-wybor", {"p-wybor": "0123456789"}),
        ("p-slowo", {"p-slowo": ["klucznik", "klucz"]}),
        ("p-slowo", {"p-slowo": "klucznik", "key": []}),
        ("p-slowo", {"p-slowo": "klucznik", "key": "krótki"}),
        ("p-slowo", {"p-slowo": "klucznik", "key": ["a" * 32, "b" * 32]}),
    ],
)
def test_what_no_page_of_ours_sends_is_refused(ana, question, fields):
    page = form(ana.client, question)

    refused = send(ana.client, page, {"key": []}, forged={"key": "a" * 32, **fields})

    assert refused.status_code == 422
    assert "text/html" in refused.content_type
    assert ana.responses == []


def test_other_fields_change_nothing(ana):
    forged = dict.fromkeys(
        ("score", "passed", "learner", "at", "mark", "state", "p-wybor"), "1"
    )

    sent = answer(ana.client, "klucz", forged=forged)

    assert sent.status_code == 303
    (response,) = ana.responses
    assert (response.question_id, response.learner) == ("p-slowo", ana.place.learner)
    assert [one.mark for one in ana.rows(Judgement)] == [500_000]


@pytest.mark.parametrize("question", ["b-jeden", "nie-ma", "p-slowo.x", "%00"])
def test_a_question_of_another_place_is_not_there(ana, question):
    answer = post(
        ana.client, f"{LESSON}/questions/{question}/responses", {"key": "a" * 32}
    )

    assert answer.status_code == 404


def test_a_practice_question_is_not_there_in_another_lesson(ana):
    path = "/courses/kurs/lessons/zamknieta/questions/p-slowo/responses"

    assert post(ana.client, path, {"p-slowo": "klucznik"}).status_code == 404


def test_a_lesson_is_done_once_by_its_button_and_never_by_reading(ana):
    page = ana.get(LESSON)
    assert ana.rows(Result) == []
    button = form_on(page, "/completion")

    first, second = (send(ana.client, button) for _turn in range(2))

    assert first.location == second.location == "/courses/kurs/lessons/zamknieta"
    (result,) = ana.rows(Result)
    assert (result.source, result.kind) == ("lesson:otwarta", "lesson")
    assert not [
        one
        for one in ana.get(LESSON).get_data(as_text=True).split()
        if "/completion" in one
    ]
