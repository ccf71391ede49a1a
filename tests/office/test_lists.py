"""Lists as people send them: from Excel, from mail, with slips in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.office import lists, messages
from app.office.lists import Entry, Unreadable

ANA = Entry(1, "Łucka", "Ana", "ana@example.pl")


@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_any_of_the_usual_signs_may_separate_columns(sign):
    text = sign.join(["Łucka", "Ana", "ana@example.pl", "Piekarnia Łąka"])

    assert lists.read(text).entries == (
        Entry(1, "Łucka", "Ana", "ana@example.pl", "Piekarnia Łąka"),
    )


@pytest.mark.parametrize(
    "header",
    [
        "Nazwisko;Imię;E-mail;Cech",
        "FAMILIENNAME;Vorname;E-Mail-Adresse;Betrieb",
        "Family name;First name;Email;Organisation",
        "\ufeffnazwisko;IMIĘ;adres e-mail;zakład pracy",
    ],
)
def test_a_header_may_be_in_any_language(header):
    found = lists.read(f"{header}\nŁucka;Ana;ana@example.pl;Piekarnia")

    assert found.entries == (Entry(2, "Łucka", "Ana", "ana@example.pl", "Piekarnia"),)
    assert found.ignored == ()


def test_with_a_header_columns_may_stand_in_any_order_among_others():
    found = lists.read("Lp.;E-mail;Telefon;Imię;Nazwisko\n1;ANA@Example.PL;1;Ana;Łucka")

    assert found.entries == (Entry(2, "Łucka", "Ana", "ana@example.pl"),)
    assert found.ignored == ("Lp.", "Telefon")


def test_lines_are_counted_as_an_editor_counts_them():
    before = "\r\nŁucka;Ana;ana@example.pl\r\n;;\r\n"

    found = lists.read(before + '"Nowak\nZięba";Jan;jan@example.pl\n\nLis;x')

    assert [entry.line for entry in found.entries] == [2, 4]
    assert found.entries[1].family_name == "Nowak Zięba"
    assert [(one.line, one.code) for one in found.problems] == [(7, "fields")]


def test_every_problem_of_every_line_is_told_at_once():
    text = "\n".join(
        [
            "Łucka;Ana;ana@example.pl",
            ";Jan;jan@",
            "Lis;;",
            "Wójcik;Bruno;ANA@example.pl ",
            f"{'x' * 101};Jan;jan@example.pl",
            "Nowak;Jan;jan@example.pl;Cech;jeszcze coś",
        ]
    )

    found = lists.read(text)

    assert found.entries == (ANA,)
    assert [(one.line, one.code, dict(one.params)) for one in found.problems] == [
        (2, "family-name", {}),
        (2, "email", {"email": "jan@"}),
        (3, "given-name", {}),
        (3, "no-email", {}),
        (4, "email-twice", {"other": 1}),
        (5, "name-long", {"most": 100}),
        (6, "fields", {"found": 5}),
    ]


def test_an_open_quotation_mark_is_told_where_it_begins():
    found = lists.read('Łucka;Ana;ana@example.pl\nNowak;"Jan;jan@example.pl\nLis;A;b')

    assert found.entries == (ANA,)
    assert [(one.line, one.code) for one in found.problems] == [(2, "quotes")]


def test_what_looks_like_a_formula_is_a_name_like_any_other():
    found = lists.read("=HYPERLINK(1);@SUM;ana@example.pl")

    assert found.entries[0].family_name == "=HYPERLINK(1)"
    assert found.entries[0].given_name == "@SUM"


def test_signs_that_nobody_sees_are_left_out():
    found = lists.read("Łu\u200bcka;\u202eAna\u00a0;ana@example.pl")

    assert found.entries == (ANA,)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        (" \n\t\n \ufeff", "empty"),
        (";;;\n;;", "empty"),
        ("Imię i nazwisko;E-mail\nAna Łucka;ana@example.pl", "columns"),
        ("Nazwisko;Imię;Nachname;E-mail\na;b;c;d", "column-twice"),
        ("x" * (lists.LONGEST_TEXT + 1), "too-long"),
        ("a;b;c@d.pl\n" * (lists.LONGEST + 1), "too-long"),
    ],
)
def test_a_list_that_cannot_be_read_says_why(text, code):
    with pytest.raises(Unreadable) as found:
        lists.read(text)
    assert found.value.code == code
    assert messages.UNREADABLE[code] % found.value.params


def test_ten_thousand_people_and_a_header_are_not_too_many():
    lines = [f"Nowak;Jan;jan{number}@example.pl" for number in range(lists.LONGEST)]

    found = lists.read("\n".join(["nazwisko;imię;e-mail", *lines]))

    assert len(found.entries) == lists.LONGEST


@pytest.mark.parametrize(
    ("data", "guessed"),
    [
        ("Żółć;Ana".encode(), False),
        ("Żółć;Ana".encode("utf-8-sig"), False),
        ("Żółć;Ana".encode("utf-16"), False),
        ("Żółć;Ana".encode("cp1250"), True),
    ],
)
def test_files_are_read_as_excel_saves_them(data, guessed):
    assert lists.decoded(data) == ("Żółć;Ana", guessed)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04rest", "workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "workbook"),
        (b"%PDF-1.7\0\0", "not-text"),
        (b"\x81\x83\x90", "not-text"),
        (b"\xff\xfea", "not-text"),
    ],
)
def test_a_file_that_is_no_list_says_so(data, code):
    with pytest.raises(Unreadable) as found:
        lists.decoded(data)
    assert found.value.code == code


@given(st.text(alphabet=st.sampled_from(list('ab@.;,\t"\n\r ł\0\u2028=')), max_size=80))
def test_no_text_breaks_the_reader(text):
    found = _read_or_refused(lists.read, text)

    entries = found.entries if found else ()
    assert len({one.email for one in entries}) == len(entries)
    for problem in found.problems if found else ():
        assert messages.PROBLEMS[problem.code] % problem.params


@given(st.binary(max_size=60))
def test_no_file_breaks_the_reader(data):
    _read_or_refused(lists.decoded, data)


def _read_or_refused(reader, given):
    """Return what the reader makes of it, None when it says why it cannot."""
    try:
        return reader(given)
    except Unreadable as error:
        return messages.UNREADABLE[error.code] % error.params and None
