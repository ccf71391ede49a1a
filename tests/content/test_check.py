"""Whether the files of a package fit together."""

from pathlib import Path

from app.content.check import check, check_sources
from app.content.conditions import shown_by
from app.content.problems import Problems
from app.content.reader import read_package
from tests.content.packages import (
    COURSES,
    FILES,
    LESSON,
    checked,
    codes,
    said,
    sources,
)


def test_the_tiny_course_is_right():
    result = check(COURSES / "tiny-course")
    assert result.problems == ()
    assert result.course is not None
    assert result.course.order == ("powitanie", "narzedzia", "sprawdzian")


def test_one_broken_file_does_not_hide_the_errors_of_others():
    result = checked(
        {
            "course.yaml": "id: [\n",
            "lessons/lekcja.md": b"\xff",
            "questions/bank.yaml": "questions: nie\n",
            "quizzes/quiz.yaml": "- quiz\n",
            "changes.yaml": "retire: []\n",
        }
    )
    assert sorted({problem.file for problem in result.problems}) == [
        "changes.yaml",
        "course.yaml",
        "lessons/lekcja.md",
        "questions/bank.yaml",
        "quizzes/quiz.yaml",
    ]


def test_a_broken_lesson_is_not_also_said_to_be_missing():
    files = {"lessons/lekcja.md": FILES["lessons/lekcja.md"].replace("minutes", "min")}
    assert codes(checked(files).problems) == ["missing-key", "unknown-key"]
    assert codes(checked({"lessons/lekcja.md": "---\nid: [\n---\n"}).problems) == [
        "yaml-bracket-open"
    ]


def test_a_broken_question_is_not_also_said_to_be_missing():
    bank = FILES["questions/bank.yaml"]
    files = {"questions/bank.yaml": bank.replace("answer: true", "answer: tak")}
    assert codes(checked(files).problems) == ["not-true-or-false"]
    files = {"questions/bank.yaml": bank.replace("id: q-strug", "id: Q!")}
    assert codes(checked(files).problems) == ["id-malformed"]


def test_problems_come_in_the_order_of_files_lines_and_columns():
    files = {"quizzes/quiz.yaml": "id: quiz\ntitel: x\nbehaviour: b\nquestions: []\n"}
    places = [problem.place for problem in checked(files).problems]
    assert places == sorted(places)
    assert len(places) >= 3


def test_a_link_from_a_question_to_an_activity_is_followed():
    bank = FILES["questions/bank.yaml"]
    right = {"questions/bank.yaml": bank + "    explanation: Zob. [lekcję](lekcja).\n"}
    wrong = {"questions/bank.yaml": bank + "    explanation: Zob. [lekcję](lekcje).\n"}
    assert checked(right).course is not None
    (problem,) = checked(wrong).problems
    assert (problem.code, problem.line, problem.column) == ("link-unknown", 6, 18)


def test_text_in_several_languages_needs_that_of_the_course_everywhere():
    course = FILES["course.yaml"].replace("title: Początek", "title: {de: Anfang}")
    (problem,) = checked({"course.yaml": course + "goals: [{pl: Cel}]\n"}).problems
    assert (problem.code, problem.line, problem.column) == ("language-missing", 11, 12)


def test_completion_may_name_what_counts():
    question = "```question\nid: p\ntype: true-false\nprompt: p\nanswer: true\n```\n"
    result = checked(
        {
            "course.yaml": FILES["course.yaml"]
            + "completion: {lessons: none, quizzes: [quiz], practice: all}\n",
            "lessons/lekcja.md": LESSON + question,
        }
    )
    assert result.course is not None
    rule = result.course.completion
    assert (rule.lessons, rule.quizzes, rule.practice) == ((), ("quiz",), ("lekcja",))


def test_practice_cannot_be_asked_of_a_lesson_without_questions():
    course = FILES["course.yaml"] + "completion: {practice: [lekcja]}\n"
    (problem,) = checked({"course.yaml": course}).problems
    assert problem.code == "lesson-without-practice"


def test_a_quiz_takes_its_conditions_from_its_behaviour_and_overrides_them():
    course = checked().course
    assert course is not None
    quiz = course.quizzes["quiz"]
    assert (quiz.tries, quiz.pass_mark, quiz.per_page) == (3, 600_000, 5)
    exam = "id: quiz\ntitle: Q\nbehaviour: exam\nquestions: [q-strug]\n"
    more = "tries: unlimited\ntime_limit: none\npass_mark: 62.5%\nper_page: all\n"
    course = checked({"quizzes/quiz.yaml": exam + more + "feedback: now\n"}).course
    assert course is not None
    quiz = course.quizzes["quiz"]
    assert (quiz.tries, quiz.time_limit, quiz.per_page) == (None, None, None)
    assert (quiz.pass_mark, quiz.shows) == (625_000, shown_by("now", "none"))


def test_a_condition_without_a_value_says_nothing():
    exam = "id: quiz\ntitle: Q\nbehaviour: exam\nquestions: [q-strug]\npass_mark:\n"
    course = checked({"quizzes/quiz.yaml": exam}).course
    assert course is not None
    assert course.quizzes["quiz"].pass_mark == 700_000


def test_what_cannot_be_set_by_a_package_is_an_unknown_key():
    for key in ("roles", "organisation", "enrolment", "serial", "signer"):
        course = FILES["course.yaml"] + f"{key}: admin\n"
        assert codes(checked({"course.yaml": course}).problems) == ["unknown-key"]


def test_a_check_writes_nothing(tmp_path: Path):
    before = sorted((COURSES / "tiny-course").rglob("*"))
    check(COURSES / "tiny-course")
    assert sorted((COURSES / "tiny-course").rglob("*")) == before


def test_an_unchanged_file_is_not_read_a_second_time():
    cache: dict[str, object] = {}
    first = check_sources(sources(), cache)
    kept = dict(cache)
    second = check_sources(sources(), cache)
    assert cache == kept
    assert first.course == second.course
    assert first.course is not None
    assert second.course is not None
    assert first.course.lessons["lekcja"] is second.course.lessons["lekcja"]


def test_a_file_with_problems_is_looked_at_each_time():
    cache: dict[str, object] = {}
    files = {"lessons/lekcja.md": LESSON + "::: note\n"}
    for _ in range(2):
        assert codes(check_sources(sources(files), cache).problems) == [
            "container-open"
        ]


def test_what_a_file_takes_from_others_is_part_of_its_key():
    cache: dict[str, object] = {}
    dialogue = {"lessons/lekcja.md": LESSON + "::: dialogue\nA: b\n:::\n"}
    german = check_sources(sources(dialogue), cache).course
    english = {**dialogue, "course.yaml": FILES["course.yaml"].replace(": de", ": en")}
    taught = check_sources(sources(english), cache).course
    assert german is not None
    assert taught is not None
    assert german.lessons["lekcja"] != taught.lessons["lekcja"]


def test_problems_of_reading_and_of_checking_come_together(tmp_path: Path):
    (tmp_path / "lesson").mkdir()
    (tmp_path / "lesson/a.md").write_text("x")
    problems = Problems()
    result = check_sources(read_package(tmp_path, problems), problems=problems)
    assert codes(result.problems) == ["no-course", "file-unexpected"]
    assert "lesson/a.md:1:1" in said(result.problems[1])


def test_a_folder_of_packages_is_told_from_a_package(tmp_path: Path):
    for name in ("b", "a"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "course.yaml").write_text("id: kurs")
    result = check(tmp_path)

    assert codes(result.problems) == ["packages-below"]
    assert f"{tmp_path / 'a'}, {tmp_path / 'b'}" in said(result.problems[0])
