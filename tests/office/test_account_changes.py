"""What staff change about an account: name, organisation, roles, shut and open."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.accounts import grants, people
from app.accounts.models import Grant, SignIn
from app.db import new_key
from tests.factories import make_grant, make_membership, make_person
from tests.races import at_once
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


def test_a_role_is_given_for_an_organisation(school, clara, audited):
    address = f"/people/{school.cast.ana.id}/grants"

    submit(
        clara, address, {"role": "trainer", "organisation": str(school.cast.bakers.id)}
    )

    assert _roles(school, school.cast.ana) == [("trainer", school.cast.bakers.id)]
    assert "Cech Piekarzy" in text_of(clara.get(address))
    (event,) = audited("granted")
    assert event.actor == school.cast.clara.id
    assert event.detail["organisation"] == str(school.cast.bakers.id)


def test_no_role_is_given_by_an_untouched_form(school, clara):
    page = submit(clara, f"/people/{school.cast.ana.id}/grants")

    assert page.status_code == 422
    assert "Choose a role." in text_of(page)
    assert _roles(school, school.cast.ana) == []


def test_staff_of_a_guild_give_nothing_beyond_their_guild(school, darek):
    address = f"/people/{school.cast.ana.id}/grants"
    form = form_on(darek.get(address), "")
    assert form.choices["organisation"] == [
        "",
        str(school.cast.bakers.id),
        str(school.cast.bakery.id),
    ]

    for foreign in (school.cast.chamber.id, school.cast.joiners.id, new_key()):
        page = submit(darek, address, {"role": "staff", "organisation": str(foreign)})
        assert page.status_code == 422
    assert _roles(school, school.cast.ana) == []


def test_a_role_nobody_knows_is_not_given(school, clara):
    page = submit(
        clara,
        f"/people/{school.cast.ana.id}/grants",
        {"role": "admin", "organisation": str(school.cast.chamber.id)},
    )

    assert page.status_code == 422
    assert _roles(school, school.cast.ana) == []


def test_a_role_given_twice_is_held_once(school, clara):
    address = f"/people/{school.cast.ana.id}/grants"
    role = {"role": "staff", "organisation": str(school.cast.bakers.id)}
    submit(clara, address, role)

    again = post(clara, address, role, follow_redirects=True)

    assert "holds this role there already" in text_of(again)
    assert len(_roles(school, school.cast.ana)) == 1


def test_the_same_role_given_by_many_clicks_at_once_is_held_once(school, clara):
    address = f"/people/{school.cast.ana.id}/grants"
    role = {"role": "staff", "organisation": str(school.cast.bakers.id)}
    browsers = [school.browser(school.cast.clara) for _number in range(4)]

    answers = at_once(4, lambda turn: post(browsers[turn], address, role).status_code)

    assert answers == [303] * 4
    assert len(_roles(school, school.cast.ana)) == 1


def test_an_ended_role_is_gone_on_the_next_request(school, clara, darek, audited):
    assert darek.get("/people").status_code == 200
    address = f"/people/{school.cast.darek.id}/grants"

    for _click in range(2):
        _end_darek(school, clara)

    assert darek.get("/people").status_code in {303, 403}
    assert "No role" in text_of(clara.get(address))
    assert len(audited("ungranted")) == 1


def test_a_role_is_ended_only_in_the_name_of_its_holder(school, clara):
    grant = _grant(school, school.cast.darek)

    wrong = post(clara, f"/people/{school.cast.ana.id}/grants/{grant}/ending")
    missing = post(clara, f"/people/{school.cast.darek.id}/grants/{new_key()}/ending")

    assert (wrong.status_code, missing.status_code) == (404, 404)
    assert _roles(school, school.cast.darek)


def test_staff_of_a_guild_end_no_role_outside(school, darek):
    with school.database.writing() as session:
        grant = make_grant(session, school.cast.ana, school.cast.chamber, "trainer")

    answer = post(darek, f"/people/{school.cast.ana.id}/grants/{grant.id}/ending")

    assert answer.status_code == 404
    assert _roles(school, school.cast.ana)


def test_nobody_ends_their_own_role_by_a_slip(school, darek):
    page = _end_darek(school, darek, follow_redirects=True)

    assert "You cannot do this to your own account." in text_of(page)
    assert _roles(school, school.cast.darek)


def test_the_last_staff_of_the_chamber_stays(school, clara):
    with school.database.writing() as session:
        second = make_person(session, locale="en")
        make_membership(session, second, school.cast.chamber)
        grant = make_grant(session, second, school.cast.chamber)
    colleague = school.browser(second)
    with school.database.reading() as session:
        own = session.scalar(
            sa.select(Grant.id).where(Grant.person_id == school.cast.clara.id)
        )

    answers = [
        post(colleague, f"/people/{school.cast.clara.id}/grants/{own}/ending"),
        post(clara, f"/people/{second.id}/grants/{grant.id}/ending"),
        post(colleague, f"/people/{school.cast.clara.id}/deactivation"),
    ]

    # The first was in time; after it nobody but the colleague is left, who stays.
    assert [one.status_code for one in answers] == [303, 403, 303]
    assert _roles(school, second)


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


def _end_darek(school, browser, **options):
    grant = _grant(school, school.cast.darek)
    return post(
        browser,
        f"/people/{school.cast.darek.id}/grants/{grant}/ending",
        **options,
    )


def _grant(school, person):
    with school.database.reading() as session:
        return session.scalar(sa.select(Grant.id).where(Grant.person_id == person.id))


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
