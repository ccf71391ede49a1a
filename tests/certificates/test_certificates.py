"""Certificates are issued once, found by serial, and revoked, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.audit.models import Event
from app.certificates import certificates
from app.certificates.models import Certificate, CertificateName, CertificateStatus
from app.certificates.rules import Issuer, Status, frozen
from app.learning import enrolments
from tests.factories import NOW
from tests.races import at_once

LATER = NOW + timedelta(days=1)


def issue(school, place, given_name="Ana", family_name="Łucka", now=NOW):
    with school.database.writing() as session:
        standing = enrolments.standing(session, place.learner, place.course.id)
        snapshot, until = frozen(
            place.course,
            standing.facts,
            Issuer("Izba", "Opole", "Europe/Warsaw"),
            completed_at=standing.completed_at,
            issued_at=now,
            locale="pl",
        )
        return certificates.issue(
            session,
            place,
            snapshot,
            given_name=given_name,
            family_name=family_name,
            valid_until=until,
            by=school.cast.ana.id,
            now=now,
        )


def shown(school, serial, now=NOW):
    with school.database.reading() as session:
        return certificates.by_serial(session, serial, now)


def count(school, table):
    with school.database.reading() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(table))


def revoke(school, serial, reason="Pomyłka", now=LATER):
    with school.database.writing() as session:
        found = certificates.by_serial(session, serial, now)
        return certificates.revoke(
            session, found.certificate, reason=reason, by=school.cast.clara.id, now=now
        )


def test_a_certificate_is_frozen_with_name_facts_and_revision(school, completed):
    found = shown(school, issue(school, completed))

    assert found.holder == "Ana Łucka"
    assert found.status is Status.VALID
    assert found.certificate.digest == completed.course.digest
    facts = found.snapshot
    assert (facts.course_title, facts.hours) == ("Kurs próbny", 4.5)
    assert facts.results == (("Test", 89, True), ("Egzamin", 75, True))
    assert facts.contents == ("Moduł pierwszy", "Moduł drugi")


def test_issuing_twice_is_issuing_once_under_the_first_name(school, completed):
    first = issue(school, completed)

    assert issue(school, completed, given_name="Anna", now=LATER) == first

    assert shown(school, first).holder == "Ana Łucka"
    assert count(school, Certificate) == count(school, CertificateStatus) == 1


def test_fifty_who_issue_at_once_issue_one(school, completed):
    serials = at_once(50, lambda _turn: issue(school, completed))

    assert len(set(serials)) == 1
    for table in (Certificate, CertificateName, CertificateStatus):
        assert count(school, table) == 1
    with school.database.reading() as session:
        actions = session.scalars(sa.select(Event.action)).all()
    assert actions.count("issued") == 1


def test_serials_differ_and_are_long(school, completed, earn):
    place = school.enrol(school.cast.bruno)
    earn(place)

    serials = {issue(school, completed), issue(school, place)}

    assert len(serials) == 2
    assert all(len(one) >= 24 for one in serials)


def test_a_serial_that_was_never_issued_is_nothing(school, completed):
    issue(school, completed)

    for serial in ("", "0" * 32, "%", "_" * 32):
        assert shown(school, serial) is None


def test_a_revoked_certificate_says_so_at_once_and_for_good(school, completed):
    serial = issue(school, completed)

    assert revoke(school, serial)

    found = shown(school, serial, LATER)
    assert (found.status, found.status_at) == (Status.REVOKED, LATER)
    assert shown(school, serial, NOW + timedelta(days=9999)).status is Status.REVOKED
    assert issue(school, completed) == serial


def test_of_those_who_revoke_at_once_one_does(school, completed):
    serial = issue(school, completed)

    done = at_once(8, lambda _turn: revoke(school, serial))

    assert done.count(True) == 1
    assert count(school, CertificateStatus) == 2


def test_a_certificate_ends_with_its_term(school, completed):
    serial = issue(school, completed)

    assert shown(school, serial, NOW + timedelta(days=729)).status is Status.VALID
    assert shown(school, serial, NOW + timedelta(days=732)).status is Status.EXPIRED


def test_a_name_that_was_erased_leaves_the_rest(school, completed):
    serial = issue(school, completed)
    with school.database.writing() as session:
        session.execute(sa.delete(CertificateName))

    found = shown(school, serial)

    assert (found.name, found.holder) == (None, "")
    assert found.snapshot.course_title == "Kurs próbny"


def test_of_a_learner_are_their_own_newest_first(school, completed, earn):
    other = school.publish(
        instead={"course.yaml": ("id: kurs", "id: inny")}, folder="i"
    )
    second = school.enrol(school.cast.ana, other)
    earn(second)
    theirs = school.enrol(school.cast.bruno)
    earn(theirs)
    serials = [issue(school, completed), issue(school, second, now=LATER)]
    issue(school, theirs)

    with school.database.reading() as session:
        found = certificates.of_learner(session, school.cast.ana.learner, LATER)

    assert [one.serial for one in found] == serials[::-1]


def test_two_current_certificates_of_one_enrolment_cannot_be_written(school, completed):
    issue(school, completed)
    with school.database.reading() as session:
        row = session.scalars(sa.select(Certificate)).one()
    columns = {
        column.name: getattr(row, column.name)
        for column in Certificate.__table__.columns
    }
    copy = {**columns, "id": completed.enrolment_id, "serial": "0" * 32}

    with (
        pytest.raises(sa.exc.IntegrityError),
        school.database.writing() as session,
    ):
        session.execute(sa.insert(Certificate).values(**copy))
