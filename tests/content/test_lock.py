"""course.lock: no id that records may name is lost or changes its meaning."""

import json
from datetime import date

from app.content.check import check_sources
from app.content.lock import lock_text
from tests.content.packages import FILES, checked, codes, sources

TODAY = date(2026, 11, 23)
LATER = date(2027, 1, 5)
CHOICES = """\
questions:
  - id: q-strug
    type: single-choice
    prompt: Co zdejmuje wiór?
    choices:
      - {id: strug, text: strug, right: true}
      - {id: mlotek, text: młotek}
      - {id: dluto, text: dłuto}
"""
BASE = {"questions/bank.yaml": CHOICES}


def locked(files: dict[str, str | bytes | None], today: date = TODAY) -> str:
    found = sources(files)
    result = check_sources(found)
    assert result.course is not None, result.problems
    return lock_text(found, result.names, today)


def after(**changed: str | None) -> list[str]:
    """Lock the base, change files (bank, quiz, lesson, changes), and check again."""
    paths = {
        "bank": "questions/bank.yaml",
        "quiz": "quizzes/quiz.yaml",
        "lesson": "lessons/lekcja.md",
        "course": "course.yaml",
        "changes": "changes.yaml",
    }
    files = {paths[name]: text for name, text in changed.items()}
    return codes(checked({**BASE, "course.lock": locked(BASE), **files}).problems)


def test_the_lock_knows_every_id_its_type_and_its_parts():
    lock = json.loads(locked(BASE))
    assert lock["version"] == 1
    assert set(lock["ids"]) == {"start", "lekcja", "quiz", "q-strug"}
    entry = lock["ids"]["q-strug"]
    assert entry["type"] == "single-choice"
    assert entry["parts"] == ["strug", "mlotek", "dluto"]
    assert entry["since"] == "2026-11-23"
    assert entry["digest"]
    assert lock["ids"]["start"]["type"] == "module"


def test_writing_the_lock_again_changes_nothing():
    first = locked(BASE)
    assert locked({**BASE, "course.lock": first}, LATER) == first


def test_what_is_new_gets_the_day_on_which_it_was_first_noted():
    bank = CHOICES + "  - {id: nowe, type: true-false, prompt: p, answer: true}\n"
    files = {"questions/bank.yaml": bank, "course.lock": locked(BASE)}
    ids = json.loads(locked(files, LATER))["ids"]
    assert ids["nowe"]["since"] == "2027-01-05"
    assert ids["q-strug"]["since"] == "2026-11-23"


def test_a_locked_package_is_right():
    assert after() == []


def test_an_id_that_vanished_is_an_error_until_it_is_called_retired():
    bank = CHOICES.replace("id: q-strug", "id: q-nowe")
    quiz = FILES["quizzes/quiz.yaml"].replace("q-strug", "q-nowe")
    assert after(bank=bank, quiz=quiz) == ["id-vanished"]
    assert after(bank=bank, quiz=quiz, changes="retired: [q-strug]\n") == []


def test_an_id_that_was_renamed_keeps_its_parts():
    bank = CHOICES.replace("id: q-strug", "id: q-nowe")
    quiz = FILES["quizzes/quiz.yaml"].replace("q-strug", "q-nowe")
    renamed = "renamed: {q-strug: q-nowe}\n"
    assert after(bank=bank, quiz=quiz, changes=renamed) == []
    fewer = bank.replace("      - {id: dluto, text: dłuto}\n", "")
    assert after(bank=fewer, quiz=quiz, changes=renamed) == ["part-vanished"]


def test_a_question_cannot_become_another_type_under_its_id():
    bank = "questions:\n  - {id: q-strug, type: true-false, prompt: p, answer: true}\n"
    assert after(bank=bank) == ["id-retyped"]


def test_a_part_that_vanished_is_an_error_until_it_is_called_retired():
    bank = CHOICES.replace("      - {id: dluto, text: dłuto}\n", "")
    assert after(bank=bank) == ["part-vanished"]
    assert after(bank=bank, changes="retired: [q-strug/dluto]\n") == []


def test_what_is_retired_is_not_used_again():
    assert after(changes="retired: [q-strug/dluto]\n") == ["id-reused"]
    assert after(changes="retired: [quiz]\n") == ["id-reused"]


def test_the_lock_remembers_what_was_retired():
    bank = CHOICES.replace("      - {id: dluto, text: dłuto}\n", "")
    files = {
        "questions/bank.yaml": bank,
        "changes.yaml": "retired: [q-strug/dluto]\n",
        "course.lock": locked(BASE),
    }
    parts = json.loads(locked(files))["ids"]["q-strug"]["parts"]
    assert parts == ["strug", "mlotek", "dluto"]


def test_changes_speak_of_ids_that_were_there():
    assert after(changes="retired: [nigdy]\n") == ["change-unknown"]
    assert after(changes="renamed: {nigdy: q-strug}\n") == ["change-unknown"]


def test_a_package_that_cannot_be_read_whole_is_not_said_to_have_lost_ids():
    assert after(bank="questions: [\n") == ["yaml-bracket-open"]
    assert after(lesson="---\nid: [\n---\n") == ["yaml-bracket-open"]


def test_a_broken_lock_is_one_problem():
    broken = (
        "{",
        "[" * 100_000,
        '{"version": 2, "ids": {}}',
        '{"ids": {"a": 1}}',
        "\xff",
    )
    for lock in broken:
        assert codes(checked({"course.lock": lock}).problems) == ["lock-broken"]
