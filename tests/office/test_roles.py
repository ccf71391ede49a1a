"""Roles given and ended, within the scope of who does it."""

from __future__ import annotations

import sqlalchemy as sa

from app.accounts import grants
from app.accounts.models import Grant
from app.db import new_key
from tests.factories import make_grant, make_membership, make_person
from tests.races import at_once
from tests.web import form_on, post, submit, text_of


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
