"""The key leaves the server only at its moment: every byte before is searched for it.

Feedback, explanations, typed answers and the ids of choices all have KLUCZ in them.
"""

from __future__ import annotations

import itertools
import re

import pytest

from tests.classroom.pages import attempt_form, choice, right_answers, save
from tests.packages import SECRET
from tests.web import form_on, send

FEEDBACK = (
    "KLUCZ-jeden-dobrze",
    "KLUCZ-jeden-zle",
    "KLUCZ-slowo-zle",
    "KLUCZ-prawda-zle",
)
EXPLANATIONS = ("KLUCZ-jeden-wyjasnienie", "KLUCZ-slowo-wyjasnienie")
TYPED = ("das Kluczmädchen", "474747", "kluczbin", "kluczkomme")


def every_byte(answer):
    """Return headers and body as they went out, cookies and session aside."""
    headers = "".join(f"{name}: {value}\n" for name, value in answer.headers)
    return headers + answer.get_data(as_text=True)


def told(answer):
    """Return all words of a page that hold the key."""
    return set(
        re.findall(r"[\w-]*klucz[\w-]*|474747", every_byte(answer), re.IGNORECASE)
    )


def behave(ana, quiz, **keys):
    """Publish the course with other keys of a quiz."""
    text = (ana.school.packages / f"kurs/quizzes/{quiz}.yaml").read_text()
    lines = [line for line in text.splitlines() if line.split(":")[0] not in keys]
    lines += [f"{name}: {value}" for name, value in keys.items()]
    ana.school.publish({f"quizzes/{quiz}.yaml": "\n".join(lines) + "\n"})


def wrong(page):
    html = page.get_data(as_text=True)
    return {
        name: value
        for name, value in {
            "b-jeden": choice(html, "b-jeden", "Drugi")
            if 'id="b-jeden"' in html
            else "",
            "b-prawda": "false",
            "b-slowo": "das Mädel",
        }.items()
        if f'id="{name}"' in html
    }


def test_before_and_during_a_quiz_no_byte_holds_the_key(ana):
    seen = [
        ana.get(path)
        for path in ("/", "/courses/kurs", "/learning", "/courses/kurs/quizzes/test")
    ]
    address = ana.start()
    for number in (1, 2, 3):
        page = ana.get(f"{address}?page={number}")
        seen += [
            page,
            save(ana.client, page, wrong(page)),
            save(ana.client, page, wrong(page), headers={"Accept": "application/json"}),
            ana.get(f"{address}?page={number}"),
        ]
    seen.append(ana.get(f"{address}/submission"))

    for answer in seen:
        assert answer.status_code < 400
        # What the learner typed stands in its box; nothing of it is the key.
        assert told(answer) == set(), answer.request.path


def test_the_order_of_choices_and_items_does_not_tell_either(ana):
    """Over some attempts the right choice stands in every place."""
    behave(ana, "cwiczenie", questions="[b-jeden, b-rzad, b-pary]")
    orders = {"b-jeden": set(), "b-rzad": set()}
    for _turn in range(12):
        address = ana.start("cwiczenie")
        html = ana.get(address).get_data(as_text=True)
        labels = re.findall(r"Pierwszy|Drugi|Trzeci", html)
        orders["b-jeden"].add(labels.index("Pierwszy"))
        items = re.findall(r"Najpierw|Potem|Na końcu", html)
        orders["b-rzad"].add(tuple(items[:3]))
        ana.finish(address)

    assert orders["b-jeden"] == {0, 1, 2}
    assert len(orders["b-rzad"]) > 2


def test_the_names_of_choices_differ_between_attempts(ana):
    values = set()
    for _turn in range(3):
        address = ana.start("cwiczenie")
        values.add(choice(ana.get(address), "b-jeden", "Pierwszy"))
        ana.finish(address)

    assert len(values) == 3


