"""Dictated texts, aligned word by word."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.questions.transcripts import Comparison, Rules, compared, words

LOOSE = Rules("de", "auto", case="ignore", punctuation="ignore")
SOFT = Rules("de", "auto", case="soft", punctuation="soft")
STRICT = Rules("de", "none", case="required", punctuation="required")

texts = st.text(alphabet="abÄß1.,! -\n", max_size=30)


def way(given_: str, wanted: str, rules: Rules = LOOSE) -> Comparison:
    return compared(words(given_), words(wanted), rules)


def counts(given_: str, wanted: str, rules: Rules = LOOSE) -> tuple[int, int]:
    found = way(given_, wanted, rules)
    return found.errors, found.remarks


def test_signs_belong_to_the_word_before_them():
    assert [word.text for word in words("„Guten  Tag“ , sagte – er.")] == [
        '"Guten',
        'Tag" ,',
        "sagte -",
        "er.",
    ]
    assert words(" ,. – ") == ()


def test_a_wrong_a_missing_and_a_surplus_word_are_one_error_each():
    wanted = "der Lehrling holt die Säge"

    assert counts(wanted, wanted) == (0, 0)
    assert counts("der Lehrling holt den Säge", wanted) == (1, 0)
    assert counts("der holt die Säge", wanted) == (1, 0)
    assert counts("der Lehrling der holt die Säge", wanted) == (1, 0)
    assert counts("", wanted) == (5, 0)
    # A word left out at the start costs itself, and not everything behind it.
    assert counts("Lehrling holt die Säge", wanted) == (1, 0)


def test_spellings_that_are_equal_cost_nothing_and_slips_are_remarked():
    assert counts("Die Saege ist gross", "die Säge ist groß") == (0, 0)
    assert counts("der Lerhling", "der Lehrling") == (0, 1)
    assert counts("den Lehrling", "der Lehrling") == (1, 0)
    assert counts("15 Schrauben", "16 Schrauben") == (1, 0)
    assert counts("nicht da", "nichts da") == (1, 0)


def test_capitals_and_punctuation_cost_what_the_author_says():
    given_, wanted = "der meister kommt", "Der Meister kommt."

    assert counts(given_, wanted) == (0, 0)
    assert counts(given_, wanted, SOFT) == (0, 3)
    assert counts(given_, wanted, STRICT) == (3, 0)
    assert counts("Der Meister, kommt.", wanted, STRICT) == (1, 0)
    assert counts("„Der Meister kommt.“", wanted, STRICT) == (0, 0)


def test_the_difference_shows_words_and_letters():
    assert way(
        "der Lerling holt Säge heute", "der Lehrling holt die Säge"
    ).difference == (
        ("same", "der Le"),
        ("missing", "h"),
        ("same", "rling holt "),
        ("missing", "die"),
        ("same", " Säge "),
        ("extra", "heute"),
    )
    assert way("ein Hund", "ein Besen").difference == (
        ("same", "ein "),
        ("extra", "Hund"),
        ("missing", "Besen"),
    )


def test_capitals_are_shown_only_where_they_matter():
    assert way("der meister", "Der Meister").difference == (("same", "der meister"),)
    assert way("der Meister", "Der Meister", SOFT).difference[:2] == (
        ("extra", "d"),
        ("missing", "D"),
    )


@given(texts, texts, st.sampled_from([LOOSE, SOFT, STRICT]))
@settings(deadline=None)
@example("a\n-", "- a", STRICT)
def test_the_cheapest_way_is_never_longer_than_writing_everything_anew(
    one, other, rules
):
    given_, wanted = words(one), words(other)
    found = compared(given_, wanted, rules)

    assert [step.given for step in found.steps if step.given] == list(given_)
    assert [step.wanted for step in found.steps if step.wanted] == list(wanted)
    assert abs(len(given_) - len(wanted)) <= found.errors
    if len(given_) <= 2 * len(wanted):
        assert found.errors <= max(len(given_), len(wanted))
    else:
        assert found.errors > len(wanted)
    assert isinstance(found.difference, tuple)


@given(texts, st.sampled_from([LOOSE, SOFT, STRICT]))
def test_a_text_is_equal_to_itself(text, rules):
    found = compared(words(text), words(text), rules)

    assert (found.errors, found.remarks) == (0, 0)
    assert all(piece.kind == "same" for piece in found.difference)
