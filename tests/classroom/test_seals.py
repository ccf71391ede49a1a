"""Of no type of question does a byte tell the key before its moment."""

from __future__ import annotations

import re

import pytest
import yaml

from app.questions.register import REGISTER
from tests.classroom.pages import save
from tests.packages import FILES, PICTURE
from tests.questions.sealed import SEALED, authored, broken_seals

LESSON = "/courses/kurs/lessons/otwarta"
SOUND = b"RIFF\x24\0\0\0WAVEfmt " + b"\0" * 40


class _Plain(yaml.SafeDumper):
    """Writes out what stands in several places, as packages take no references."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        return True


def written(value: object) -> str:
    return yaml.dump(value, Dumper=_Plain, allow_unicode=True)


@pytest.fixture
def sealed(ana):
    """Publish a lesson and an exam with tries left that ask all of them."""
    bank = yaml.safe_load(str(FILES["questions/bank.yaml"]))["questions"]
    bank += [authored(kind, f"q-{kind}") for kind in SEALED]
    practice = "".join(
        f"\n```question\n{written(authored(kind, f'p-{kind}'))}```\n" for kind in SEALED
    )
    lesson = str(FILES["lessons/01-otwarta.md"]).partition("```question")[0]
    quiz = {
        "id": "egzamin",
        "title": "Egzamin",
        "behaviour": "exam",
        "tries": 2,
        "per_page": "all",
        "questions": [f"q-{kind}" for kind in SEALED],
    }
    media = (
        f"{FILES['media/media.yaml']}"
        "klucz.png: {licence: CC0-1.0, author: Ewa Ćwik, alt: Dom}\n"
        "klucz.wav: {licence: CC0-1.0, author: Ewa Ćwik}\n"
    )
    ana.school.publish(
        {
            "lessons/01-otwarta.md": f"{lesson}{practice}",
            "questions/bank.yaml": written({"questions": bank}),
            "quizzes/egzamin.yaml": yaml.safe_dump(quiz),
            "course.yaml": str(FILES["course.yaml"]).replace(
                ", practice: [otwarta]", ""
            ),
            "media/media.yaml": media,
            "media/klucz.png": PICTURE + b"\0\0",
            "media/klucz.wav": SOUND,
        }
    )
    return ana


def told(answer) -> list[str]:
    """Return what headers and body tell; the day's date in them is no secret."""
    assert answer.status_code < 400
    headers = "".join(f"{value}\n" for _, value in answer.headers)
    text = headers + answer.get_data(as_text=True)
    return [*broken_seals(text), *re.findall("RADA", text)]


def test_an_open_lesson_tells_visitors_and_learners_nothing(sealed):
    for client in (sealed.school.browser(), sealed.client):
        page = client.get(LESSON)

        assert page.get_data(as_text=True).count('id="p-') >= len(REGISTER)
        assert told(page) == []


def test_an_exam_tells_nothing_while_a_try_is_left(sealed):
    address = sealed.start("egzamin")
    (attempt,) = sealed.attempts
    forms = {one["id"]: one["form"] for one in attempt.form["questions"]}
    fields = {}
    for kind, (_, wrong) in SEALED.items():
        question = sealed.school.course.questions[f"q-{kind}"]
        fields |= question.widget(forms[question.id], wrong).fields()
    page = sealed.get(address)
    seen = [
        page,
        save(sealed.client, page, fields, headers={"Accept": "application/json"}),
        sealed.get(address),
        sealed.get(f"{address}/submission"),
    ]
    for answer in seen:
        assert told(answer) == [], answer.request.path

    sealed.finish(address)

    result = sealed.get(f"{address}/result")
    assert {one for one in told(result) if one != "RADA"} == set()
    assert "RADA" in told(result)
