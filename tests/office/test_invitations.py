"""Accounts made for others: added, invited, given a link for a new password."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.accounts import links, people
from app.accounts.models import Link, Membership, Person
from app.accounts.rules import Purpose
from app.mail.models import Message
from app.web.identity import Scope
from tests.factories import NOW, make_grant, make_membership, make_person
from tests.office.conftest import english_browser
from tests.web import form_on, post, submit, text_of

JAN = {
    "family_name": " Nowak ",
    "given_name": "Jan",
    "email": " Jan@Example.PL",
    "language": "de",
}
LINK = re.compile(r"http://localhost(/links/[\w-]{43})")


@pytest.fixture
def mail_settings(environment):
    """Let the installation have a mail server."""
    environment["SMTP_HOST"] = "mail.example.pl"


def test_somebody_added_gets_an_account_without_password_and_a_link(
    school, clara, audited
):
    page = submit(
        clara, "/people/invitation", {**JAN, "organisation": str(school.cast.bakery.id)}
    )

    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    link = _link_of(school, page)
    assert link.expires_at == NOW + timedelta(days=14)
    with school.database.reading() as session:
        jan = people.by_email(session, "jan@example.pl")
        assert (jan.given_name, jan.family_name) == ("Jan", "Nowak")
        assert (jan.password_hash, jan.locale, link.person_id) == (None, "de", jan.id)
        assert people.organisation_of(session, jan.id) == school.cast.bakery.id
    assert [one.action for one in audited("registered", "invited")] == [
        "registered",
        "invited",
    ]
    assert {one.actor for one in audited("registered", "invited")} == {
        school.cast.clara.id
    }


def test_the_link_works_and_lets_its_owner_choose_a_password(school, clara):
    page = submit(clara, "/people/invitation", JAN)
    path = LINK.search(page.get_data(as_text=True)).group(1)

    jan = school.browser()
    done = submit(jan, path, {"new_password": "sosna-w-oknie-pracowni"})

    assert done.status_code == 303
    assert jan.get("/learning").status_code == 200


@pytest.mark.usefixtures("mail_settings")
def test_with_mail_the_invitation_is_sent_and_not_shown(school, clara):
    page = submit(clara, "/people/invitation", JAN)

    assert page.status_code == 303
    assert not LINK.search(page.get_data(as_text=True))
    with school.database.reading() as session:
        mail = session.scalars(sa.select(Message)).one()
        assert mail.recipient == "jan@example.pl"
        path = LINK.search(mail.body).group(1)
        assert links.find(session, path.rpartition("/")[2]) is not None


@pytest.mark.parametrize(
    "wrong",
    [
        {"family_name": "  "},
        {"given_name": "x" * 101},
        {"email": "jan@"},
        {"email": ""},
        {"language": "fr"},
        {"organisation": "00000000-0000-0000-0000-000000000000"},
        {"organisation": "nonsense"},
    ],
)
def test_wrong_input_makes_no_account_and_keeps_what_was_typed(school, clara, wrong):
    page = submit(clara, "/people/invitation", {**JAN, **wrong})

    assert page.status_code == 422
    kept = {**JAN, **wrong}
    if "language" not in wrong and "organisation" not in wrong:
        assert kept["given_name"] in page.get_data(as_text=True)
    assert _number_of(school, Person) == 5


def test_an_address_can_be_taken_once(school, clara):
    page = submit(clara, "/people/invitation", {**JAN, "email": school.cast.ana.email})

    assert page.status_code == 422
    assert "There is an account with this e-mail address already." in text_of(page)
    assert f'href="/people/{school.cast.ana.id}"' in page.get_data(as_text=True)
    assert (_number_of(school, Person), _number_of(school, Link)) == (5, 0)


def test_whose_address_it_is_stays_hidden_out_of_scope(school, darek):
    page = submit(
        darek, "/people/invitation", {**JAN, "email": school.cast.bruno.email}
    )

    assert page.status_code == 422
    assert "Bruno" not in page.get_data(as_text=True)


def test_staff_of_a_guild_add_people_to_their_guild_alone(school, darek):
    form = form_on(darek.get("/people/invitation"), "/people")
    cast = school.cast
    assert form.choices["organisation"] == [str(cast.bakers.id), str(cast.bakery.id)]

    for place in (cast.joiners.id, cast.chamber.id, ""):
        page = submit(darek, "/people/invitation", {**JAN, "organisation": str(place)})
        assert page.status_code == 422
    assert _number_of(school, Person) == 5


def test_a_form_sent_twice_makes_one_account(school, clara):
    first = submit(clara, "/people/invitation", JAN)
    second = submit(clara, "/people/invitation", JAN)

    assert (first.status_code, second.status_code) == (200, 422)
    assert _number_of(school, Person) == 6
    with school.database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Link)) == 1


def test_nothing_else_in_the_form_is_believed(school, clara):
    submit(
        clara,
        "/people/invitation",
        JAN,
        forged={"password_hash": "x", "role": "staff", "locale": "en", "id": "1"},
    )

    with school.database.reading() as session:
        jan = people.by_email(session, "jan@example.pl")
        line = people.find(session, Scope(everyone=True), jan.id)
    assert jan.password_hash is None
    assert line.roles == ()


def test_a_new_invitation_ends_the_old_one(school, clara):
    with school.database.writing() as session:
        new = make_person(session, password_hash=None)
    address = f"/people/{new.id}"
    first = _link_of(school, submit(clara, address, action="/invitation"))

    second = _link_of(school, submit(clara, address, action="/invitation"))

    with school.database.reading() as session:
        assert session.get(Link, first.token_hash) is None
        assert session.get(Link, second.token_hash) is not None


def test_who_has_a_password_is_not_invited(school, clara):
    page = post(
        clara, f"/people/{school.cast.ana.id}/invitation", follow_redirects=True
    )

    assert "has chosen a password already" in text_of(page)
    assert _number_of(school, Link) == 0


def test_a_link_for_a_new_password_is_shown_once(school, clara, audited):
    page = submit(clara, f"/people/{school.cast.ana.id}", action="/reset-link")

    link = _link_of(school, page)
    assert (link.purpose, link.person_id) == (Purpose.RESET, school.cast.ana.id)
    assert link.expires_at == NOW + timedelta(minutes=60)
    assert page.headers["Cache-Control"] == "no-store"
    assert [one.actor for one in audited("reset-link-made")] == [school.cast.clara.id]
    again = clara.get(f"/people/{school.cast.ana.id}")
    assert "/links/" not in again.get_data(as_text=True)


@pytest.mark.parametrize("action", ["reset-link", "invitation"])
@pytest.mark.parametrize("who", ["bruno", "clara"])
def test_links_for_people_out_of_scope_are_not_made(school, darek, who, action):
    person = getattr(school.cast, who)

    assert post(darek, f"/people/{person.id}/{action}").status_code == 404
    assert _number_of(school, Link) == 0


def test_staff_of_a_guild_get_no_link_to_the_account_of_higher_staff(school, darek):
    with school.database.writing() as session:
        boss = make_person(session)
        make_membership(session, boss, school.cast.bakers)
        make_grant(session, boss, school.cast.chamber)

    page = post(darek, f"/people/{boss.id}/reset-link", follow_redirects=True)

    assert "holds a role outside your organisations" in text_of(page)
    assert _number_of(school, Link) == 0


def test_a_deactivated_account_gets_no_link(school, clara):
    with school.database.writing() as session:
        gone = make_person(session, deactivated_at=NOW)

    page = post(clara, f"/people/{gone.id}/reset-link", follow_redirects=True)

    assert "This account is deactivated." in text_of(page)
    assert _number_of(school, Link) == 0


def test_learners_and_trainers_reach_none_of_it(school):
    for person in (school.cast.ana, school.cast.ewa):
        browser = english_browser(school, person)
        assert browser.get("/people/invitation").status_code == 403
        assert post(browser, "/people", JAN).status_code == 403
        answer = post(browser, f"/people/{school.cast.bruno.id}/reset-link")
        assert answer.status_code == 403
    with school.database.reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Membership)) == 3


def _link_of(school, page) -> Link:
    """Return the row of the one link that a page shows."""
    (path,) = LINK.findall(page.get_data(as_text=True))
    with school.database.reading() as session:
        return links.find(session, path.rpartition("/")[2])


def _number_of(school, table) -> int:
    with school.database.reading() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(table))
