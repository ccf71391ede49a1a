"""Makers of rows: believable defaults, and what a test is about given by keyword.

Every maker takes a writing session, adds one row, flushes it and returns it:

    with database.writing() as session:
        ana = make_person(session, given_name="Ana")
        make_course(session, "prawo-pracy")
        enrolment = make_enrolment(session, ana, "prawo-pracy")
"""

from tests.factories.base import NOW, PASSWORD, cheap_hasher, kept
from tests.factories.cast import Cast, enrol_ana, make_cast
from tests.factories.people import (
    make_event,
    make_grant,
    make_link,
    make_membership,
    make_message,
    make_notice_shown,
    make_organisation,
    make_person,
)
from tests.factories.records import (
    make_allowance,
    make_attempt,
    make_certificate,
    make_certificate_status,
    make_completion,
    make_course,
    make_enrolment,
    make_enrolment_event,
    make_judgement,
    make_response,
    make_result,
    make_revision,
    make_state,
)

__all__ = [
    "NOW",
    "PASSWORD",
    "Cast",
    "cheap_hasher",
    "enrol_ana",
    "kept",
    "make_allowance",
    "make_attempt",
    "make_cast",
    "make_certificate",
    "make_certificate_status",
    "make_completion",
    "make_course",
    "make_enrolment",
    "make_enrolment_event",
    "make_event",
    "make_grant",
    "make_judgement",
    "make_link",
    "make_membership",
    "make_message",
    "make_notice_shown",
    "make_organisation",
    "make_person",
    "make_response",
    "make_result",
    "make_revision",
    "make_state",
]
