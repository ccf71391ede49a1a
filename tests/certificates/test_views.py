"""The certificate pages: earned, named, proven, downloaded, revoked."""

from __future__ import annotations

import secrets
from datetime import timedelta
from io import BytesIO

import pytest
import sqlalchemy as sa
from pypdf import PdfReader

from app.accounts.models import ConfirmedName, Person
from app.certificates.models import Certificate, CertificateName, CertificateStatus
from tests.certificates.conftest import REQUIREMENTS
from tests.factories import NOW
from tests.races import at_once
from tests.web import form_on, post, send, submit, text_of

ASK = "/courses/kurs/certificate"
NAME = {"given_name": "Ana Maria", "family_name": "Łucka-Żak"}


@pytest.fixture
def ana(school):
    return school.browser(school.cast.ana)


@pytest.fixture
def serial(ana, completed):
    """Return the serial of the certificate that Ana asked for."""
    answer = submit(ana, ASK, NAME)
    assert answer.status_code == 303
    return answer.location.removeprefix("/certificates/")


def rows(school, table):
    with school.database.reading() as session:
        return session.scalars(sa.select(table)).all()


def words(client, serial):
    return text_of(client.get(f"/certificates/{serial}"))


def english(school, serial):
    client = school.browser()
    post(client, "/language", {"language": "en", "next": "/"})
    return words(client, serial)


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


# ---- proven to whoever holds the serial ----------------------------------------------


def test_anyone_with_the_serial_sees_what_was_certified_and_nothing_else(
    school, serial
):
    page = school.browser().get(f"/certificates/{serial}")

    seen = text_of(page)
    for fact in (
        "Ana Maria Łucka-Żak",
        "Kurs próbny",
        "4,5",
        "23 listopada 2026",
        "23 listopada 2028",
        "Izba Rzemieślnicza w Opolu",
        serial,
    ):
        assert fact in seen
    html = page.get_data(as_text=True)
    for secret in (school.cast.ana.email, "89 %", "75 %", str(school.cast.ana.learner)):
        assert secret not in html
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert "/certificate.pdf" not in html
    assert "/revocation" not in html


def test_a_renamed_learner_keeps_the_old_certificate_as_it_was(school, serial):
    with school.database.writing() as session:
        session.get_one(Person, school.cast.ana.id).family_name = "Nowak"

    assert "Łucka-Żak" in words(school.browser(), serial)
    assert "Nowak" not in words(school.browser(), serial)


def test_an_erased_name_is_said_to_be_erased(school, ana, serial):
    with school.database.writing() as session:
        session.execute(sa.delete(CertificateName))

    page = school.browser().get(f"/certificates/{serial}")

    assert page.status_code == 200
    assert "Łucka" not in page.get_data(as_text=True)
    assert ana.get(f"/certificates/{serial}/certificate.pdf").status_code == 404


def test_after_its_term_the_page_says_so(school, serial):
    school.travel(NOW + timedelta(days=800))

    assert "It was valid until November 23, 2028" in english(school, serial)


def test_serials_are_tried_in_vain_and_soon_not_at_all(school, serial):
    visitor = school.browser()

    tried = [
        visitor.get(f"/certificates/{secrets.token_hex(16)}").status_code
        for _turn in range(65)
    ]

    assert tried == [404] * 60 + [429] * 5
    assert visitor.get(f"/certificates/{serial}").status_code == 429
    school.travel(NOW + timedelta(minutes=1))
    assert visitor.get(f"/certificates/{serial}").status_code == 200


@pytest.mark.parametrize("tail", ["%00", "%25", "..", "x" * 3000, "1 OR 1=1"])
def test_garbage_for_a_serial_is_a_page_that_is_not_there(school, serial, tail):
    assert school.browser().get(f"/certificates/{tail}").status_code == 404


# ---- the document --------------------------------------------------------------------


def test_the_holder_gets_the_document_with_everything_on_it(ana, serial):
    answer = ana.get(f"/certificates/{serial}/certificate.pdf")

    assert answer.content_type == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    (page,) = PdfReader(BytesIO(answer.data)).pages
    printed = " ".join(page.extract_text().split())
    for fact in ("Ana Maria", "Łucka-Żak", "Kurs próbny", "Egzamin", "75", serial[:8]):
        assert fact in printed


@pytest.mark.parametrize(
    ("who", "status"),
    [("ana", 200), ("bruno", 404), ("clara", 200), ("darek", 200), ("ewa", 404)],
)
def test_the_document_is_for_the_holder_and_the_staff_who_answer_for_her(
    school, serial, who, status
):
    client = school.browser(getattr(school.cast, who))

    assert client.get(f"/certificates/{serial}/certificate.pdf").status_code == status


def test_a_visitor_with_the_serial_gets_no_document(school, serial):
    answer = school.browser().get(f"/certificates/{serial}/certificate.pdf")

    assert answer.status_code == 303
    assert answer.location.startswith("/sign-in")


# ---- revoked -------------------------------------------------------------------------


def test_a_revoked_certificate_says_so_at_once_without_the_reason(school, serial):
    clara, visitor = school.browser(school.cast.clara), school.browser()
    visitor.get(f"/certificates/{serial}")

    answer = submit(
        clara, f"/certificates/{serial}", {"reason": "Ściągała na egzaminie"}
    )

    assert answer.location == f"/certificates/{serial}"
    assert "This certificate was revoked on" in english(school, serial)
    html = visitor.get(f"/certificates/{serial}").get_data(as_text=True)
    assert "Ściągała" not in html
    ledger = rows(school, CertificateStatus)
    assert {one.status for one in ledger} == {"valid", "revoked"}
    assert "Ściągała na egzaminie" in {one.reason for one in ledger}


@pytest.mark.parametrize("reason", ["", "    ", "nie", "x" * 501, "     \n    "])
def test_revoking_needs_a_reason(school, serial, reason):
    clara = school.browser(school.cast.clara)

    refused = submit(clara, f"/certificates/{serial}", {"reason": reason})

    assert refused.status_code == 422
    assert [one.status for one in rows(school, CertificateStatus)] == ["valid"]


def test_staff_of_another_guild_cannot_revoke_and_learners_cannot_either(
    school, completed, earn
):
    place = school.enrol(school.cast.bruno)
    earn(place)
    bruno = school.browser(school.cast.bruno)
    where = submit(bruno, ASK, NAME).location
    fields = {"reason": "Bo tak chcę"}

    for person, status in ((school.cast.darek, 404), (school.cast.bruno, 403)):
        answer = post(school.browser(person), f"{where}/revocation", fields)
        assert answer.status_code == status
    assert [one.status for one in rows(school, CertificateStatus)] == ["valid"]


def test_revoking_twice_is_revoking_once(school, serial):
    clara = school.browser(school.cast.clara)

    for _turn in range(2):
        post(
            clara, f"/certificates/{serial}/revocation", {"reason": "Pomyłka w nazwie"}
        )

    assert len(rows(school, CertificateStatus)) == 2