@pytest.mark.parametrize(
    ("feedback", "solutions"),
    list(itertools.product(("now", "end", "none"), ("end", "none"))),
)
def test_feedback_and_solutions_wait_for_their_moment(ana, feedback, solutions):
    behave(ana, "egzamin", feedback=feedback, solutions=solutions, tries=1)
    address = ana.start("egzamin")
    page = ana.get(address)
    assert told(page) == set()
    answers = wrong(page)

    save(ana.client, page, answers, check="b-jeden" if feedback == "now" else None)
    during = every_byte(ana.get(address))
    ana.finish(address)
    result = every_byte(ana.get(f"{address}/result"))

    assert ("KLUCZ-jeden-zle" in during) == (feedback == "now")
    assert "KLUCZ-slowo-zle" not in during
    assert not [one for one in (*EXPLANATIONS, *TYPED) if one in during]
    assert ("KLUCZ-slowo-zle" in result) == (feedback != "none")
    solved = solutions == "end" and feedback != "none"
    for secret in (*EXPLANATIONS, "das Kluczmädchen"):
        assert (secret in result) == solved, secret
    assert "KLUCZ-jeden-dobrze" not in result


def test_without_feedback_the_result_is_the_score_and_nothing_else(ana):
    behave(ana, "egzamin", feedback="none", tries=1)
    address = ana.start("egzamin")
    page = ana.get(address)
    save(ana.client, page, {**right_answers(page), "b-prawda": "false"})
    ana.finish(address)

    html = ana.get(f"{address}/result").get_data(as_text=True)

    assert "75 %" in html
    review = html[html.index('<section class="review"') :]
    for mark in ("choice-right", "choice-wrong", "choice-missed", "remark", "verdict"):
        assert mark not in review
    assert "question-points" not in review


def test_a_further_try_keeps_right_answers_back(ana):
    """The answers of the first attempt are the key to the second one."""
    first = ana.start()
    for number in (1, 2, 3):
        page = ana.get(f"{first}?page={number}")
        save(ana.client, page, wrong(page))
    ana.finish(first)
    assert "KLUCZ-slowo-zle" in every_byte(ana.get(f"{first}/result"))
    assert not secrets_in(ana.get(f"{first}/result"))

    second = ana.start()
    assert not secrets_in(ana.get(f"{first}/result"))

    ana.finish(second)
    assert secrets_in(ana.get(f"{first}/result"))


def secrets_in(answer):
    html = every_byte(answer)
    return [one for one in (*EXPLANATIONS, *TYPED) if one in html]


def test_who_passed_sees_why(ana):
    address = ana.start()
    for number in (1, 2, 3):
        page = ana.get(f"{address}?page={number}")
        save(ana.client, page, right_answers(page))
    assert not set(EXPLANATIONS) & set(told(ana.get(f"{address}?page=1")))
    ana.finish(address)

    result = told(ana.get(f"{address}/result"))

    assert set(EXPLANATIONS) <= result


def test_what_one_learner_was_told_another_is_not(ana, bruno):
    """Parts of pages are kept between readers; no verdict may be among them."""
    address = ana.start("cwiczenie")
    save(ana.client, ana.get(address), {"b-slowo": "das Mädel"}, check="b-slowo")
    assert "KLUCZ-slowo-zle" in every_byte(ana.get(address))

    theirs = bruno.start("cwiczenie")

    assert told(bruno.get(theirs)) == set()


def test_practice_of_one_learner_is_not_shown_to_another(ana, bruno, visitor):
    lesson = "/courses/kurs/lessons/otwarta"
    page = ana.get(lesson)
    send(ana.client, form_on(page, "/p-slowo/responses"), {"p-slowo": "klucz"})
    assert "KLUCZ-prawie" in every_byte(ana.get(lesson))

    for client in (bruno.client, visitor):
        assert told(client.get(lesson)) == set()


def test_checking_is_for_quizzes_with_feedback_at_once(ana):
    address = ana.start("egzamin")
    page = ana.get(address)
    assert ("check", "b-slowo") not in attempt_form(page).buttons

    save(ana.client, page, {"b-slowo": "das Mädel"}, forged={"check": "b-slowo"})

    assert told(ana.get(address)) == set()
    assert [one.state for one in ana.responses] == ["saved"]


def test_the_sentinels_are_where_this_file_looks_for_them(school):
    text = (school.packages / "kurs/questions/bank.yaml").read_text()

    for secret in (*FEEDBACK, *EXPLANATIONS, *TYPED):
        assert secret in text
        assert SECRET in secret.lower() or secret.isdigit()
