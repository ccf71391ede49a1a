"""The first staff account: chamber, person and role by one link, once."""

from __future__ import annotations

import threading

import pytest
import sqlalchemy as sa

from app.accounts import grants, links, organisations
from app.accounts.models import Grant, NoticeShown, Organisation, Person
from app.accounts.rules import Purpose
from app.web.identity import Scope
from tests.factories import NOW, make_person
from tests.web import form_on, send, submit, text_of, travel

EVERYONE = Scope(("/",), everyone=True)
FIRST = {
    "organisation": "Izba Rzemieślnicza w Opolu",
    "given_name": "Zofia",
    "family_name": "Ćwik",
    "email": "zofia@izba.example.pl",
    "new_password": "nowy stolik w kuchni",
}


@pytest.fixture(autouse=True)
def _noon(app):
    travel(app, NOW)


def first_link(database):
    with database.writing() as session:
        return links.first_staff(session, NOW)


def test_the_first_staff_makes_chamber_account_and_role_at_once(client, database):
    response = submit(client, first_link(database), FIRST)
    assert (response.status_code, response.location) == (303, "/people")
    with database.reading() as session:
        top = organisations.top(session)
        (person,) = session.scalars(sa.select(Person)).all()
        (line,) = grants.of(session, person.id)
        shown = session.scalars(sa.select(NoticeShown)).all()
    assert top.name == "Izba Rzemieślnicza w Opolu"
    assert (top.kind, top.parent_id) == ("chamber", None)
    assert (line.role, line.organisation_id) == ("staff", top.id)
    assert len(shown) == 1
    assert "Zofia" in text_of(client.get("/account"))


def test_there_is_no_link_while_there_is_staff(cast, database):
    assert first_link(database) is None


def test_a_link_made_later_ends_the_one_before(client, database):
    first, second = first_link(database), first_link(database)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200


def test_the_first_link_is_over_when_it_was_used(app, client, database):
    path = first_link(database)
    submit(client, path, FIRST)
    assert client.get(path).status_code == 410
    assert app.test_client().get(path).status_code == 410


def test_the_first_link_is_over_when_there_is_staff_already(client, cast, database):
    with database.writing() as session:
        token = links.write(session, Purpose.FIRST_STAFF, now=NOW)
    assert client.get(links.path_of(token)).status_code == 410


def test_a_bad_form_does_not_use_the_link_up(client, database):
    path = first_link(database)
    for wrong in (
        {"new_password": "za krótkie 1"},
        {"organisation": " "},
        {"email": "zofia"},
    ):
        assert submit(client, path, {**FIRST, **wrong}).status_code == 422
    with database.reading() as session:
        assert session.scalars(sa.select(Organisation)).all() == []
    assert submit(client, path, FIRST).status_code == 303


def test_a_taken_address_is_said_and_nothing_is_half_made(client, database):
    path = first_link(database)
    with database.writing() as session:
        make_person(session, email=FIRST["email"])
    assert submit(client, path, FIRST).status_code == 422
    with database.reading() as session:
        assert organisations.top(session) is None
    assert client.get(path).status_code == 200


def test_a_chamber_that_is_there_gets_its_staff(client, database, cast):
    with database.writing() as session:
        session.execute(sa.delete(Grant))
    path = first_link(database)
    assert "organisation" not in form_on(client.get(path)).names
    answers = {name: text for name, text in FIRST.items() if name != "organisation"}
    assert submit(client, path, answers).status_code == 303
    with database.reading() as session:
        assert organisations.top(session).id == cast.chamber.id


def test_two_who_open_the_first_link_make_one_chamber(app, database):
    path = first_link(database)
    clients = [app.test_client() for _ in range(2)]
    forms = [form_on(client.get(path)) for client in clients]
    barrier, statuses = threading.Barrier(2), []

    def make(number):
        answers = {**FIRST, "email": f"z{number}@example.pl"}
        barrier.wait(5)
        response = send(clients[number], forms[number], answers, page=path)
        statuses.append(response.status_code)

    threads = [threading.Thread(target=make, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [303, 410]
    with database.reading() as session:
        assert len(session.scalars(sa.select(Organisation)).all()) == 1
