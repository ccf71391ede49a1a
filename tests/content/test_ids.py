"""Filling in ids: what was missing is there, and nothing else has changed."""

from random import Random

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from app.content.check import check_sources
from app.content.ids import fill_ids, filled
from app.content.reader import Sources
from tests.content.packages import FILES, LESSON, sources

BANK = """\
# Pytania bez id.
questions:
  - type: single-choice   # jedno dobre
    prompt: Czym się struga?
    right: strugiem, oczywiście   # tak
    wrong:
      - dłutem
      - 'młotkiem: nie'
      - bardzo długim zdaniem,
        które idzie dalej
      - >-
        złożonym
        tekstem
      - {text: kielnią}

  - {type: single-choice, prompt: p, right: [a b], wrong: [c, "d, e"]}
  - id: kolejnosc
    type: ordering
    prompt: Ułóż.
    items:
    - raz
    - dwa
    - trzy
"""


def seeded(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - the same ids each time, and no secret


def fill(text: str, path: str = "questions/bank.yaml", seed: int = 1) -> str:
    return fill_ids(path, text, set(), seeded(seed))


def without_ids(value: object) -> object:
    """Take all ids away, and mappings that were made for them."""
    if isinstance(value, list):
        return [without_ids(item) for item in value]
    if isinstance(value, dict):
        rest = {key: without_ids(item) for key, item in value.items() if key != "id"}
        return rest["text"] if list(rest) == ["text"] else rest
    return value


def is_subsequence(shorter: str, longer: str) -> bool:
    letters = iter(longer)
    return all(letter in letters for letter in shorter)


def test_every_question_and_part_gets_an_id_where_it_stands():
    new = fill(BANK)
    found = yaml.safe_load(new)["questions"]
    assert all("id" in question for question in found)
    assert all("id" in entry for entry in found[0]["wrong"])
    assert "id" in found[0]["right"]
    assert all("id" in entry for entry in found[2]["items"])
    assert found[2]["id"] == "kolejnosc"


def test_comments_and_layout_stay_as_they_are():
    new = fill(BANK)
    assert new.startswith("# Pytania bez id.\nquestions:\n  - id: ")
    assert "    type: single-choice   # jedno dobre\n" in new
    assert "text: strugiem, oczywiście   # tak\n" in new
    assert is_subsequence(BANK, new)


def test_only_ids_are_added():
    before, after = yaml.safe_load(BANK), yaml.safe_load(fill(BANK))
    assert without_ids(after) == without_ids(before)


def test_filling_in_twice_changes_nothing_more():
    once = fill(BANK)
    assert fill(once, seed=2) == once


def test_a_filled_package_is_right():
    files: dict[str, str | bytes | None] = {
        "questions/bank.yaml": BANK,
        "quizzes/quiz.yaml": FILES["quizzes/quiz.yaml"].replace("q-strug", "kolejnosc"),
        "lessons/lekcja.md": LESSON
        + "```question\ntype: true-false\nprompt: p\nanswer: true\n```\n",
    }
    new = filled(sources(files), seeded(1))
    assert set(new) == {"questions/bank.yaml", "lessons/lekcja.md"}
    assert check_sources(sources({**files, **new})).course is not None


def test_a_question_in_a_lesson_is_filled_in_at_its_indent():
    text = LESSON + "tekst\n\n  ```question\n  type: true-false\n  prompt: p\n"
    new = fill(text + "  answer: true\n  ```\nkoniec\n", "lessons/lekcja.md")
    assert "  ```question\n  id: gv4c\n  type: true-false\n" in new
    assert new.endswith("  ```\nkoniec\n")


def test_line_ends_and_byte_order_marks_are_kept():
    windows = "\ufeff" + BANK.replace("\n", "\r\n")
    new = fill(windows)
    assert new == "\ufeff" + fill(BANK).replace("\n", "\r\n")
    mixed = BANK.replace("dłutem\n", "dłutem\r\n")
    assert fill(mixed).count("\r\n") == 2


def test_an_id_is_short_begins_with_a_letter_and_makes_no_word():
    ids: set[str] = set()
    for seed in range(50):
        fill_ids("questions/bank.yaml", BANK, ids, seeded(seed))
    assert len(ids) == 50 * 14
    for one in ids:
        assert len(one) == 4
        assert one[0].isalpha()
        assert not set(one) & set("aeiouyąęó01l")


def test_an_id_that_is_taken_or_locked_is_not_drawn_again():
    taken = set(yaml.safe_load(fill(BANK))["questions"][0]["right"].values())
    again = fill_ids("questions/bank.yaml", BANK, set(taken), seeded(1))
    assert not any(f"id: {one}\n" in again for one in taken)
    lock = '{"version": 1, "ids": {"gv4c": {"type": "true-false", "digest": "", '
    lock += '"since": "2026-01-01", "parts": []}}}'
    texts = {"questions/bank.yaml": BANK.encode(), "course.lock": lock.encode()}
    assert "gv4c" not in filled(Sources(texts), seeded(1))["questions/bank.yaml"]


@pytest.mark.parametrize(
    "text",
    [
        "questions: [",
        "questions: nie",
        "",
        "- a",
        "questions:\n  - type: single-choice\n    prompt: p\n    right: a\n",
        "questions:\n  - type: nieznany\n    prompt: p\n",
        "questions:\n  - {id: , type: true-false, prompt: p, answer: true}\n",
        "questions: [{type: true-false, prompt: p, answer: true}]\rx",
    ],
)
def test_what_is_broken_stays_as_it_is(text: str):
    assert fill(text) == text


TEXTS = st.text(
    alphabet=st.sampled_from("abcżó ,.:;#'\"-?!()%1"), min_size=1, max_size=30
).filter(lambda text: text.strip(" ") and not text.isspace())
STYLES = st.sampled_from(["plain", "single", "double", "flow", "literal", "mapping"])
ENTRIES = st.lists(
    st.tuples(TEXTS, STYLES), min_size=3, max_size=6, unique_by=lambda e: e[0].strip()
)


def written(text: str, style: str, indent: str) -> str:
    """Write an entry of a list in one of the ways YAML has."""
    single = "'" + text.replace("'", "''") + "'"
    ways = {
        "single": f"- {single}",
        "double": '- "' + text.replace("\\", "\\\\").replace('"', '\\"') + '"',
        "flow": f"- {{text: {single}}}",
        "literal": f"- |-\n{indent}   x{text.strip()}",
        "mapping": f"-   text: {single}  # uwaga",
        "plain": f"- a{text.translate(str.maketrans('', '', ':#')).strip()}z",
    }
    return indent + ways[style]


@given(ENTRIES, st.sampled_from(["", "  ", "    "]), st.booleans())
def test_whatever_way_entries_are_written_only_ids_are_added(
    entries: list[tuple[str, str]], indent: str, windows: bool
):
    lines = [written(text, style, "    " + indent) for text, style in entries]
    bank = "questions:\n  - type: ordering\n    prompt: p # x\n    items:\n"
    text = bank + "\n".join(lines) + "\n# koniec\n"
    text = text.replace("\n", "\r\n") if windows else text
    new = fill(text)
    assert is_subsequence(text, new)
    before, after = yaml.safe_load(text), yaml.safe_load(new)
    assert without_ids(after) == without_ids(before)
    assert fill(new, seed=2) == new


@given(st.text(max_size=200))
def test_no_text_raises_anything(text: str):
    fill(text)
    fill(LESSON + text, "lessons/lekcja.md")
