"""Tiles that make sentences: found again in them, and compared."""

from hypothesis import given
from hypothesis import strategies as st

from app.questions.score import FULL
from app.questions.sentences import built, folded, likeness, sentence, word_difference

WORDS = st.lists(
    st.sampled_from(["a", "ab", "b", "ba", "Ä", "c,"]), min_size=2, max_size=8
)


@given(WORDS, st.randoms())
def test_a_sentence_is_built_of_its_own_tiles(words, rng):
    tiles = words.copy()
    rng.shuffle(tiles)
    text = sentence(words, ".", capital=True)

    places = built(text, tiles, ".")

    assert places is not None
    assert sorted(places) == sorted(set(places))
    assert folded("".join(tiles[place] for place in places)) == folded("".join(words))


def test_many_alike_tiles_are_given_up_in_time():
    assert built("a" * 59 + "b", ["a", "aa"] * 20, "") is None


@given(WORDS, WORDS)
def test_only_the_same_order_is_wholly_alike(given_words, right):
    mark = likeness(tuple(given_words), tuple(right))

    assert 0 <= mark <= FULL
    assert (mark == FULL) == (given_words == right)


@given(WORDS, WORDS)
def test_a_difference_spells_both_sentences(given_words, right):
    pieces = word_difference(given_words, right)
    spelled = {
        kind: "".join(piece.text for piece in pieces if piece.kind in {"same", kind})
        for kind in ("extra", "missing")
    }

    # Of words that are alike but for capitals, the given one is shown.
    for kind, words in (("extra", given_words), ("missing", right)):
        assert folded(spelled[kind]).replace(" ", "") == folded("".join(words))
