"""The public proof of a certificate, its document, and what revokes it."""

from __future__ import annotations

import secrets
from datetime import timedelta
from io import BytesIO

import pytest
import sqlalchemy as sa
from pypdf import PdfReader

from app.accounts.models import Person
from app.certificates.models import CertificateName, CertificateStatus
from tests.certificates.conftest import ASK, NAME
from tests.factories import NOW
from tests.web import post, submit, text_of


def rows(school, table):
    with school.database.reading() as session:
        return session.scalars(sa.select(table)).all()


def words(client, serial):
    return text_of(client.get(f"/certificates/{serial}"))


def english(school, serial):
    client = school.browser()
    post(client, "/language", {"language": "en", "next": "/"})
    return words(client, serial)


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
