"""Quizzes that draw: what the entry page says, what is shown, and shown again later."""

from __future__ import annotations

import re

import pytest

from app.quizzes import attempts
from tests.packages import FILES
from tests.web import form_on, send, statements, text_of

BANK = FILES["questions/bank.yaml"]
SINGLE = (
    "  - {{id: l-{n}, type: true-false, prompt: L{n}., answer: true, tags: [{tag}]}}\n"
)
CASE = """\
  - id: wypadek
    type: scenario
    title: Wypadek przy pile
    text: |
      Pan Jan skaleczył się. ![Dom](media/dom.png)
    questions:
      - {id: w-1, type: true-false, prompt: Maszynę się zatrzymuje., answer: true}
      - {id: w-2, type: true-false, prompt: Nikt nie zgłasza., answer: false}
      - {id: w-3, type: true-false, prompt: Jest protokół., answer: true}
"""
MANY = "".join(SINGLE.format(n=n, tag="bhp" if n % 2 else "urlop") for n in range(8))
POOLS = "pools:\n  - {id: luzne, tags: {any: [bhp, urlop]}}\n"
QUIZ = """\
id: test
title: Test
behaviour: test
tries: 3
per_page: 4
order: fixed
parts:
  - {title: O wypadku, questions: [b-prawda, wypadek]}
  - {title: Reszta, draw: 4, pool: luzne, prefer: unseen, cover: tags, points: 2}
"""
DRAWN = {
    "questions/bank.yaml": f"{BANK}{MANY}{CASE}{POOLS}",
    "quizzes/test.yaml": QUIZ,
}


@pytest.fixture
def drawn(ana):
    """Return Ana's desk after the quiz was published anew, with parts."""
    ana.school.publish(DRAWN)
    return ana


def asked(attempt) -> list[str]:
    return [one["id"] for one in attempt.form["questions"]]


def test_the_entry_page_says_how_many_are_drawn_and_what_they_weigh(drawn):
    said = text_of(drawn.get("/courses/kurs/quizzes/test"))

    assert "8 z 12, losowane przy każdym podejściu" in said
    assert "O wypadku – pytania: 4; punkty: 4" in said
    assert "Reszta – pytania: 4 z 8, losowane przy każdym podejściu; punkty: 8" in said
    assert re.search(r"Punkty 12\b", said)


def test_parts_have_headings_and_the_case_stands_above_each_page_with_its_questions(
    drawn,
):
    address = drawn.start()
    first = drawn.get(f"{address}?page=1").get_data(as_text=True)
    second = drawn.get(f"{address}?page=2").get_data(as_text=True)

    assert re.findall(r'<h2 class="part-title"[^>]*>(.*?)</h2>', first) == ["O wypadku"]
    assert re.findall(r'<h2 class="part-title"[^>]*>(.*?)</h2>', second) == ["Reszta"]
    assert first.index('id="b-prawda"') < first.index('id="case-wypadek"')
    assert first.index('id="case-wypadek"') < first.index('id="w-1"')
    assert "case-wypadek" not in second
    assert "/media/" in first


def test_a_case_that_goes_on_over_the_page_is_there_again_and_can_be_folded(drawn):
    drawn.school.publish(
        {**DRAWN, "quizzes/test.yaml": QUIZ.replace("per_page: 4", "per_page: 3")}
    )
    address = drawn.start()
    first = drawn.get(f"{address}?page=1").get_data(as_text=True)
    second = drawn.get(f"{address}?page=2").get_data(as_text=True)

    assert "<details open>" not in first
    assert second.index("<details open>") < second.index("skaleczył")
    assert second.index("skaleczył") < second.index('id="w-3"')


def test_the_result_tells_the_case_once_and_weighs_as_the_part_says(drawn):
    address = drawn.start()
    drawn.finish(address)
    (attempt,) = drawn.attempts
    page = drawn.get(f"{address}/result").get_data(as_text=True)

    assert attempt.maximum == 12_000_000
    assert page.count("skaleczył się") == 1
    assert page.index('id="case-wypadek"') < page.index('id="w-1"')
    assert re.findall(r'<h3 class="part-title"[^>]*>(.*?)</h3>', page) == [
        "O wypadku",
        "Reszta",
    ]


def test_each_try_asks_first_what_was_not_asked_before(drawn):
    for _ in range(2):
        drawn.finish(drawn.start())
    met = [
        {one for one in asked(attempt) if one.startswith("l-")}
        for attempt in drawn.attempts
    ]

    assert [len(one) for one in met] == [4, 4]
    assert not met[0] & met[1]


def test_what_was_asked_in_another_enrolment_was_seen_as_well(drawn):
    first = drawn.start()
    drawn.finish(first)
    (attempt,) = drawn.attempts
    place = drawn.place
    with drawn.school.database.writing() as session:
        held = attempts.locked(session, place.learner, attempt.id)
        assert held is not None
        held.activity_id = "egzamin"
    drawn.start()

    one, other = ({*asked(found)} for found in drawn.attempts)
    assert not {name for name in one & other if name.startswith("l-")}


def test_an_attempt_is_shown_as_it_was_drawn_when_the_course_has_changed_since(drawn):
    address = drawn.start()
    drawn.finish(address)
    (before,) = drawn.attempts
    shown = _review(drawn, address)
    drawn.school.publish(
        {
            "questions/bank.yaml": f"{BANK}{CASE.replace('skaleczył', 'zranił')}",
            "quizzes/test.yaml": QUIZ[: QUIZ.index("parts:")]
            + "questions: [wypadek]\n",
            "changes.yaml": "retired: ["
            + ", ".join([*(f"l-{n}" for n in range(8)), "luzne"])
            + "]\n",
        }
    )

    assert "zranił" in drawn.school.course.scenarios["wypadek"].html
    assert _review(drawn, address) == shown
    assert asked(drawn.attempts[0]) == asked(before)
    assert "skaleczył" in " ".join(shown)


def test_opening_an_exam_of_forty_drawn_questions_takes_six_statements(ana):
    single = "".join(SINGLE.format(n=n, tag="bhp") for n in range(90))
    ana.school.publish(
        {
            "questions/bank.yaml": f"{BANK}{single}{POOLS.replace(', urlop', '')}",
            "quizzes/egzamin.yaml": "id: egzamin\ntitle: Egzamin\nbehaviour: exam\n"
            "tries: 9\nparts: [{draw: 40, pool: luzne, prefer: unseen}]\n",
        }
    )
    ana.finish(ana.start("egzamin"))
    begin = form_on(ana.get("/courses/kurs/quizzes/egzamin"), "/attempts")

    with statements(ana.school.database) as opening:
        begun = send(ana.client, begin)
    with statements(ana.school.database) as showing:
        ana.get(str(begun.location))

    assert len(opening) <= 6, opening
    assert len(showing) <= 6, showing
    first, second = ({*asked(attempt)} for attempt in ana.attempts)
    assert (len(first), len(second), len(first & second)) == (40, 40, 0)


def _review(desk, address: str) -> list[str]:
    """Return the questions of a result, section by section."""
    html = desk.get(f"{address}/result").get_data(as_text=True)
    return re.findall(r'(?s)<section class="(?:review|case)".*?</section>', html)
