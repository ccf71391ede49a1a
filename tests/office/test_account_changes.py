"""What staff change about an account: name, organisation, shut and open."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.accounts import grants, people
from app.accounts.models import SignIn
from app.db import new_key
from tests.factories import make_grant, make_membership, make_person
from tests.web import form_on, post, submit, text_of


def test_a_name_is_corrected_and_found_by_it(school, clara, audited):
    address = f"/people/{school.cast.ana.id}"

    done = submit(
        clara, f"{address}/name", {"family_name": " Łącka", "given_name": "Anna"}
    )

    assert done.status_code == 303
    assert "The name is corrected." in text_of(clara.get(address))
    assert "Łącka Anna" in text_of(clara.get("/people?search=lacka"))
    assert [one.subject_id for one in audited("renamed")] == [str(school.cast.ana.id)]


@pytest.mark.parametrize("wrong", [{"family_name": ""}, {"given_name": "x" * 101}])
def test_a_name_is_not_corrected_to_nothing(school, clara, wrong):
    page = submit(clara, f"/people/{school.cast.ana.id}/name", wrong)

    assert page.status_code == 422
    assert _person(school, school.cast.ana).family_name == "Łucka"


def test_somebody_moves_to_another_organisation(school, clara, audited):
    address = f"/people/{school.cast.ana.id}/membership"
    assert ("organisation", str(school.cast.bakery.id)) in form_on(
        clara.get(address), ""
    ).fields

    submit(clara, address, {"organisation": str(school.cast.joiners.id)})

    assert _organisation(school, school.cast.ana) == school.cast.joiners.id
    assert len(audited("joined")) == 1


def test_moving_to_where_one_is_changes_nothing(school, clara, audited):
    address = f"/people/{school.cast.ana.id}/membership"

    submit(clara, address, {"organisation": str(school.cast.bakery.id)})

    assert audited("joined") == []


def test_only_the_chamber_lets_somebody_belong_to_nobody(school, clara, darek):
    address = f"/people/{school.cast.ana.id}/membership"
    assert submit(darek, address, {"organisation": ""}).status_code == 422
    assert _organisation(school, school.cast.ana) == school.cast.bakery.id

    assert submit(clara, address, {"organisation": ""}).status_code == 303
    assert _organisation(school, school.cast.ana) is None


def test_staff_of_a_guild_move_nobody_out_of_it(school, darek):
    address = f"/people/{school.cast.ana.id}/membership"

    for foreign in (school.cast.joiners.id, school.cast.chamber.id, new_key()):
        page = submit(darek, address, {"organisation": str(foreign)})
        assert page.status_code == 422

    assert _organisation(school, school.cast.ana) == school.cast.bakery.id


def test_deactivation_ends_every_session_and_lets_nobody_in(school, clara, audited):
    ana = school.browser(school.cast.ana)
    assert ana.get("/learning").status_code == 200

    address = f"/people/{school.cast.ana.id}"
    submit(clara, address, action="/deactivation")
    post(clara, f"{address}/deactivation")  # clicked twice

    assert ana.get("/learning").status_code == 303
    with school.database.reading() as session:
        left = session.scalars(
            sa.select(SignIn).where(SignIn.person_id == school.cast.ana.id)
        )
        assert left.all() == []
    person = _person(school, school.cast.ana)
    assert person.deactivated_by == school.cast.clara.id
    assert len(audited("deactivated")) == 1
    assert "This account is deactivated" in text_of(clara.get(address))


def test_reactivation_lets_somebody_in_again(school, clara, audited):
    post(clara, f"/people/{school.cast.ana.id}/deactivation")

    submit(clara, f"/people/{school.cast.ana.id}", action="/reactivation")

    ana = school.browser(school.cast.ana)
    assert ana.get("/learning").status_code == 200
    assert len(audited("reactivated")) == 1


def test_nobody_shuts_themselves_out(school, clara):
    page = post(
        clara, f"/people/{school.cast.clara.id}/deactivation", follow_redirects=True
    )

    assert "You cannot do this to your own account." in text_of(page)
    assert clara.get("/people").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/people/{id}/name",
        "/people/{id}/membership",
        "/people/{id}/grants",
        "/people/{id}/deactivation",
        "/people/{id}/reactivation",
    ],
)
def test_people_out_of_scope_cannot_be_changed(school, darek, address):
    before = _person(school, school.cast.bruno)
    fields = {
        "family_name": "X",
        "given_name": "Y",
        "role": "staff",
        "organisation": str(school.cast.bakers.id),
    }

    for key in (school.cast.bruno.id, new_key()):
        answer = post(darek, address.format(id=key), fields)
        assert answer.status_code == 404

    after = _person(school, school.cast.bruno)
    assert (before.family_name, before.deactivated_at) == (
        after.family_name,
        after.deactivated_at,
    )
    assert _organisation(school, school.cast.bruno) == school.cast.joiners.id


def test_accounts_of_higher_staff_are_not_for_the_guild_to_change(school, darek):
    with school.database.writing() as session:
        boss = make_person(session)
        make_membership(session, boss, school.cast.bakers)
        make_grant(session, boss, school.cast.chamber)

    for action, fields in (
        ("name", {"family_name": "X", "given_name": "Y"}),
        ("membership", {"organisation": str(school.cast.bakery.id)}),
        ("grants", {"role": "staff", "organisation": str(school.cast.bakers.id)}),
        ("deactivation", {}),
    ):
        page = post(darek, f"/people/{boss.id}/{action}", fields, follow_redirects=True)
        assert "holds a role outside your organisations" in text_of(page), action

    assert _person(school, boss).deactivated_at is None
    assert len(_roles(school, boss)) == 1


def _roles(school, person):
    with school.database.reading() as session:
        held = grants.of(session, person.id)
        return [(one.role, one.organisation_id) for one in held]


def _person(school, person):
    with school.database.reading() as session:
        return people.get(session, person.id)


def _organisation(school, person):
    with school.database.reading() as session:
        return people.organisation_of(session, person.id)
