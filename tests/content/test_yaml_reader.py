"""Tame YAML: what is text stays text, what is hostile is stopped, all has a place."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.content.marks import Origin
from app.content.problems import Place, Problems
from app.content.yaml_reader import MAX_CHARACTERS, MAX_NODES, read_yaml


def value_of(text: str) -> object:
    problems = Problems()
    document = read_yaml(text, Origin("a.yaml"), problems)
    assert not problems, problems.found
    assert document is not None
    return document.value


def code_of(text: str) -> tuple[str, int, int]:
    problems = Problems()
    assert read_yaml(text, Origin("a.yaml"), problems) is None
    (problem,) = problems.found
    return problem.code, problem.line, problem.column


STAYS_TEXT = (
    *("no", "yes", "on", "off", "12:30", "12:30:00", "0123", "2026-11-23", "0x1F"),
    *("0o17", ".inf", ".nan", "1_000", "1e400", "9" * 40, "1,5", "+", ".", "1.2.3"),
)
HAS_A_VALUE = (
    *(("12", 12), ("-3", -3), ("2.5", 2.5), (".5", 0.5), ("1e3", 1000.0), ("0", 0)),
    *(("true", True), ("False", False), ("null", None), ("~", None), ("", None)),
)


@pytest.mark.parametrize("word", STAYS_TEXT)
def test_what_looks_like_text_to_an_author_stays_text(word: str):
    assert value_of(f"a: {word}") == {"a": word}


@pytest.mark.parametrize(("word", "value"), HAS_A_VALUE)
def test_plain_numbers_true_false_and_null_have_their_value(word: str, value: object):
    found = value_of(f"a: {word}")
    assert found == {"a": value}
    assert isinstance(found, dict)
    assert type(found["a"]) is type(value)


def test_quotes_make_anything_text():
    assert value_of("[\"12\", 'true', 'null', \"\"]") == ["12", "true", "null", ""]


def test_keys_are_text_whatever_they_look_like():
    assert value_of("{true: a, 1: b, null: c}") == {"true": "a", "1": "b", "null": "c"}


def test_an_empty_text_is_an_empty_document():
    assert value_of("") is None
    assert value_of("# only a comment\n") is None


@pytest.mark.parametrize("hostile", ["[" * 50_000, "{a: " * 50_000, "- " * 50_000])
def test_endless_nesting_is_stopped_at_once(hostile: str):
    started = time.perf_counter()
    assert code_of(hostile)[0] == "yaml-too-deep"
    assert time.perf_counter() - started < 1


def test_thirty_two_levels_are_read():
    assert value_of("[" * 32 + "]" * 32) is not None
    assert code_of("[" * 33 + "]" * 33)[0] == "yaml-too-deep"


def test_too_many_values_are_refused():
    assert code_of("[" + "a, " * MAX_NODES + "]")[0] == "yaml-too-many"


def test_a_text_that_is_too_long_is_not_even_parsed():
    started = time.perf_counter()
    assert code_of("a" * (MAX_CHARACTERS + 1))[0] == "yaml-too-long"
    assert code_of("x: y\n" * 2_000_000)[0] == "yaml-too-long"
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a: !!python/object/apply:os.system [ls]", ("yaml-tag", 1, 4)),
        ("a: !local x", ("yaml-tag", 1, 4)),
        ("a: &x 1\nb: *x", ("yaml-alias", 1, 4)),
        ("a: 1\nb: *x", ("yaml-alias", 2, 4)),
        ("a:\n  <<: {b: 1}", ("yaml-merge", 2, 3)),
        ("%TAG ! tag:evil,2000:\n---\na: 1", ("yaml-directive", 1, 1)),
        ("a: 1\n---\nb: 2", ("yaml-second-document", 3, 1)),
        ("? [a]\n: b", ("yaml-key-not-text", 1, 3)),
        ('a: "x\\u202ey"', ("escaped-character", 1, 4)),
        ('"a\\0": 1', ("escaped-character", 1, 1)),
        ("a: \x00", ("control-character", 1, 4)),
        ("ok: 1\nb: x\u202ey", ("bidi-character", 2, 5)),
    ],
)
def test_what_no_package_needs_is_refused_where_it_stands(
    text: str, wanted: tuple[str, int, int]
):
    assert code_of(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a: b: c", ("yaml-colon", 1, 5)),
        ("a:\n\tb: 1", ("yaml-special-character", 2, 1)),
        ("a: @b", ("yaml-special-character", 1, 4)),
        ("a: 'b", ("yaml-quote-open", 1, 4)),
        ("a: [b, c", ("yaml-bracket-open", 1, 4)),
        ("a: {b: c", ("yaml-bracket-open", 1, 4)),
        ("a:\n  - b\n c: d", ("yaml-indentation", 3, 2)),
        ("- a\n-b", ("yaml-no-colon", 2, 1)),
        ('a: "\\q"', ("yaml-escape", 1, 5)),
        ("a: -", ("yaml-dash", 1, 4)),
        ("a: **b** c", ("yaml-special-character", 1, 4)),
        ("a: [}", ("yaml-no-value", 1, 5)),
        ("%YAML 3.0\n---\na: 1", ("yaml-syntax", 1, 1)),
    ],
)
def test_a_slip_of_syntax_is_named_in_words_at_its_place(
    text: str, wanted: tuple[str, int, int]
):
    assert code_of(text) == wanted


def test_a_duplicate_key_names_both_lines_and_does_not_hide_the_rest():
    problems = Problems()
    text = "a: 1\nb: 2\na: 3\nb: 4\n"
    document = read_yaml(text, Origin("a.yaml"), problems)
    assert document is not None
    assert document.value == {"a": 1, "b": 2}
    assert [(p.line, p.params["first"]) for p in problems.sorted()] == [(3, 1), (4, 2)]


def test_every_key_and_value_has_its_place_in_the_file():
    text = "a:\n  - b: 1\n    c: [x,  y]\n"
    document = read_yaml(text, Origin("a.yaml", line=10, column=2), Problems())
    assert document is not None
    marks = document.marks
    assert marks.key(("a",)) == Place("a.yaml", 11, 3)
    assert marks.value(("a", 0)) == Place("a.yaml", 12, 7)
    assert marks.value(("a", 0, "c", 1)) == Place("a.yaml", 13, 15)
    assert marks.value(("a", 0, "nothing")) == marks.value(("a", 0))


def test_a_line_of_a_literal_text_has_its_own_place():
    document = read_yaml("a: |\n  one\n  two\nb: x\n", Origin("a.yaml"), Problems())
    assert document is not None
    assert document.marks.text(("a",), 1, 2) == Place("a.yaml", 3, 5)
    assert document.marks.text(("b",), 5, 5) == Place("a.yaml", 4, 4)


ANYTHING = st.text(max_size=300)
PIECES = (
    *"[]{}:,-?#&*!|>'\"%@`\n\t ab01\\\u202e\x00\x85\u2028\ufeff\ud800",
    *("---\n", "...\n", "<<: ", "  ", ": ", "- ", "!!str ", "&a ", "*a", "\r\n"),
)
YAMLISH = st.lists(st.sampled_from(PIECES), max_size=80).map("".join)


@given(ANYTHING | YAMLISH)
def test_no_text_raises_anything(text: str):
    problems = Problems()
    document = read_yaml(text, Origin("a.yaml"), problems)
    assert document is not None or problems
    for problem in problems.sorted():
        assert problem.line >= 1
        assert problem.message(str)
        assert problem.hint(str)
