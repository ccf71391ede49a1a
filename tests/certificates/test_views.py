"""The certificate pages: earned, named, proven, downloaded, revoked."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.accounts.models import ConfirmedName
from app.certificates.models import Certificate, CertificateName
from tests.certificates.conftest import ASK, NAME, REQUIREMENTS
from tests.races import at_once
from tests.web import form_on, post, send, submit, text_of


def rows(school, table):
    with school.database.reading() as session:
        return session.scalars(sa.select(table)).all()


def words(client, serial):
    return text_of(client.get(f"/certificates/{serial}"))


# ---- issued once, when it is earned --------------------------------------------------


@pytest.mark.parametrize("missing", sorted(REQUIREMENTS))
def test_one_missing_requirement_is_enough_to_get_none(school, ana, earn, missing):
    earn(school.enrol(school.cast.ana), sorted(set(REQUIREMENTS) - {missing}))

    assert ana.get(ASK).status_code == 409
    assert post(ana, ASK, NAME).status_code == 409
    assert rows(school, Certificate) == []


def test_a_failed_exam_is_not_a_passed_one(school, ana, earn, monkeypatch):
    failed = REQUIREMENTS["egzamin"].__class__("egzamin", "quiz", 2, 4, passed=False)
    monkeypatch.setitem(REQUIREMENTS, "egzamin", failed)
    earn(school.enrol(school.cast.ana))

    assert post(ana, ASK, NAME).status_code == 409


def test_forged_fields_earn_nothing(school, ana):
    school.enrol(school.cast.ana)

    answer = post(ana, ASK, {**NAME, "completed_at": "2026-01-01", "progress": "100"})

    assert answer.status_code == 409


def test_who_does_not_take_the_course_finds_nothing(school, completed):
    bruno = school.browser(school.cast.bruno)

    for path in (ASK, "/courses/nie-ma/certificate"):
        assert bruno.get(path).status_code == 404
        assert post(bruno, path, NAME).status_code == 404


def test_a_course_without_certificates_gives_none(school, ana, completed):
    text = "certificate: {results: true, valid_months: 24}\n"
    school.publish(instead={"course.yaml": (text, "")})

    assert ana.get(ASK).status_code == 404


def test_the_name_is_asked_for_and_printed_as_confirmed(school, ana, completed):
    form = form_on(ana.get(ASK), "")
    assert dict(form.fields)["family_name"] == "Łucka"
    assert rows(school, Certificate) == []

    answer = send(ana, form, {**NAME, "given_name": "  Ana   Maria "}, page=ASK)

    assert answer.status_code == 303
    (name,) = rows(school, CertificateName)
    (confirmed,) = rows(school, ConfirmedName)
    assert (name.given_name, name.family_name) == ("Ana Maria", "Łucka-Żak")
    assert (confirmed.given_name, confirmed.family_name) == ("Ana Maria", "Łucka-Żak")


def test_the_name_confirmed_once_stands_in_the_form_of_the_next_course(
    school, ana, completed, earn
):
    send(ana, form_on(ana.get(ASK), ""), NAME, page=ASK)
    other = school.publish(
        instead={"course.yaml": ("id: kurs", "id: drugi")}, folder="d"
    )
    place = school.enrol(school.cast.ana, other)
    earn(place)

    fields = dict(form_on(ana.get("/courses/drugi/certificate"), "").fields)

    assert (fields["given_name"], fields["family_name"]) == ("Ana Maria", "Łucka-Żak")


@pytest.mark.parametrize(
    "name",
    [
        {"given_name": ""},
        {"given_name": "   "},
        {"family_name": "\u200b"},
        {"family_name": "x" * 101},
        {"given_name": "日本"},
    ],
)
def test_a_name_that_cannot_be_printed_is_refused_and_stays(
    school, ana, completed, name
):
    refused = submit(ana, ASK, {**NAME, **name})

    assert refused.status_code == 422
    assert rows(school, Certificate) == []
    stands = dict(form_on(refused, "").fields)
    kept = ({**NAME, **name}.keys() - name.keys()).pop()
    assert stands[kept] == NAME[kept]


def test_who_asks_again_is_led_to_the_one_there_is(school, ana, serial):
    again = post(ana, ASK, {"given_name": "Inna", "family_name": "Osoba"})

    assert again.location == f"/certificates/{serial}"
    assert ana.get(ASK).location == f"/certificates/{serial}"
    assert len(rows(school, Certificate)) == len(rows(school, ConfirmedName)) == 1


def test_many_clicks_at_once_lead_to_one_certificate(school, completed):
    browsers = [school.browser(school.cast.ana) for _turn in range(8)]
    forms = [form_on(one.get(ASK), "") for one in browsers]

    answers = at_once(
        8, lambda turn: send(browsers[turn], forms[turn], NAME, page=ASK).location
    )

    assert len(set(answers)) == 1
    assert len(rows(school, Certificate)) == 1


def test_what_is_certified_is_the_revision_that_was_completed(school, ana, completed):
    school.publish(instead={"course.yaml": ("hours: 4.5", "hours: 40")})

    answer = submit(ana, ASK, NAME)

    (certificate,) = rows(school, Certificate)
    assert certificate.digest == completed.course.digest
    assert certificate.snapshot["hours"] == 4.5
    assert answer.status_code == 303
