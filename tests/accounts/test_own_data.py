"""What is known about oneself: the notice, one file with everything."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
import sqlalchemy as sa

from app.accounts import notices, personal_data
from app.accounts.models import NoticeShown
from app.db import Base
from tests.factories import (
    NOW,
    make_event,
    make_link,
    make_message,
    make_person,
)
from tests.web import post, sign_in, sign_in_by_form, submit, text_of, travel


@pytest.fixture(autouse=True)
def _nine_o_clock(app):
    travel(app, NOW)


@pytest.fixture
def newcomer(database):
    """Return somebody who was not shown the notice yet."""
    with database.writing() as session:
        return make_person(session, given_name="Nina")


def shown(database, person):
    with database.reading() as session:
        query = sa.select(NoticeShown).where(NoticeShown.person_id == person.id)
        return [(row.version, row.locale) for row in session.scalars(query)]


@pytest.mark.parametrize("language", ["pl", "de", "en"])
def test_the_notice_is_there_for_everybody_in_their_language(
    client, settings, language
):
    post(client, "/language", {"language": language})
    page = client.get("/privacy")
    assert f'<html lang="{language}">' in page.get_data(as_text=True)
    text = text_of(page)
    year = notices.VERSION[:4]
    for words in (settings.issuer, "uodo.gov.pl", year):
        assert words in text
    law = {"pl": "art. 6 ust. 1", "de": "Art. 6 Abs. 1", "en": "article 6(1)"}
    assert law[language] in text


def test_who_has_not_seen_the_notice_is_shown_it_once(client, newcomer, database):
    response = sign_in_by_form(client, newcomer)
    assert response.location.startswith("/account/notice")
    assert shown(database, newcomer) == []
    done = submit(client, response.location)
    assert (done.status_code, done.location) == (303, "/learning")
    assert shown(database, newcomer) == [(notices.VERSION, "pl")]
    post(client, "/sign-out")
    assert sign_in_by_form(client, newcomer).location == "/learning"


def test_past_the_notice_one_goes_where_one_was_going(client, newcomer):
    response = submit(
        client,
        "/sign-in?next=/account",
        {"email": newcomer.email, "password": "zielony-stolik-pod-oknem"},
        action="/sign-in",
    )
    assert submit(client, response.location).location == "/account"
    sign_in(client, newcomer)
    page = submit(client, "/account/notice?next=//evil.example")
    assert page.location == "/learning"


def test_the_notice_is_noted_once_however_often_it_is_sent(client, newcomer, database):
    sign_in(client, newcomer)
    for _ in range(3):
        post(client, "/account/notice")
    assert len(shown(database, newcomer)) == 1


def test_a_new_version_is_shown_to_everybody_again(cast, client, database):
    with database.writing() as session:
        session.execute(sa.update(NoticeShown).values(version="2020-01-01"))
    assert sign_in_by_form(client, cast.ana).location.startswith("/account/notice")


def archive(response):
    assert response.status_code == 200
    assert response.mimetype == "application/zip"
    file = zipfile.ZipFile(io.BytesIO(response.data))
    assert file.testzip() is None
    return {name: file.read(name).decode() for name in file.namelist()}


def test_everything_held_comes_in_one_file_that_anybody_can_open(
    cast, client, database
):
    with database.writing() as session:
        make_event(session, subject_id=str(cast.ana.id), actor=cast.clara.id)
        make_event(session, subject_id=str(cast.bruno.id))
        make_message(session, recipient=cast.ana.email, body="tajny-odnośnik")
        make_message(session, recipient=cast.bruno.email)
        make_link(session, "password-reset", person_id=cast.ana.id)
    sign_in(client, cast.ana)
    response = submit(client, "/account/export")
    assert response.headers["Cache-Control"] == "no-store"
    assert (
        'filename="czeladnik-2026-11-23.zip"'
        in (response.headers["Content-Disposition"])
    )
    files = archive(response)
    assert "Ana Łucka" in files["README.txt"]
    held = {
        name.removesuffix(".json"): json.loads(text)
        for name, text in files.items()
        if name.endswith(".json")
    }
    (person,) = held["person"]
    assert (person["family_name"], person["email"]) == ("Łucka", cast.ana.email)
    assert person["created_at"] == "2026-11-23T09:00:00+00:00"
    assert [row["name"] for row in held["organisation"]] == ["Piekarnia Łąka"]
    for table in ("membership", "sign_in", "link", "notice_shown", "message"):
        assert len(held[table]) == 1, table
    assert len(held["audit_event"]) == 1


def test_the_file_holds_no_secret_and_nobody_else(cast, client, database):
    with database.writing() as session:
        make_message(session, recipient=cast.ana.email, body="tajny-odnośnik")
        link = make_link(session, "password-reset", person_id=cast.ana.id)
    hidden = sign_in(client, cast.ana)
    everything = "".join(archive(submit(client, "/account/export")).values())
    for secret in ("argon2", hidden, link.token_hash, "tajny-odnośnik"):
        assert secret not in everything
    for other in (cast.bruno, cast.clara):
        assert str(other.id) not in everything
        assert other.email not in everything


def test_a_file_is_made_by_a_form_of_ours_alone(cast, client):
    sign_in(client, cast.ana)
    assert client.post("/account/export").status_code == 400
    assert client.get("/account/export").mimetype == "text/html"


def test_what_another_room_holds_is_in_the_file_too(app, cast, client):
    personal_data.register(
        app, lambda _session, person: {"extra": [{"learner": person.learner}]}
    )
    sign_in(client, cast.ana)
    files = archive(submit(client, "/account/export"))
    assert json.loads(files["extra.json"]) == [{"learner": str(cast.ana.learner)}]


# Found by the address alone, and deleted within days.
NOT_EXPORTED = {"registration"}


def test_no_table_about_people_is_left_out_of_the_file(app, cast, database):
    with database.reading() as session:
        held = personal_data.collect(
            session,
            cast.ana,
            app.extensions[personal_data.EXTENSION],
        )
    about = {
        name
        for name, table in Base.metadata.tables.items()
        if "learner" in table.columns
        or any(
            key.column.table.name in {"person", "link", "certificate"}
            for key in table.foreign_keys
        )
    }
    assert about - set(held) - NOT_EXPORTED == set()
