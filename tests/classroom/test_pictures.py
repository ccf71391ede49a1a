"""Questions with pictures and sound, and surveys: shown, fetched, judged, weighed."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from flask.testing import FlaskClient

from app.learning import results
from app.questions.score import FULL
from tests.classroom.pages import attempt_form, save
from tests.packages import FILES
from tests.web import form_on, send

KINDS = ("hotspot", "label-image", "dictation", "survey")
ZONES = [
    {"id": "klucz-prawa", "label": "Brama", "rect": [0, 0, 20, 50], "right": True},
    {"id": "zla", "label": "Okno", "circle": [80, 50, 10], "feedback": "Za małe."},
]
PLACES = [
    {"id": "klucz-a", "at": [20, 30], "label": "dach", "describe": "na samej górze"},
    {"id": "klucz-b", "at": [50, 60], "label": "próg", "describe": "na samym dole"},
]
QUESTIONS: dict[str, dict[str, Any]] = {
    "hotspot": {"picture": "media/plan.png", "zones": ZONES},
    "label-image": {"picture": "media/dom.png", "places": PLACES},
    "dictation": {"sound": "media/zdanie.wav", "transcript": "Das klucz Haus ist alt."},
    "survey": {"scale": {"steps": 3, "low": "źle", "high": "dobrze"}},
}
LESSON = "/courses/kurs/lessons/otwarta"
SOUND = b"RIFF\x24\0\0\0WAVEfmt " + b"\0" * 40


def written(kind: str, prefix: str) -> dict[str, Any]:
    head = {"id": prefix + kind, "type": kind, "prompt": "Co?"}
    return head | QUESTIONS[kind]


def package(behaviour: str) -> dict[str, str | bytes]:
    """Return files in which the open lesson and a quiz ask all of them."""
    practice = "".join(
        f"\n```question\n{yaml.safe_dump(written(kind, 'p-'), allow_unicode=True)}```\n"
        for kind in KINDS
    )
    bank = yaml.safe_load(str(FILES["questions/bank.yaml"]))["questions"]
    bank += [written(kind, "q-") for kind in KINDS]
    quiz = {
        "id": "egzamin",
        "title": "Egzamin",
        "behaviour": behaviour,
        "order": "fixed",
        "per_page": "all",
        "questions": [f"q-{kind}" for kind in KINDS],
    }
    media = "zdanie.wav: {licence: CC0-1.0, author: Ewa Ćwik}\n"
    return {
        "lessons/01-otwarta.md": f"{FILES['lessons/01-otwarta.md']}{practice}",
        "questions/bank.yaml": yaml.safe_dump({"questions": bank}, allow_unicode=True),
        "quizzes/egzamin.yaml": yaml.safe_dump(quiz),
        "media/media.yaml": f"{FILES['media/media.yaml']}{media}",
        "media/zdanie.wav": SOUND,
    }


@pytest.fixture
def practising(ana):
    """Let Ana read the lesson."""
    ana.school.publish(package("test"))
    return ana


def addresses(html: str) -> set[str]:
    """Return where a page fetches what its questions show."""
    begin = html.index('id="p-hotspot"')
    return set(re.findall(r'<(?:img|audio)[^>]* src="([^"]+)"', html[begin:]))


def status(client: FlaskClient, address: str) -> int:
    """Fetch a file, and let it go."""
    with client.get(address) as answer:
        return answer.status_code


def test_what_questions_of_an_open_lesson_show_can_be_fetched_by_visitors(practising):
    visitor = practising.school.browser()
    html = visitor.get(LESSON).get_data(as_text=True)

    found = addresses(html)

    assert {address.rpartition(".")[2] for address in found} == {"png", "wav"}
    assert [status(visitor, address) for address in found] == [200] * 3
    assert 'src="media:' not in html


def test_names_of_files_do_not_tell_what_is_in_them(practising):
    """Recordings are often named after the sentence that is said in them."""
    html = practising.get(LESSON).get_data(as_text=True)

    told = html[html.index('id="p-hotspot"') :]

    for name in ("plan.png", "dom.png", "zdanie"):
        assert name not in told
    (sound,) = re.findall(r'<audio[^>]* src="([^"]+)"', told)
    other = sound.replace(sound.rpartition("/")[2], "inny.wav")
    assert status(practising.client, other) == 404


def test_what_questions_of_a_quiz_show_is_for_those_who_take_the_course(ana):
    files = package("test")
    files["lessons/01-otwarta.md"] = FILES["lessons/01-otwarta.md"]
    ana.school.publish(files)
    html = ana.get(ana.start("egzamin")).get_data(as_text=True)

    (sound,) = re.findall(r'<audio[^>]* src="([^"]+)"', html)

    assert status(ana.client, sound) == 200
    assert status(ana.school.browser(), sound) == 404


def test_no_page_of_an_exam_knows_zones_labels_of_places_or_transcripts(ana):
    ana.school.publish(package("exam"))

    html = ana.get(ana.start("egzamin")).get_data(as_text=True)

    assert "klucz" not in html
    assert "picture-zones" not in html
    assert "Za małe." not in html


def test_pages_load_what_they_show_and_nothing_else(practising):
    page = practising.get(LESSON).get_data(as_text=True)

    for path in ("pictures", "dictation", "survey"):
        assert page.count(f"css/shapes/{path}.css") == 1
    assert page.count("js/pointing.js") == 1
    closed = practising.get("/courses/kurs/lessons/zamknieta").get_data(as_text=True)
    assert "css/shapes" not in closed
    assert "js/" not in closed


def test_a_picture_is_pointed_at_in_practice_and_drawn_upon(practising):
    page = form_on(practising.get(LESSON), "/p-hotspot/responses")

    send(practising.client, page, {"p-hotspot.spots": "800,500"})

    (response,) = practising.responses
    assert response.answer == {"spots": [[800, 500]]}
    html = practising.get(LESSON).get_data(as_text=True)
    assert "zone-over zone-wrong" in html
    assert "zone-over zone-missed" in html
    assert "Za małe." in html


def test_an_opinion_counts_as_answered_and_is_neither_right_nor_wrong(practising):
    page = form_on(practising.get(LESSON), "/p-survey/responses")

    send(practising.client, page, {"p-survey": "3"})

    (response,) = practising.responses
    assert response.answer == {"step": 3}
    html = practising.get(LESSON).get_data(as_text=True)
    said = html[html.index("question-said", html.index('id="p-survey"')) :]
    assert re.findall("tone-[a-z]+", said[: said.index("</form>")]) == ["tone-plain"]


def test_a_survey_weighs_nothing_in_the_score_of_a_quiz(ana):
    ana.school.publish(package("test"))
    address = ana.start("egzamin")
    page = ana.get(address)
    names = [name for name, _ in attempt_form(page).fields]
    assert "q-hotspot.spots" in names
    answers = {
        "q-hotspot.spots": "100,200",
        "q-dictation": "das klucz haus ist",
        "q-survey": "1",
    }

    save(ana.client, page, answers, go="stay")
    ana.finish(address)

    (attempt,) = ana.attempts
    assert (attempt.points, attempt.maximum) == (FULL + 800_000, 3 * FULL)
    with ana.school.database.reading() as session:
        facts = results.facts_of(
            session, ana.place.learner, ana.place.enrolment_id, ana.place.course
        )
    assert facts.quizzes["egzamin"].maximum == 3 * FULL
    html = ana.get(f"{address}/result").get_data(as_text=True)
    survey = html[html.index('id="q-survey"') :].partition("</section>")[0]
    assert set(re.findall("tone-[a-z]+", survey)) == {"tone-plain"}
    assert "1,8" in html
    assert "pkt" not in survey
