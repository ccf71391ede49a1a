"""One-time links: forgotten passwords, invitations, new addresses."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.accounts import links, notices
from app.accounts.models import Link, Person, SignIn
from app.accounts.rules import LASTING, OutOfScope, Purpose, Refused
from app.audit.models import Event
from app.web.identity import Scope, hash_of
from tests.factories import NOW, PASSWORD, kept, make_membership, make_person
from tests.web import form_on, post, send, sign_in, submit, text_of, travel

EVERYONE = Scope(("/",), everyone=True)
NEW = "nowy stolik w kuchni"


@pytest.fixture(autouse=True)
def _noon(app):
    travel(app, NOW)


def link_for(database, purpose, person, **facts):
    with database.writing() as session:
        token = links.write(session, purpose, person_id=person.id, now=NOW, **facts)
    return links.path_of(token)


def fresh(database, person):
    with database.reading() as session:
        return session.get_one(Person, person.id)


def enters(client, person, password):
    response = post(client, "/sign-in", {"email": person.email, "password": password})
    return response.status_code == 303


def test_a_reset_link_sets_the_password_and_ends_all_sessions(
    app, client, cast, database
):
    thief = app.test_client()
    sign_in(thief, cast.ana)
    path = link_for(database, Purpose.RESET, cast.ana)
    response = submit(client, path, {"new_password": NEW})
    assert (response.status_code, response.location) == (303, "/learning")
    assert thief.get("/account").status_code == 303
    assert client.get("/account").status_code == 200
    assert not enters(app.test_client(), cast.ana, PASSWORD)
    assert enters(app.test_client(), cast.ana, NEW)


def test_looking_at_a_link_changes_nothing(client, cast, database):
    path = link_for(database, Purpose.RESET, cast.ana)
    for _ in range(3):
        assert client.get(path).status_code == 200
        assert client.head(path).status_code == 200
    with database.reading() as session:
        assert session.scalars(sa.select(Link.used_at)).all() == [None]
    assert fresh(database, cast.ana).password_hash == kept()


def test_a_link_works_once(client, cast, database):
    path = link_for(database, Purpose.RESET, cast.ana)
    other = link_for(database, Purpose.RESET, cast.ana)
    form = form_on(client.get(path))
    assert send(client, form, {"new_password": NEW}, page=path).status_code == 303
    assert client.get(path).status_code == 410
    assert post(client, path, {"new_password": PASSWORD}).status_code == 410
    assert client.get(other).status_code == 404
    assert fresh(database, cast.ana).password_hash != kept()


@pytest.mark.parametrize(
    ("purpose", "lasts"),
    [
        (Purpose.RESET, timedelta(minutes=60)),
        (Purpose.INVITATION, timedelta(days=14)),
    ],
)
def test_a_link_lasts_for_its_time(app, client, cast, database, purpose, lasts):
    assert LASTING[purpose] == lasts
    path = link_for(database, purpose, cast.ana)
    travel(app, NOW + lasts - timedelta(seconds=1))
    assert client.get(path).status_code == 200
    travel(app, NOW + lasts)
    assert client.get(path).status_code == 410
    assert post(client, path, {"new_password": NEW}).status_code == 410


def test_only_the_hash_of_a_token_is_kept(cast, database):
    path = link_for(database, Purpose.RESET, cast.ana)
    token = path.removeprefix("/links/")
    with database.reading() as session:
        (found,) = session.scalars(sa.select(Link.token_hash)).all()
    assert found == hash_of(token)


def test_the_page_of_a_link_is_kept_nowhere_and_told_to_nobody(client, cast, database):
    response = client.get(link_for(database, Purpose.RESET, cast.ana))
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers.getlist("Referrer-Policy") == ["strict-origin"]


@pytest.mark.parametrize(
    "token", ["x", "x" * 43, "x" * 5000, "ł" * 43, "a/b", "%00", "..%2f..%2f", "'--"]
)
def test_a_token_that_is_none_is_no_page(client, token):
    assert client.get(f"/links/{token}").status_code == 404
    assert post(client, f"/links/{token}", {}).status_code == 404


def test_the_link_of_a_deactivated_account_is_over(client, cast, database):
    path = link_for(database, Purpose.RESET, cast.ana)
    with database.writing() as session:
        session.get_one(Person, cast.ana.id).deactivated_at = NOW
    assert client.get(path).status_code == 410


def test_staff_need_their_length_by_link_too(client, cast, database):
    path = link_for(database, Purpose.RESET, cast.darek)
    assert submit(client, path, {"new_password": "stolik okno 1"}).status_code == 422
    assert submit(client, path, {"new_password": NEW}).status_code == 303


def test_ones_own_name_is_no_password_by_link_either(client, cast, database):
    path = link_for(database, Purpose.RESET, cast.ana)
    answers = {"new_password": cast.ana.email}
    assert submit(client, path, answers).status_code == 422


def test_without_mail_the_page_says_to_ask_staff(client, cast, database):
    page = client.get("/password-reset")
    assert page.status_code == 200
    assert 'name="email"' not in page.get_data(as_text=True)
    assert post(client, "/password-reset", {"email": cast.ana.email}).status_code == 200
    with database.reading() as session:
        assert session.scalars(sa.select(Link)).all() == []


def test_with_mail_the_link_goes_to_the_address_of_the_site_alone(
    mail_client, cast, letters, database
):
    page = submit(
        mail_client,
        "/password-reset",
        {"email": cast.ana.email},
        headers={"X-Forwarded-Host": "evil.example"},
    )
    assert page.status_code == 200
    (letter,) = letters.to(cast.ana.email)
    assert "evil" not in letter.body
    path = letters.link_to(cast.ana.email)
    assert submit(mail_client, path, {"new_password": NEW}).status_code == 303


def test_with_mail_the_answer_does_not_say_who_has_an_account(
    mail_client, cast, letters, database
):
    with database.writing() as session:
        session.get_one(Person, cast.bruno.id).deactivated_at = NOW
    pages = set()
    for email in (cast.ana.email, cast.bruno.email, "nobody@example.pl"):
        page = submit(mail_client, "/password-reset", {"email": email})
        html = page.get_data(as_text=True).replace(email, "")
        pages.add((page.status_code, html.partition("<main")[2].partition("</main")[0]))
    assert len(pages) == 1
    assert [letter.recipient for letter in letters.all()] == [cast.ana.email]


def test_three_resets_an_hour_are_enough(mail_app, mail_client, cast, letters):
    statuses = [
        submit(mail_client, "/password-reset", {"email": cast.ana.email}).status_code
        for _ in range(4)
    ]
    assert statuses == [200, 200, 200, 429]
    assert len(letters.all()) == 3


def test_staff_hand_over_a_link_that_works(client, cast, database):
    with database.writing() as session:
        path = links.reset_by_staff(
            session,
            Scope((cast.bakers.path,)),
            cast.ana.id,
            by=cast.darek.id,
            now=NOW,
        )
    assert submit(client, path, {"new_password": NEW}).status_code == 303
    with database.reading() as session:
        made = session.scalar(sa.select(Event).where(Event.action == "reset-link-made"))
    assert (made.actor, made.subject_id) == (cast.darek.id, str(cast.ana.id))


def test_staff_of_a_guild_get_no_link_for_the_chambers_staff(cast, database):
    guild = Scope((cast.bakers.path,))
    with database.writing() as session:
        make_membership(session, cast.clara, cast.bakery)
    for make in (links.reset_by_staff, links.invite):
        with pytest.raises(Refused, match="roles-outside"), database.writing() as s:
            make(s, guild, cast.clara.id, by=cast.darek.id, now=NOW)
        with pytest.raises(OutOfScope), database.writing() as s:
            make(s, guild, cast.bruno.id, by=cast.darek.id, now=NOW)


def test_there_is_no_link_for_who_cannot_sign_in(cast, database):
    with database.writing() as session:
        shut = make_person(session, deactivated_at=NOW)
        nameless = make_person(session, email=None)
    for person, why in ((shut, "deactivated"), (nameless, "no-email")):
        for make in (links.reset_by_staff, links.invite):
            with pytest.raises(Refused, match=why), database.writing() as session:
                make(session, EVERYONE, person.id, by=cast.clara.id, now=NOW)


def test_who_is_invited_chooses_a_password_and_is_shown_the_notice(
    client, cast, database, settings
):
    with database.writing() as session:
        invited = make_person(session, password_hash=None, given_name="Iza")
        path = links.invite(session, EVERYONE, invited.id, by=cast.clara.id, now=NOW)
    page = client.get(path)
    assert settings.issuer in text_of(page)
    assert submit(client, path, {"new_password": NEW}).status_code == 303
    with database.reading() as session:
        assert notices.was_shown(session, invited.id)
    assert client.get(path).status_code == 410


def test_who_was_invited_and_has_no_password_yet_cannot_sign_in(client, database):
    with database.writing() as session:
        invited = make_person(session, password_hash=None)
    for password in ("", "None", "nobody", PASSWORD):
        assert not enters(client, invited, password)


def test_a_link_to_the_new_address_changes_it(client, cast, database):
    sign_in(client, cast.ana)
    path = link_for(database, Purpose.EMAIL_CHANGE, cast.ana, email="nowa@example.pl")
    assert "nowa@example.pl" in text_of(client.get(path))
    assert fresh(database, cast.ana).email == cast.ana.email
    assert submit(client, path).status_code == 303
    assert fresh(database, cast.ana).email == "nowa@example.pl"
    assert client.get("/account").status_code == 200


def test_an_address_taken_in_the_meantime_stays_with_its_owner(client, cast, database):
    path = link_for(database, Purpose.EMAIL_CHANGE, cast.ana, email=cast.bruno.email)
    assert submit(client, path).status_code == 422
    assert fresh(database, cast.ana).email == cast.ana.email


def test_a_change_of_address_ends_sessions_elsewhere_and_links_to_the_old_one(
    app, client, cast, database
):
    elsewhere = app.test_client()
    sign_in(elsewhere, cast.ana)
    reset = link_for(database, Purpose.RESET, cast.ana)
    path = link_for(database, Purpose.EMAIL_CHANGE, cast.ana, email="nowa@example.pl")
    submit(client, path)
    assert elsewhere.get("/account").status_code == 303
    assert client.get(reset).status_code == 404
    with database.reading() as session:
        assert session.scalars(sa.select(SignIn)).all() == []
