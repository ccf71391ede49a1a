"""A quiz whose pass mark nobody could reach is refused."""

from app.content.check import CheckResult
from tests.content.packages import FILES, checked, codes, said

SURVEY = "  - {id: q-ankieta, type: survey, prompt: Jak było?}\n"


def quiz_of(questions: str, *more: str) -> CheckResult:
    quiz = FILES["quizzes/quiz.yaml"].replace("[q-strug]", questions)
    bank = FILES["questions/bank.yaml"]
    files: dict[str, str | bytes | None] = {
        "questions/bank.yaml": bank + SURVEY,
        "quizzes/quiz.yaml": quiz + "".join(f"{line}\n" for line in more),
    }
    return checked(files)


def test_a_quiz_of_surveys_alone_has_no_pass_mark_to_reach():
    (problem,) = quiz_of("[q-ankieta]").problems

    assert said(problem).startswith("quizzes/quiz.yaml:1:1 Nothing in this quiz")
    assert "behaviour: practice" in problem.hint(str)
    (problem,) = quiz_of("[q-ankieta]", "pass_mark: 50%").problems
    assert (problem.code, problem.line) == ("quiz-nothing-marked", 5)


def test_practice_has_no_pass_mark_and_may_be_a_survey():
    practice = FILES["quizzes/quiz.yaml"].replace("test", "practice")
    quiz = practice.replace("q-strug", "q-ankieta")
    bank = FILES["questions/bank.yaml"] + SURVEY

    found = checked({"questions/bank.yaml": bank, "quizzes/quiz.yaml": quiz})

    assert codes(found.problems) == []


def test_a_survey_beside_what_is_marked_disturbs_nothing():
    assert codes(quiz_of("[q-ankieta, q-strug]").problems) == []
