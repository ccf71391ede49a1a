"""A compiled course: written down, read back, and asked about its order."""

from random import Random

import pytest

from app.content.compile import (
    COMPILER_VERSION,
    BrokenPackage,
    compile_course,
    dump,
    load,
)
from app.content.course import Course, Hole, LocalText, Static
from app.content.problems import Problems
from app.content.reader import read_package
from tests.content.packages import COURSES, sources


def compiled(name: str = "tiny-course") -> Course:
    return compile_course(read_package(COURSES / name, Problems()))


@pytest.mark.parametrize("name", ["tiny-course", "every-question-type"])
def test_a_course_read_back_is_the_same_course(name: str):
    course = compiled(name)
    again = load(dump(course))
    assert again == course
    assert dump(again) == dump(course)


def test_every_type_of_question_survives_being_written_down():
    course = compiled("every-question-type")
    again = load(dump(course))
    for name, question in course.questions.items():
        assert type(again.questions[name]) is type(question)
        form = question.draw(Random(1))  # noqa: S311 - nothing secret
        solution = question.solution(form)
        assert again.questions[name].judge(solution, form).mark == 1_000_000


def test_broken_sources_do_not_compile():
    with pytest.raises(BrokenPackage) as caught:
        compile_course(sources({"course.yaml": "id: x\n"}))
    assert caught.value.problems


def test_the_compiler_has_a_version():
    assert COMPILER_VERSION


def test_a_lesson_is_static_text_with_holes_for_questions():
    lesson = compiled().lessons["narzedzia"]
    before, hole, after = lesson.segments
    assert isinstance(before, Static)
    assert hole == Hole("question", "p-strug")
    assert isinstance(after, Static)
    assert lesson.practice == ("p-strug",)


def test_every_key_of_the_sources_arrives_in_the_course():
    course = compiled()
    assert (course.id, course.language, course.teaches) == ("tiny-course", "pl", "de")
    assert course.hours == 0.5
    assert course.authors == ("Anna Nowak",)
    assert (course.licence, course.version) == ("CC-BY-SA-4.0", "1.0")
    assert course.certificate is not None
    assert course.certificate.valid_months == 24
    assert course.completion.practice == ("narzedzia",)
    lesson = course.lessons["powitanie"]
    assert lesson.open
    assert lesson.law_as_of is not None
    assert lesson.law_as_of.isoformat() == "2026-11-23"
    assert lesson.sources[0].url == "https://www.example.org/kp"
    assert lesson.legal_basis == ("art. 25 KP",)
    assert course.media["media/strug.png"].author == "Anna Nowak"
    assert set(course.questions) == {"p-strug", "q-prawda", "q-kunde"}


def test_neighbours_follow_the_order_of_the_modules():
    course = compiled()
    assert course.neighbours("powitanie") == (None, "narzedzia")
    assert course.neighbours("narzedzia") == ("powitanie", "sprawdzian")
    assert course.neighbours("sprawdzian") == ("narzedzia", None)
    with pytest.raises(KeyError):
        course.neighbours("p-strug")


def test_an_activity_is_found_by_its_id_and_knows_its_module():
    course = compiled()
    assert course.activity("powitanie").title == "Powitanie"
    assert course.activity("sprawdzian").title == "Sprawdzian"
    assert course.module_of("sprawdzian").id == "start"
    with pytest.raises(KeyError):
        course.activity("nie-ma")


def test_the_best_language_is_that_of_the_reader_else_of_the_course_else_any():
    text = LocalText({"de": "Hallo", "en": "Hello"})
    assert text.best("en", "de") == ("Hello", "en")
    assert text.best("pl", "de") == ("Hallo", "de")
    assert text.best("pl", "pl") == ("Hallo", "de")
    assert not LocalText({})
    assert LocalText({}).best("pl", "de") == ("", "de")
