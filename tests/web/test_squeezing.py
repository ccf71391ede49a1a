"""A page compressed around its slots is the page, whatever stands in it."""

from __future__ import annotations

import gzip
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web import squeezing
from app.web.squeezing import Squeezer

TEXT = "<p>Czeladnik czyta o umowie, zanim ją podpisze.</p>" * 40


@given(st.lists(st.text(max_size=300), max_size=9), st.randoms())
def test_what_is_unpacked_is_what_was_packed(pieces, random):
    squeezer = Squeezer()
    for _ in range(2):
        body = "".join(pieces).encode()
        assert gzip.decompress(squeezer.gzip(body, pieces)) == body
        # The same texts around other slots come out of what was kept.
        for number in range(1, len(pieces), 2):
            pieces[number] = "".join(random.sample(pieces[number], len(pieces[number])))


def test_slots_differ_and_the_text_around_them_is_compressed_once(monkeypatch):
    squeezer = Squeezer()
    first = [TEXT, "a" * 91, TEXT]
    second = [TEXT, "b" * 91, TEXT]
    one = squeezer.gzip("".join(first).encode(), first)
    monkeypatch.setattr(squeezing, "_compressed", None)
    two = squeezer.gzip("".join(second).encode(), second)

    assert gzip.decompress(two).decode() == "".join(second)
    assert len(one) == len(two) < 400


@given(
    st.lists(st.text(max_size=200), min_size=2, max_size=12),
    st.lists(st.text(min_size=8, max_size=120), min_size=1, max_size=3),
    st.data(),
)
def test_slots_that_say_the_same_come_out_whatever_they_say(texts, fillings, data):
    squeezer = Squeezer()
    chosen = [data.draw(st.sampled_from(range(len(fillings)))) for _ in texts[1:]]
    for turn in range(3):
        pieces = [texts[0]]
        for filling, text in zip(chosen, texts[1:], strict=True):
            pieces += (_turned(fillings[filling], turn), text)
        body = "".join(pieces).encode()
        assert gzip.decompress(squeezer.gzip(body, pieces)) == body


def test_a_token_said_often_weighs_little_more_than_said_once():
    token = secrets.token_urlsafe(68)
    once, often = [TEXT, token, TEXT], [TEXT, *[token, TEXT] * 12]
    sizes = [len(Squeezer().gzip("".join(one).encode(), one)) for one in (once, often)]

    assert sizes[1] - sizes[0] < 12 * 40


def test_a_repeat_too_far_back_is_said_again():
    far = secrets.token_urlsafe(40_000)
    pieces = [TEXT, "a token of form", far, "a token of form", TEXT]
    body = "".join(pieces).encode()

    assert gzip.decompress(Squeezer().gzip(body, pieces)) == body


def test_a_slot_of_another_length_is_another_page():
    squeezer = Squeezer()
    for filling in ("Ana", "Bartłomiej", "", "ż" * 40_000):
        pieces = [TEXT, filling, TEXT, filling, TEXT]
        body = "".join(pieces).encode()
        assert gzip.decompress(squeezer.gzip(body, pieces)) == body


@pytest.mark.parametrize(
    "pieces",
    [
        (),
        ["something else", "x", "altogether"],
        [TEXT, "an even number of pieces"],
        [TEXT + "\x01" * 500, "\x01" * 300, "\x01" * 300 + TEXT],
    ],
)
def test_pieces_that_cannot_be_used_are_not_looked_at(pieces):
    body = ("".join(pieces) if "\x01" in str(pieces) else TEXT).encode()
    for _ in range(2):
        assert gzip.decompress(Squeezer().gzip(body, pieces)) == body


def test_the_oldest_pages_go_when_there_are_too_many(monkeypatch):
    monkeypatch.setattr(squeezing, "MOST", 2)
    squeezer = Squeezer()
    for word in ("one", "two", "three"):
        squeezer.gzip(word.encode(), [word])

    assert len(squeezer._kept) == 2


def _turned(text, turn):
    """Return another text of the same length, in bytes too."""
    return text[turn:] + text[:turn]
