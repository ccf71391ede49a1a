"""The pages of organisations: the tree, and what can be changed about each."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.accounts import organisations
from app.accounts.models import Organisation
from app.db import new_key
from app.office.branches import nested
from app.web.identity import Scope
from tests.factories import (
    NOW,
    make_grant,
    make_membership,
    make_organisation,
    make_person,
)
from tests.office.conftest import same_page
from tests.races import at_once
from tests.web import form_on, post, statements, submit, text_of

EVERYONE = Scope(everyone=True)


def test_the_tree_shows_who_stands_below_whom(school, clara):
    page = text_of(clara.get("/organisations"))

    order = ["Izba Rzemieślnicza", "Cech Piekarzy", "Piekarnia Łąka", "Cech Stolarzy"]
    places = [page.index(name) for name in order]
    assert places == sorted(places)
    assert "Piekarnia Łąka Firm, 1 person" in page


def test_staff_of_a_guild_see_their_branch_alone(darek):
    page = darek.get("/organisations")

    assert "Piekarnia Łąka" in text_of(page)
    assert "Izba" not in text_of(page)
    assert "Stolarzy" not in page.get_data(as_text=True)


def test_branches_are_nested_as_deep_as_they_stand(school):
    with school.database.reading() as session:
        (top,) = nested(organisations.tree(session, EVERYONE))
    names = {node.branch.name: node.below for node in top.below}
    assert [node.branch.name for node in names["Cech Piekarzy"]] == ["Piekarnia Łąka"]
    assert names["Cech Stolarzy"] == []


def test_an_organisation_is_added_below_another(school, clara, audited):
    done = submit(clara, "/organisations", _firm(school.cast.joiners))

    assert done.status_code == 303
    made = _named(school, "Stolarnia Dąb")
    assert made.parent_id == school.cast.joiners.id
    assert made.path == f"{school.cast.joiners.path}{made.id.hex}/"
    (event,) = audited("created")
    assert event.actor == school.cast.clara.id


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": "  "}, "Write how the organisation is called."),
        ({"name": "x" * 201}, "At most 200 characters"),
        ({"kind": "chamber"}, "An organisation of this kind cannot stand there."),
        ({"kind": "ministry"}, ""),
        ({"parent": ""}, ""),
        ({"parent": "nonsense"}, ""),
    ],
)
def test_an_organisation_that_does_not_fit_is_refused_in_words(
    school, clara, wrong, words
):
    page = submit(clara, "/organisations", {**_firm(school.cast.joiners), **wrong})

    assert page.status_code == 422
    assert words in text_of(page)
    assert _number(school) == 4


def test_a_form_sent_many_times_at_once_makes_one_organisation(school, clara):
    browsers = [school.browser(school.cast.clara) for _number in range(4)]
    form = {**_firm(school.cast.joiners), "name": "Stolarnia  DĄB"}

    answers = at_once(
        4, lambda turn: post(browsers[turn], "/organisations", form).status_code
    )

    assert sorted(answers) == [303, 422, 422, 422]
    page = submit(clara, "/organisations", _firm(school.cast.joiners))
    assert "an organisation of this name in the same place" in text_of(page)
    assert _number(school) == 5


def test_staff_of_a_guild_add_below_it_alone(school, darek):
    for place in (school.cast.chamber, school.cast.joiners):
        page = submit(darek, "/organisations", _firm(place))
        assert page.status_code == 422

    assert submit(darek, "/organisations", _firm(school.cast.bakers)).status_code == 303
    assert _number(school) == 5


def test_an_organisation_is_renamed(school, clara, audited):
    address = _address(school.cast.bakery)

    submit(clara, address, {"name": "Piekarnia Kłos", "kind": "firm"}, action="/name")

    assert "Piekarnia Kłos" in text_of(clara.get("/organisations"))
    assert len(audited("renamed")) == 1


def test_a_name_refused_stays_in_its_field_with_the_reason(school, clara):
    address = _address(school.cast.bakers)

    taken = submit(clara, address, {"name": "cech stolarzy"}, action="/name")
    wrong = submit(clara, address, {"kind": "firm"}, action="/name")

    assert (taken.status_code, wrong.status_code) == (422, 422)
    assert 'value="cech stolarzy"' in taken.get_data(as_text=True)
    assert "of this name in the same place" in text_of(taken)
    assert "An organisation of this kind cannot stand there." in text_of(wrong)
    assert _named(school, "Cech Piekarzy").kind == "guild"


def test_an_organisation_moves_with_all_below_it(school, clara, audited):
    cast = school.cast

    submit(
        clara, _address(cast.bakery), {"parent": str(cast.joiners.id)}, action="/place"
    )

    assert _named(school, "Piekarnia Łąka").parent_id == cast.joiners.id
    assert "Łucka" in text_of(clara.get(f"/people?organisation={cast.joiners.id}"))
    assert len(audited("moved")) == 1


def test_an_organisation_is_not_moved_where_it_cannot_stand(school, clara):
    cast = school.cast

    inside = submit(
        clara, _address(cast.bakers), {"parent": str(cast.bakery.id)}, action="/place"
    )
    beside = submit(
        clara, _address(cast.bakers), {"parent": str(cast.joiners.id)}, action="/place"
    )

    assert "An organisation cannot be moved into itself." in text_of(inside)
    assert "An organisation of this kind cannot stand there." in text_of(beside)
    assert (inside.status_code, beside.status_code) == (422, 422)
    assert _named(school, "Cech Piekarzy").parent_id == cast.chamber.id


def test_staff_of_a_guild_take_nothing_out_of_the_chamber(school, darek):
    cast = school.cast
    page = darek.get(_address(cast.bakers))
    for action in ("/place", "/closure"):
        with pytest.raises(LookupError):
            form_on(page, action)

    for place, status in ((cast.bakery.id, 404), (cast.joiners.id, 422)):
        answer = post(darek, f"{_address(cast.bakers)}/place", {"parent": str(place)})
        assert answer.status_code == status
    assert post(darek, f"{_address(cast.bakers)}/closure").status_code == 404
    assert _named(school, "Cech Piekarzy").closed_at is None


def test_an_organisation_with_people_is_not_closed(school, clara):
    page = submit(
        clara, _address(school.cast.bakery), action="/closure", follow_redirects=True
    )

    assert "People still belong to it. Move them first." in text_of(page)
    assert _named(school, "Piekarnia Łąka").closed_at is None


def test_an_empty_organisation_is_closed_and_opened_again(school, clara, audited):
    with school.database.writing() as session:
        old = make_organisation(session, school.cast.joiners, name="Stary", kind="firm")
    address = _address(old)

    for _click in range(2):
        post(clara, f"{address}/closure")

    assert "Stary" not in text_of(clara.get("/organisations"))
    assert "Stary Firm, closed" in text_of(clara.get("/organisations?closed=1"))
    assert "nobody can come to belong here" in text_of(clara.get(address))
    submit(clara, address, action="/reopening")
    assert "Stary" in text_of(clara.get("/organisations"))
    assert (len(audited("closed")), len(audited("reopened"))) == (1, 1)


def test_nobody_is_added_to_a_closed_organisation(school, clara):
    with school.database.writing() as session:
        old = make_organisation(
            session, school.cast.joiners, name="Stary", kind="firm", closed_at=NOW
        )

    for page in ("/people/invitation", "/people/import", "/organisations"):
        assert str(old.id) not in clara.get(page).get_data(as_text=True)


def test_an_organisation_tells_who_holds_roles_for_it(school, clara):
    page = clara.get(_address(school.cast.bakers))

    assert "Darek Lis , Staff" in text_of(page)
    assert f"/people/{school.cast.darek.id}/grants" in page.get_data(as_text=True)


def test_holders_out_of_scope_are_not_named(school, darek):
    with school.database.writing() as session:
        make_grant(session, school.cast.ewa, school.cast.bakers, "trainer")

    page = text_of(darek.get(_address(school.cast.bakers)))

    assert "Darek Lis" in page
    assert "Ćwik" not in page


@pytest.mark.parametrize("action", ["", "/name", "/place", "/closure", "/reopening"])
def test_organisations_out_of_scope_are_like_none(app, school, darek, action):
    cast = school.cast
    nowhere = f"/organisations/{new_key()}"
    if not action:
        assert same_page(app, darek, _address(cast.joiners), nowhere)
    fields = {"name": "X", "kind": "guild", "parent": str(cast.bakers.id)}

    for address in (_address(cast.joiners), _address(cast.chamber), nowhere):
        if action:
            assert post(darek, address + action, fields).status_code == 404
        else:
            assert darek.get(address).status_code == 404
    assert _named(school, "Cech Stolarzy").parent_id == cast.chamber.id


def test_the_statements_of_the_tree_do_not_grow(school, clara):
    counts = []
    for _round in range(2):
        with statements(school.database) as seen:
            assert clara.get("/organisations").status_code == 200
        counts.append(len(seen))
        with school.database.writing() as session:
            for number in range(30):
                firm = make_organisation(
                    session, school.cast.joiners, name=f"Firma {number}", kind="firm"
                )
                make_membership(session, make_person(session), firm)
    assert counts[0] == counts[1]


def _firm(place):
    return {"name": " Stolarnia  Dąb ", "kind": "firm", "parent": str(place.id)}


def _address(organisation):
    return f"/organisations/{organisation.id}"


def _named(school, name):
    with school.database.reading() as session:
        return session.scalars(
            sa.select(Organisation).where(Organisation.name == name)
        ).one()


def _number(school):
    with school.database.reading() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(Organisation))
