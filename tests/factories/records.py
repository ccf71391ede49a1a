"""Makers of courses, enrolments and what was earned in them."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.certificates import models as certificates
from app.certificates.rules import Snapshot
from app.db import new_key
from app.learning import models as learning
from app.publishing import models as publishing
from app.quizzes import models as quizzes
from tests.factories.base import NOW, add, numbers

SNAPSHOT = Snapshot(
    course_title="Prawo pracy w rzemiośle",
    course_language="pl",
    level="",
    hours=4.0,
    completed_on="2026-11-23",
    issued_on="2026-11-23",
    valid_until=None,
    results=(("Egzamin końcowy", 80, True),),
    contents=("Umowa o pracę",),
    issuer="Izba Rzemieślnicza w Opolu",
    place="Opole",
    locale="pl",
)


def make_revision(
    session: Session, course_id: str = "prawo-pracy", **facts: Any
) -> publishing.Revision:
    """Add a revision; the compiled course behind it is not made."""
    defaults = {
        "digest": new_key().hex * 2,
        "course_id": course_id,
        "number": next(numbers),
        "card": {},
        "created_at": NOW,
    }
    return add(session, publishing.Revision, defaults, facts)


def make_course(
    session: Session, course_id: str = "prawo-pracy", **facts: Any
) -> publishing.PublishedCourse:
    """Add a course and, unless its `digest` is given, a revision of it."""
    digest = facts.get("digest") or make_revision(session, course_id).digest
    defaults = {"id": course_id, "digest": digest, "created_at": NOW}
    return add(session, publishing.PublishedCourse, defaults, facts)


def make_enrolment(
    session: Session,
    person: Person,
    course_id: str = "prawo-pracy",
    **facts: Any,
) -> learning.Enrolment:
    """Enrol `person`, with the event that says so."""
    defaults = {
        "learner": person.learner,
        "id": new_key(),
        "course_id": course_id,
        "opened_at": NOW,
    }
    enrolment = add(session, learning.Enrolment, defaults, facts)
    make_enrolment_event(session, enrolment, at=enrolment.opened_at)
    return enrolment


def make_enrolment_event(
    session: Session, enrolment: learning.Enrolment, **facts: Any
) -> learning.EnrolmentEvent:
    """Add an event to the ledger of an enrolment."""
    defaults = {
        "learner": enrolment.learner,
        "id": new_key(),
        "enrolment_id": enrolment.id,
        "kind": "enrolled",
        "at": NOW,
        "reason": "",
    }
    return add(session, learning.EnrolmentEvent, defaults, facts)


def make_result(
    session: Session, enrolment: learning.Enrolment, activity_id: str, **facts: Any
) -> learning.Result:
    """Say that a lesson was read; for a quiz give `source`, `kind`, `points`, ..."""
    defaults = {
        "learner": enrolment.learner,
        "id": new_key(),
        "enrolment_id": enrolment.id,
        "activity_id": activity_id,
        "source": f"lesson:{activity_id}",
        "sequence": 1,
        "kind": "lesson",
        "points": 0,
        "maximum": 0,
        "passed": None,
        "digest": "0" * 64,
        "at": NOW,
    }
    return add(session, learning.Result, defaults, facts)


def make_completion(
    session: Session, enrolment: learning.Enrolment, **facts: Any
) -> learning.Completion:
    """Say that all requirements of the enrolment's course were met."""
    defaults = {
        "learner": enrolment.learner,
        "id": new_key(),
        "enrolment_id": enrolment.id,
        "digest": "0" * 64,
        "at": NOW,
    }
    return add(session, learning.Completion, defaults, facts)


def make_allowance(
    session: Session, enrolment: learning.Enrolment, quiz_id: str, **facts: Any
) -> learning.Allowance:
    """Give one more try at a quiz."""
    defaults = {
        "learner": enrolment.learner,
        "id": new_key(),
        "enrolment_id": enrolment.id,
        "quiz_id": quiz_id,
        "tries": 1,
        "minutes": 0,
        "reason": "choroba",
        "at": NOW,
        "by": new_key(),
    }
    return add(session, learning.Allowance, defaults, facts)


def make_state(
    session: Session, enrolment: learning.Enrolment, **facts: Any
) -> learning.EnrolmentState:
    """Cache how far an enrolment is."""
    defaults = {
        "learner": enrolment.learner,
        "enrolment_id": enrolment.id,
        "digest": "0" * 64,
        "version": 1,
        "facts": {},
        "done": 0,
        "total": 8,
        "points": 0,
        "maximum": 0,
        "changed_at": NOW,
    }
    return add(session, learning.EnrolmentState, defaults, facts)


def make_attempt(
    session: Session, enrolment: learning.Enrolment, activity_id: str, **facts: Any
) -> quizzes.Attempt:
    """Begin a try at a quiz."""
    defaults = {
        "learner": enrolment.learner,
        "id": new_key(),
        "enrolment_id": enrolment.id,
        "activity_id": activity_id,
        "behaviour": "test",
        "number": 1,
        "course_id": enrolment.course_id,
        "digest": "0" * 64,
        "seed": 1,
        "form": {},
        "criterion": {},
        "language": "pl",
        "started_at": NOW,
    }
    return add(session, quizzes.Attempt, defaults, facts)


def make_response(
    session: Session, attempt: quizzes.Attempt, question_id: str, **facts: Any
) -> quizzes.Response:
    """Save an answer to one question of an attempt."""
    defaults = {
        "learner": attempt.learner,
        "id": new_key(),
        "attempt_id": attempt.id,
        "question_id": question_id,
        "sequence": 1,
        "client_key": new_key().hex,
        "answer_hash": "0" * 32,
        "answer": {"choices": ["a"]},
        "state": "saved",
        "at": NOW,
    }
    return add(session, quizzes.Response, defaults, facts)


def make_judgement(
    session: Session, response: quizzes.Response, **facts: Any
) -> quizzes.Judgement:
    """Judge a response as fully right."""
    defaults = {
        "learner": response.learner,
        "id": new_key(),
        "response_id": response.id,
        "digest": "0" * 64,
        "marker": "1",
        "mark": 1_000_000,
        "at": NOW,
    }
    return add(session, quizzes.Judgement, defaults, facts)


def make_certificate(
    session: Session, enrolment: learning.Enrolment, person: Person, **facts: Any
) -> certificates.Certificate:
    """Issue a certificate in the name of `person`, valid since NOW."""
    defaults = {
        "id": new_key(),
        "serial": new_key().hex,
        "learner": enrolment.learner,
        "enrolment_id": enrolment.id,
        "course_id": enrolment.course_id,
        "digest": "0" * 64,
        "snapshot": SNAPSHOT.to_json(),
        "issued_at": NOW,
    }
    certificate = add(session, certificates.Certificate, defaults, facts)
    name = {
        "certificate_id": certificate.id,
        "given_name": person.given_name,
        "family_name": person.family_name,
        "since_at": certificate.issued_at,
    }
    add(session, certificates.CertificateName, name, {})
    make_certificate_status(session, certificate)
    return certificate


def make_certificate_status(
    session: Session, certificate: certificates.Certificate, **facts: Any
) -> certificates.CertificateStatus:
    """Add a line to the ledger of a certificate; by default it is valid."""
    defaults = {
        "id": new_key(),
        "certificate_id": certificate.id,
        "status": "valid",
        "reason": "",
        "at": certificate.issued_at,
    }
    return add(session, certificates.CertificateStatus, defaults, facts)
