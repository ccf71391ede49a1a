"""Being forgotten: done where nothing has to be kept, else refused until a day."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.accounts import confirmed_names, erasure, links, registrations
from app.accounts.models import (
    ConfirmedName,
    ErasureRequest,
    Link,
    Membership,
    Person,
    Registration,
    SignIn,
)
from app.accounts.registrations import Asked
from app.audit.models import Event
from app.db import Base
from app.mail.models import Message
from tests.factories import NOW, PASSWORD, make_message
from tests.web import (
    form_on,
    send,
    sign_in,
    sign_in_by_form,
    submit,
    text_of,
    travel,
)

SURE = {"password": PASSWORD, "sure": "y"}
UNTIL = NOW + timedelta(days=100)


@pytest.fixture(autouse=True)
def _nine_o_clock(app):
    travel(app, NOW)


def fresh(database, person):
    with database.reading() as session:
        return session.get_one(Person, person.id)


def requests(database):
    with database.reading() as session:
        return session.scalars(
            sa.select(ErasureRequest).order_by(ErasureRequest.id)
        ).all()


def keep(app, until):
    erasure.keep_evidence(app, lambda _session, _learner: until)


def test_who_left_nothing_to_be_kept_is_forgotten(app, cast, client, database):
    elsewhere = app.test_client()
    sign_in(elsewhere, cast.ana)
    sign_in(client, cast.ana)
    response = submit(client, "/account/erasure", SURE)
    assert (response.status_code, response.location) == (303, "/")
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/account").status_code == 303
    assert elsewhere.get("/account").status_code == 303
    assert sign_in_by_form(app.test_client(), cast.ana).status_code == 401
    ana = fresh(database, cast.ana)
    assert (ana.given_name, ana.family_name, ana.sort_key) == ("", "", "")
    assert (ana.email, ana.password_hash) == (None, None)
    assert (ana.erased_at, ana.deactivated_at) == (NOW, NOW)
    assert ana.learner == cast.ana.learner
    (asked,) = requests(database)
    assert (asked.decision, asked.reason) == ("done", "done")


def test_nothing_that_says_who_it_was_is_left_anywhere(app, cast, client, database):
    address = cast.ana.email
    with database.writing() as session:
        confirmed_names.confirm(session, cast.ana.id, "Ana", "Łucka", NOW)
        make_message(session, recipient=address)
        asked = Asked("Ana", "Łucka", address, "x", "pl")
        registrations.keep(session, asked, NOW)
        links.write(session, links.Purpose.RESET, person_id=cast.ana.id, now=NOW)
    sign_in(client, cast.ana)
    submit(client, "/account/erasure", SURE)
    with database.reading() as session:
        for table in Base.metadata.sorted_tables:
            for row in session.execute(sa.select(table)):
                assert "Łucka" not in str(row), table.name
                assert address not in str(row), table.name
        for model in (ConfirmedName, Registration, Message, SignIn, Link):
            assert session.scalars(sa.select(model)).all() == []
        member = sa.select(Membership).where(Membership.person_id == cast.ana.id)
        assert session.scalars(member).one().until_at == NOW
        event = session.scalar(sa.select(Event).where(Event.action == "erased"))
        assert event.subject_id == str(cast.ana.id)


def test_a_room_erases_what_it_holds(app, cast, client):
    erased = []
    erasure.erase_with(app, lambda _s, learner, now: erased.append((learner, now)))
    sign_in(client, cast.ana)
    submit(client, "/account/erasure", SURE)
    assert erased == [(cast.ana.learner, NOW)]


def test_where_evidence_is_kept_the_page_says_why_and_until_when(
    app, cast, client, database
):
    keep(app, UNTIL)
    keep(app, None)
    keep(app, NOW - timedelta(days=1))
    sign_in(client, cast.ana)
    assert "2027" in text_of(client.get("/account/erasure"))
    response = submit(client, "/account/erasure", SURE)
    assert response.status_code == 409
    assert "2027" in text_of(response)
    assert fresh(database, cast.ana).email == cast.ana.email
    assert client.get("/account").status_code == 200
    (asked,) = requests(database)
    assert (asked.decision, asked.reason) == ("refused", "evidence")
    assert asked.keep_until == UNTIL


def test_who_was_refused_is_erased_when_the_day_has_come(app, cast, client, database):
    keep(app, UNTIL)
    sign_in(client, cast.ana)
    submit(client, "/account/erasure", SURE)
    early, late = UNTIL - timedelta(seconds=1), UNTIL
    assert erasure.carry_out_due(app, database, early) == 0
    assert fresh(database, cast.ana).erased_at is None
    assert erasure.carry_out_due(app, database, late) == 1
    assert fresh(database, cast.ana).erased_at == late
    assert erasure.carry_out_due(app, database, late) == 0
    assert [row.decision for row in requests(database)] == ["refused", "done"]


def test_a_day_that_moved_further_away_is_waited_for(app, cast, client, database):
    day = [UNTIL]
    erasure.keep_evidence(app, lambda _session, _learner: day[0])
    sign_in(client, cast.ana)
    submit(client, "/account/erasure", SURE)
    day[0] = UNTIL + timedelta(days=365)
    assert erasure.carry_out_due(app, database, UNTIL) == 0
    assert fresh(database, cast.ana).email == cast.ana.email
    assert len(requests(database)) == 1
    assert erasure.carry_out_due(app, database, day[0]) == 1


def test_staff_give_their_role_back_first(cast, client, database):
    sign_in(client, cast.clara)
    assert submit(client, "/account/erasure", SURE).status_code == 409
    assert fresh(database, cast.clara).email == cast.clara.email
    (asked,) = requests(database)
    assert asked.reason == "holds-role"


@pytest.mark.parametrize(
    "answers",
    [
        {"password": PASSWORD},
        {"password": "to nie to hasło", "sure": "y"},
        {"password": "", "sure": "y"},
    ],
)
def test_nobody_is_erased_by_half_a_form(cast, client, database, answers):
    sign_in(client, cast.ana)
    assert submit(client, "/account/erasure", answers).status_code == 422
    assert requests(database) == []


def test_asking_twice_erases_once(app, cast, client, database):
    sign_in(client, cast.ana)
    form = form_on(client.get("/account/erasure"))
    send(client, form, SURE, page="/account/erasure")
    again = send(client, form, SURE, page="/account/erasure")
    assert again.status_code in {400, 401}
    assert len(requests(database)) == 1
