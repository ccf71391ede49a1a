"""A list of people sent by staff: checked before anything is written."""

from __future__ import annotations

import pytest

from app.accounts.models import Person
from app.learning.models import Enrolment
from tests.factories import NOW, make_person
from tests.office.sending import (
    CARRY_OUT,
    NEW,
    PAGE,
    check,
    check_file,
    line,
    number,
)
from tests.web import form_on, text_of


def test_a_list_is_checked_before_anything_is_written(school, clara):
    known = f"Ktoś;Inny;{school.cast.bruno.email};\n"

    page = check(clara, NEW + known)

    words = text_of(page)
    assert page.status_code == 200
    assert "Nothing is written yet." in words
    assert "new accounts, invited and enrolled 2" in words
    assert "Nowak Jan jan@example.pl Piekarnia Łąka new account" in words
    assert "Wójcik Bruno" in words
    assert "Inny" not in words
    assert (number(school, Person), number(school, Enrolment)) == (5, 0)


def test_one_bad_line_keeps_the_whole_list_from_being_written(school, clara):
    page = check(clara, NEW + "Lis;Ewa;ewa@;Piekarnia Laka\n")

    words = text_of(page)
    assert page.status_code == 422
    assert "1 line cannot be used" in words
    assert "3 “ewa@” is no e-mail address." in words
    assert "Nowak;Jan;jan@example.pl" in words  # to be corrected on the spot
    with pytest.raises(LookupError):
        form_on(page, CARRY_OUT)
    assert number(school, Person) == 5


def test_all_problems_are_told_in_the_order_of_lines(school, clara):
    text = (
        "Nowak;Jan;jan@example.pl;Piekarnia Laka\n;Ola;ola@example.pl\n"
        "Lis;Ewa;jan@example.pl\n"
    )

    words = text_of(check(clara, text))

    order = ["Did you mean “Piekarnia Łąka”?", "family name is missing", "in line 1."]
    assert [words.index(one) for one in order] == sorted(words.index(o) for o in order)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "The list is empty."),
        ("Imię i nazwisko;E-mail\nAna Łucka;a@b.pl", "“Family name” is not among"),
        ("Imię;Vorname;E-mail;Nazwisko\na;b;c;d", "the column “Vorname” twice"),
    ],
)
def test_a_list_that_cannot_be_read_is_answered_in_words(clara, text, words):
    page = check(clara, text)

    assert page.status_code == 422
    assert words in text_of(page)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1250"])
def test_a_file_is_read_as_excel_saves_it(clara, encoding):
    page = check_file(clara, f"Nazwisko;Imię;E-mail;Pesel\n{NEW}".encode(encoding))

    words = text_of(page)
    assert page.status_code == 200
    assert "Zięba Ola" in words
    assert "These columns are left out: Pesel." in words
    assert ("it was read as Windows-1250" in words) == (encoding == "cp1250")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04workbook", "This is a workbook, not a list."),
        (b"\x89PNG\r\n\0\0", "This file is no text."),
        (b"", "The list is empty."),
    ],
)
def test_a_file_that_is_no_list_is_answered_in_words(clara, data, words):
    page = check_file(clara, data)

    assert page.status_code == 422
    assert words in text_of(page)


def test_a_list_is_pasted_or_a_file_and_not_both(clara):
    page = check_file(clara, NEW.encode(), text=NEW)

    assert "not both" in text_of(page)


def test_a_body_that_is_too_large_is_refused_whole(clara):
    kind = "multipart/form-data; boundary=x"
    page = clara.post(PAGE, data=b"x" * (2 * 1024 * 1024 + 1), content_type=kind)

    assert page.status_code == 413


def test_staff_of_a_guild_enrol_their_people_and_nobody_else(school, darek):
    foreign = line(school.cast.bruno) + "Lis;Ewa;ewa@example.pl;Cech Stolarzy\n"

    page = check(darek, NEW + foreign)

    words = text_of(page)
    assert page.status_code == 422
    assert "has an account outside your organisations" in words
    assert "No organisation of yours is called “Cech Stolarzy”" in words
    assert "Bruno" not in words.split("Course", 1)[0]
    assert check(darek, NEW).status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [{"course": "nonsense"}, {"organisation": "nonsense"}, {"language": "fr"}],
)
def test_a_choice_that_was_not_offered_is_refused(school, clara, wrong):
    assert check(clara, NEW, **wrong).status_code == 422


def test_a_deactivated_person_stops_the_list_with_a_reason(school, clara):
    with school.database.writing() as session:
        gone = make_person(session, deactivated_at=NOW)

    assert "This account is deactivated." in text_of(check(clara, line(gone)))
