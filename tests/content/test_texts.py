"""From bytes to text that is what it looks like."""

import pytest

from app.content.problems import Problems
from app.content.texts import decode


def decoded(data: bytes) -> tuple[str | None, list[tuple[str, int, int]]]:
    problems = Problems()
    text = decode(data, "a.md", problems)
    return text, [(p.code, p.line, p.column) for p in problems.sorted()]


def test_a_byte_order_mark_is_taken_away():
    assert decoded("\ufeffzażółć".encode()) == ("zażółć", [])


def test_the_line_ends_of_all_systems_become_one():
    assert decoded(b"a\r\nb\rc\n") == ("a\nb\nc\n", [])


def test_windows_1250_is_named_with_its_first_strange_byte():
    data = "ok\ntitle: Zażółć".encode("cp1250")
    assert decoded(data) == (None, [("encoding", 2, 10)])


def test_the_place_of_a_strange_byte_counts_past_a_byte_order_mark():
    assert decoded(b"\xef\xbb\xbfab\n\xff") == (None, [("encoding", 2, 1)])


@pytest.mark.parametrize(
    "text", ["a\x00b", "a\x1b[31mb", "a\x7fb", "a\u2028b", "a\ufeffb"]
)
def test_control_characters_are_refused(text: str):
    assert decoded(text.encode()) == (None, [("control-character", 1, 2)])


@pytest.mark.parametrize("character", "\u202a\u202e\u2066\u2069")
def test_hidden_turns_of_direction_are_refused(character: str):
    assert decoded(f"a\nbc{character}".encode()) == (None, [("bidi-character", 2, 3)])


def test_all_strange_characters_of_a_file_are_named_up_to_twenty():
    assert len(decoded(b"\x01\n" * 3)[1]) == 3
    assert len(decoded(b"\x01\n" * 500)[1]) == 20


def test_polish_and_german_typography_passes():
    text = "„Zażółć” – ß Ü 18³ᶜᵃ \u00a0\u200b\u200d…\t"
    assert decoded(text.encode()) == (text, [])
