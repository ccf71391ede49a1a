"""Slips are forgiven by the length of a word, and never where they change the sense."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.questions.typos import Spelling, slips, tolerance


def forgiven(given_, wanted, fold="de", typos="auto", keep_case=False):
    texts = (given_, wanted)
    one, other = (Spelling.of(text, fold, keep_case=keep_case) for text in texts)
    return slips(one, other, typos) is not None


@pytest.mark.parametrize(
    ("letters", "typos", "most"),
    [
        (4, "auto", 0),
        (5, "auto", 1),
        (8, "auto", 1),
        (9, "auto", 2),
        (40, "auto", 2),
        (40, "none", 0),
        (2, 1, 0),
        (3, 1, 1),
        (5, 2, 1),
        (6, 2, 2),
    ],
)
def test_tolerance_grows_with_the_length(letters, typos, most):
    assert tolerance(letters, typos) == most


@pytest.mark.parametrize(
    ("given_", "wanted"),
    [
        ("Tichler", "Tischler"),
        ("Tishcler", "Tischler"),
        ("Tischlr", "Tischler"),
        ("Gewerkshaft", "Gewerkschaft"),
        ("Madchen", "Mädchen"),
        ("Maedchn", "Mädchen"),
        ("der Tichler", "der Tischler"),
        ("Arbeits vertrag", "Arbeitsvertrag"),
        ("gutentag", "Guten Tag"),
        ("Ja gern", "Ja, gern"),
        ("am 3 Mai 2026", "am 3. Mai 2026"),
        ("Untrnehmer", "Unternehmer"),
        ("nternehmer", "Unternehmer"),
    ],
)
def test_a_slip_is_forgiven(given_, wanted):
    assert forgiven(given_, wanted)


@pytest.mark.parametrize(
    ("given_", "wanted"),
    [
        ("die", "der"),
        ("die Tischler", "der Tischler"),
        ("Hauz", "Haus"),
        ("Tischr", "Tischler"),
        ("Gewerksht", "Gewerkschaft"),
        ("Lehrling Meister", "Meister Lehrling"),
        ("der gute Tischler", "der Tischler"),
        ("", "Tischler"),
        ("für", "vor"),
        ("fur", "für"),
    ],
)
def test_more_than_a_slip_is_not_forgiven(given_, wanted):
    assert not forgiven(given_, wanted)


@pytest.mark.parametrize(
    ("given_", "wanted"),
    [
        ("am 3. Mai 2025", "am 3. Mai 2026"),
        ("Paragraf 12 Absatz 1", "Paragraf 1 Absatz 12"),
        ("EN13813x", "EN13813"),
        ("1,5 Meter", "15 Meter"),
        ("zehn10zehn", "zehn11zehn"),
    ],
)
def test_digits_always_have_to_agree(given_, wanted):
    assert not forgiven(given_, wanted)


@pytest.mark.parametrize(
    ("given_", "wanted", "fold"),
    [
        ("keine Pause", "meine Pause", "de"),
        ("eine Pause", "keine Pause", "de"),
        ("das ist nich gut", "das ist nicht gut", "de"),
        ("nichts", "nicht", "de"),
        ("keiner Pause", "keine Pause", "de"),
        ("befristet", "unbefristet", "de"),
        ("ineffizient", "effizient", "de"),
        ("niewolno pracować", "nie wolno pracować", "pl"),
        ("żadna", "ładna", "pl"),
        ("dont touch", "do touch", "en"),
        ("necessary", "unnecessary", "en"),
        ("never there", "fever there", "en"),
    ],
)
def test_no_slip_adds_or_drops_a_negation(given_, wanted, fold):
    assert not forgiven(given_, wanted, fold)
    assert not forgiven(wanted, given_, fold)


@pytest.mark.parametrize(
    ("given_", "wanted"),
    [
        ("zaklad", "zakład"),
        ("swieto panstwowe", "święto państwowe"),
        ("świeto panstwowe", "święto państwowe"),
        ("sad pracy", "sąd pracy"),
        ("swieto panstwowee", "święto państwowe"),
        ("rzemieślnik", "rzemieslnik"),
    ],
)
def test_polish_without_its_diacritics_is_forgiven(given_, wanted):
    assert forgiven(given_, wanted, "pl")


@pytest.mark.parametrize(("given_", "wanted"), [("sad", "sąd"), ("kat", "kąt")])
def test_diacritics_count_in_short_answers(given_, wanted):
    assert not forgiven(given_, wanted, "pl")


def test_nothing_is_forgiven_where_the_author_says_so():
    assert not forgiven("Tichler", "Tischler", typos="none")


def test_the_author_sets_how_much_is_forgiven_in_all():
    assert forgiven("Tichler Miester", "Tischler Meister", typos=2)
    assert not forgiven("Tichler Miester", "Tischler Meister", typos=1)
    assert not forgiven("Tichler Miester Gesele", "Tischler Meister Geselle")


def test_case_is_no_slip_where_it_is_required():
    assert not forgiven("tischler", "Tischler", keep_case=True)
    assert forgiven("Tichler", "Tischler", keep_case=True)
    assert not forgiven("tichler", "Tischler", keep_case=True)


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_whatever_raises(one, other):
    forgiven(one, other)


@given(st.text(min_size=1, max_size=40), st.sampled_from(["de", "pl", "en"]))
def test_what_is_equal_needs_nothing_forgiven(text, fold):
    spelling = Spelling.of(text, fold)

    if sum(len(word.bare) for word in spelling.words) >= 5:
        assert slips(spelling, spelling, "auto") == (0, 0)
