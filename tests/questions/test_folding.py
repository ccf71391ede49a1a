"""Spellings that are equal become one; others stay apart."""

import unicodedata
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.questions.folding import bare, fold, spelled_out, without_end

ODD = (
    "äöüÄÖÜßẞıIİłŁżŻaAeEuU05 .,;:!?…'\"„”`´-"
    "–\u00a0\u200b\u0301\u0308\u030c\u1fef\u2000JΣς"
)
texts = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from(ODD))
profiles = st.sampled_from(["de", "pl", "en"])


@settings(max_examples=400)
@given(texts, profiles, st.booleans())
def test_folding_twice_changes_nothing_more(text, profile, keep_case):
    once = fold(text, profile, keep_case=keep_case)

    assert fold(once, profile, keep_case=keep_case) == once


@settings(max_examples=400)
@given(texts, profiles)
def test_composed_and_decomposed_letters_are_the_same(text, profile):
    forms = {
        fold(unicodedata.normalize(form, text), profile) for form in ("NFC", "NFD")
    }

    assert len(forms) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mädchen", "Maedchen"),
        ("Straße", "STRASSE"),
        ("STRAẞE", "strasse"),
        ("Fluß", "Fluss"),
        ("Übung", "uebung"),
        ("Guten Tag!", "guten  tag"),
        ("„Haus“", '"Haus"'),
        ("Wie geht's?", "Wie gehts"),
        ("Wie geht’s?", "Wie geht's"),
        ("Montag–Freitag", "Montag-Freitag"),
        ("10\u00a0Uhr", "10 Uhr"),
        ("Ar\u00adbeit", "Arbeit"),
        ("u\u0308ber", "über"),
        ("Ja, gern", "Ja gern"),
        ("Ja,gern", "ja gern"),
        ("„Ja” sagen", "ja sagen"),
        ("Nein, am 3. Mai", "nein am 3 Mai"),
        ("z. B.", "z.B."),
        ("Guten Tag! Ich bin neu.", "Guten Tag, ich bin neu"),
    ],
)
def test_german_spellings_that_are_equal(one, other):
    assert fold(one, "de") == fold(other, "de")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Madchen", "Mädchen"),
        ("Mann", "Mängel"),
        ("Maß", "Mas"),
        ("3,5", "35"),
        ("3,5", "3 5"),
        (",5", "5"),
        ('12"', "12"),
        ("12.30", "12:30"),
    ],
)
def test_german_spellings_that_are_not_equal(one, other):
    assert fold(one, "de") != fold(other, "de")


def test_a_written_ue_is_never_taken_for_an_umlaut():
    assert fold("aktuell, manuell, genauer", "de") == "aktuell manuell genauer"


@pytest.mark.parametrize(("one", "other"), [("ŁÓDŹ", "łódź"), ("Żółw.", "żółw")])
def test_polish_spellings_that_are_equal(one, other):
    assert fold(one, "pl") == fold(other, "pl")


@pytest.mark.parametrize(
    ("one", "other"), [("sąd", "sad"), ("łaska", "laska"), ("ß", "ss"), ("ä", "ae")]
)
def test_polish_spellings_that_are_not_equal(one, other):
    assert fold(one, "pl") != fold(other, "pl")


def test_capital_letters_count_where_they_are_kept():
    assert fold("Haus", "de", keep_case=True) != fold("haus", "de", keep_case=True)
    assert fold("ÄRGER", "de", keep_case=True) == fold("AERGER", "de", keep_case=True)
    assert fold("Ärger", "de", keep_case=True) == fold("Aerger", "de", keep_case=True)


def test_signs_alone_stay_what_they_are():
    assert fold("?", "en") != fold("!", "en")
    assert fold("...", "en") == fold("…", "en")


def test_letters_lose_their_diacritics_also_where_none_can_be_taken_off():
    assert bare("zażółć gęślą jaźń Łódź") == "zazolc gesla jazn Lodz"
    assert bare("Mädchen") == "Madchen"


def test_german_is_spelled_out_for_display_with_its_capitals():
    assert spelled_out("Übung ÜBUNG Straße geht's") == "Uebung UEBUNG Strasse gehts"


def test_a_final_full_stop_is_not_shown_as_a_difference():
    assert without_end("  Guten\u00a0 Tag! ") == "Guten Tag"


def test_a_flood_of_apostrophes_is_folded_at_once():
    begun = perf_counter()

    fold("'" * 30_000, "de")

    assert perf_counter() - begun < 1
