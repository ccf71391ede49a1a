"""A checked list carried out, and the links of its new people handed out."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from app.accounts import links, people
from app.accounts.models import Link, Person
from app.engines import Busy
from app.learning import enrolments
from app.learning.models import Enrolment
from app.mail.models import Message
from app.office import imports, parcels
from app.publishing.models import PublishedCourse
from tests.factories import NOW
from tests.office.conftest import english_browser
from tests.office.sending import (
    CARRY_OUT,
    HAND_OUT,
    NEW,
    PAGE,
    carry_out,
    check,
    hand_out,
    line,
    number,
    rows_of,
    token,
)
from tests.web import form_on, post, send, text_of


@pytest.fixture
def mail_settings(environment):
    """Let the installation have a mail server."""
    environment["SMTP_HOST"] = "mail.example.pl"


def test_a_checked_list_is_carried_out_on_a_second_button(school, clara, audited):
    page = carry_out(clara, check(clara, NEW))

    assert page.status_code == 200
    assert "The list is done" in text_of(page)
    assert "new accounts 2" in text_of(page)
    with school.database.reading() as session:
        jan = people.by_email(session, "jan@example.pl")
        assert people.organisation_of(session, jan.id) == school.cast.bakery.id
        assert enrolments.open_id(session, jan.learner, "kurs") is not None
    assert len(audited("enrolled")) == 2


def test_the_same_list_twice_enrols_nobody_twice(school, clara):
    checked = check(clara, NEW)
    carry_out(clara, checked)

    again = carry_out(clara, checked)  # the form before is sent once more
    third = check(clara, NEW)

    assert "was enrolled already 2" in text_of(again)
    assert "There is nothing to do" in text_of(third)
    assert (number(school, Person), number(school, Enrolment)) == (7, 2)


def test_names_that_look_like_formulas_or_markup_do_no_harm(school, clara):
    text = "=HYPERLINK(1);@SUM;jan@example.pl\n<b>alert(1)</b>;Ola;o@example.pl"

    page = carry_out(clara, check(clara, text))

    assert "<b>alert" not in page.get_data(as_text=True)
    (first, second) = rows_of(hand_out(clara, page))
    assert first[:2] == ["'=HYPERLINK(1)", "'@SUM"]
    assert second[0] == "<b>alert(1)</b>"


def test_without_mail_the_links_are_a_file_of_its_own(school, clara):
    done = carry_out(clara, check(clara, NEW + line(school.cast.ana)))
    assert number(school, Link) == 0

    file = hand_out(clara, done)

    assert file.mimetype == "text/csv"
    assert file.headers["Cache-Control"] == "no-store"
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert file.get_data().startswith("\ufeff".encode())
    rows = rows_of(file)
    assert [row[:3] for row in rows] == [
        ["Nowak", "Jan", "jan@example.pl"],
        ["Zięba", "Ola", "ola@example.pl"],
    ]
    with school.database.reading() as session:
        for row in rows:
            link = links.find(session, token(row))
            assert link.person_id == people.by_email(session, row[2]).id
    jan = school.browser()
    path = rows[0][3].removeprefix("http://localhost")
    assert jan.get(path).status_code == 200


def test_links_made_again_end_those_before(school, clara):
    done = carry_out(clara, check(clara, NEW))
    first = rows_of(hand_out(clara, done))

    second = rows_of(hand_out(clara, done))

    with school.database.reading() as session:
        assert links.find(session, token(first[0])) is None
        assert links.find(session, token(second[0])) is not None
    assert number(school, Link) == 2


def test_who_has_a_password_gets_no_link_by_a_list(school, clara):
    done = carry_out(clara, check(clara, line(school.cast.ana)))

    answer = hand_out(clara, done, follow_redirects=True)

    assert "has chosen a password already" in text_of(answer)
    assert number(school, Link) == 0


@pytest.mark.usefixtures("mail_settings")
def test_with_mail_new_people_are_invited_by_mail_once(school, clara):
    checked = check(clara, NEW, language="de")
    for _click in range(2):
        page = carry_out(clara, checked)

    with pytest.raises(LookupError):
        form_on(page, HAND_OUT)
    assert post(clara, PAGE + "/invitations").status_code == 404
    with school.database.reading() as session:
        mails = session.scalars(sa.select(Message)).all()
        assert sorted(mail.recipient for mail in mails) == [
            "jan@example.pl",
            "ola@example.pl",
        ]
        for mail in mails:
            token = re.search(r"/links/([\w-]{43})", mail.body).group(1)
            assert links.find(session, token) is not None


def test_a_list_of_one_is_worth_nothing_to_another(school, clara, darek):
    """What Clara had checked, sent by Darek: nothing, by the signature alone."""
    carried = form_on(check(clara, line(school.cast.bruno)), CARRY_OUT)
    stolen = dict(carried.fields)["list"]

    for address in (PAGE + "/enrolments", PAGE + "/invitations"):
        answer = post(darek, address, {"list": stolen}, follow_redirects=True)
        assert "This list was checked too long ago." in text_of(answer)
    assert number(school, Enrolment) == 0


def test_a_list_signed_for_oneself_is_still_held_to_the_scope(school, darek):
    with school.app.test_request_context():
        parcel = parcels.Parcel(
            [
                parcels.Entry(1, "Wójcik", "Bruno", school.cast.bruno.email),
                parcels.Entry(2, "Nowak", "Jan", "jan@example.pl", "Cech Stolarzy"),
                parcels.Entry(3, "Zięba", "Ola", "ola@example.pl"),
            ],
            "kurs",
            school.cast.joiners.id,
            "pl",
        )
        text = parcels.packed(parcel, school.cast.darek.id)

    page = post(darek, PAGE + "/enrolments", {"list": text})

    assert "Lines that were no longer possible" in text_of(page)
    assert "new accounts 0" in text_of(page)
    assert (number(school, Enrolment), number(school, Person)) == (0, 5)


@pytest.mark.parametrize("carried", ["", "nonsense", "a.b.c", "x" * 950_000])
def test_a_list_that_was_not_signed_is_not_carried_out(school, clara, carried):
    answer = post(clara, PAGE + "/enrolments", {"list": carried})

    assert answer.status_code == 303
    assert number(school, Enrolment) == 0


def test_a_list_checked_yesterday_is_checked_again(school, clara, monkeypatch):
    checked = check(clara, NEW)
    monkeypatch.setattr(parcels, "KEPT_SECONDS", -1)

    answer = carry_out(clara, checked, follow_redirects=True)

    assert "This list was checked too long ago. Send it again." in text_of(answer)
    assert number(school, Person) == 5


def test_a_course_taken_off_meanwhile_enrols_nobody(school, clara):
    checked = check(clara, NEW)
    with school.database.writing() as session:
        session.get_one(PublishedCourse, "kurs").withdrawn_at = NOW

    assert carry_out(clara, checked).status_code == 303
    assert number(school, Person) == 5


def test_only_staff_reach_the_list(school):
    ewa = english_browser(school, school.cast.ewa)

    for address in (PAGE, PAGE + "/enrolments", PAGE + "/invitations"):
        assert post(ewa, address).status_code == 403


def test_a_long_list_shows_how_far_it_is(school, clara):
    lines = "".join(f"Nowak;Jan;jan{n}@example.pl;\n" for n in range(450))
    checked = check(clara, lines)
    assert "250 more lines are not shown." in text_of(checked)
    form = form_on(checked, CARRY_OUT)

    page = send(clara, form, page=PAGE, buffered=False)

    pieces = [piece.decode() for piece in page.iter_encoded()]
    assert "100 of 450 lines" in pieces[1]
    assert "The list is done" in pieces[-2]
    assert pieces[-1].endswith("</html>")
    assert page.headers["X-Accel-Buffering"] == "no"
    assert number(school, Enrolment) == 450


def test_a_browser_that_goes_away_leaves_whole_turns(school, clara):
    lines = "".join(f"Nowak;Jan;jan{n}@example.pl;\n" for n in range(250))
    checked = check(clara, lines)
    page = send(clara, form_on(checked, CARRY_OUT), page=PAGE, buffered=False)
    pieces = page.iter_encoded()
    assert "100 of 250 lines" in [next(pieces), next(pieces)][1].decode()

    page.close()

    assert number(school, Enrolment) == number(school, Person) - 5 == 100
    assert "new accounts 150" in text_of(carry_out(clara, checked))


def test_what_cannot_be_written_is_told_and_goes_on_later(school, clara, monkeypatch):
    lines = "".join(f"Nowak;Jan;jan{n}@example.pl;\n" for n in range(250))
    checked = check(clara, lines)
    monkeypatch.setattr("app.office.turns.PAUSE_SECONDS", 0)
    broken = _breaking_after(2, monkeypatch)

    page = carry_out(clara, checked)

    assert "The rest is not written yet" in text_of(page)
    assert "200 of 250 lines" in text_of(page)
    assert number(school, Enrolment) == 200
    broken.clear()
    page = carry_out(clara, page)
    assert "The list is done" in text_of(page)
    assert (number(school, Enrolment), number(school, Person)) == (250, 255)


def _breaking_after(number, monkeypatch):
    """Let all writing after some batches find the database busy, until cleared."""
    turns, real = [], imports.carry_out
    state = ["broken"]

    def carry_out(*args, **options):
        turns.append(1)
        if state and len(turns) > number:
            raise Busy
        return real(*args, **options)

    monkeypatch.setattr(imports, "carry_out", carry_out)
    return state
