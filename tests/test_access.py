"""Every route x role x method, generated: who gets in, and that nobody else learns why.

The table below is the declaration that the views are held to. A new route fails here
until it has its line, so that its audience is decided twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
import sqlalchemy as sa
from werkzeug.routing import Rule

from app.db import Base
from app.learning.models import Enrolment
from app.web.access import Audience, audience_of
from tests.factories import make_attempt, make_certificate, make_grant
from tests.web import csrf_token, sign_in

ANYONE, SIGNED_IN = Audience.ANYONE, Audience.SIGNED_IN
STAFF, TRAINER = Audience.STAFF, Audience.TRAINER
TABLE = {
    ANYONE: """
        accounts.link accounts.password_reset accounts.privacy accounts.registration
        accounts.sign_in accounts.sign_out certificates.verification
        classroom.catalogue classroom.course classroom.lesson classroom.media
        classroom.practice_response web.components web.health web.language
    """,
    SIGNED_IN: """
        accounts.account accounts.email accounts.end_session accounts.erasure
        accounts.export accounts.name accounts.notice accounts.password
        certificates.certificate certificates.pdf classroom.attempt
        classroom.attempt_responses classroom.attempts_of_quiz classroom.desk
        classroom.enrolment classroom.lesson_completion classroom.quiz
        classroom.result classroom.submission classroom.submission_question
        classroom.withdrawal classroom.withdrawal_question
    """,
    STAFF: """
        certificates.revocation office.desk office.new_person office.organisation
        office.organisation_closure office.organisation_creation
        office.organisation_name office.organisation_place
        office.organisation_reopening office.organisations office.people
        office.people_import office.people_import_check
        office.people_import_enrolments office.people_import_invitations
        office.person office.person_allowances office.person_deactivation
        office.person_enrolments office.person_invitation office.person_membership
        office.person_name office.person_reactivation office.person_registration
        office.person_reset_link office.person_role_ending office.person_roles
        office.person_withdrawal reports.completion_file reports.completion_report
    """,
    TRAINER: """
        reports.question reports.question_courses reports.questions
        reports.questions_file
    """,
}
DECLARED = {name: who for who, names in TABLE.items() for name in names.split()}
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
ROLES = (None, "ana", "ewa", "darek", "clara")


def rules(app) -> Iterator[Rule]:
    return iter(sorted(app.url_map.iter_rules(), key=lambda rule: rule.endpoint))


def nobodys(rule: Rule) -> dict[str, object]:
    """Return values for the address of a rule that belong to nothing."""
    made = {"kind": "csv", "token": "x" * 43, "name": "x.png"}
    return {
        name: uuid4()
        if name.endswith("_id") and _is_uuid(rule, name)
        else made.get(name, "nothing")
        for name in rule.arguments
    }


def _is_uuid(rule: Rule, name: str) -> bool:
    return f"<uuid:{name}>" in rule.rule


def address(app, rule: Rule, values: dict[str, object]) -> str:
    return app.url_map.bind("localhost").build(rule.endpoint, values)


def expected(who: Audience, role: str | None, method: str) -> set[int] | None:
    """Return the only statuses possible for who may not, None for who may."""
    if who is ANYONE or (role and who is SIGNED_IN):
        return None
    if role is None:
        return {401} if method in UNSAFE else {303}
    may = {"darek", "clara"} | ({"ewa"} if who is TRAINER else set())
    return None if role in may else {403}


def test_every_route_is_in_the_table_as_it_is_declared(app):
    routes = {rule.endpoint: audience_of(app, rule.endpoint) for rule in rules(app)}
    assert routes == DECLARED


@pytest.mark.parametrize("role", ROLES)
def test_who_may_gets_in_and_who_may_not_does_not(app, cast, role):
    wrong = []
    for rule in rules(app):
        path = address(app, rule, nobodys(rule))
        for method in sorted({"GET", "HEAD", *UNSAFE} & rule.methods):
            response = _ask(app, cast, role, method, path)
            if not _fits(DECLARED[rule.endpoint], role, method, response):
                wrong.append((method, rule.rule, response.status))
    assert wrong == []


def _fits(who, role, method, response) -> bool:
    to_sign_in = (response.location or "").startswith("/sign-in")
    only = expected(who, role, method)
    if only is not None:
        return response.status_code in only and to_sign_in == (only == {303})
    if role and to_sign_in:
        return False
    return response.status_code < 500 and response.status_code not in {401, 403}


@pytest.mark.parametrize("role", ROLES)
def test_no_address_answers_to_a_method_that_it_does_not_declare(app, cast, role):
    methods: dict[str, set[str]] = {}
    for rule in rules(app):
        methods.setdefault(rule.rule, set()).update(rule.methods)
    for rule in rules(app):
        for method in sorted(UNSAFE - methods[rule.rule]):
            path = address(app, rule, nobodys(rule))
            response = _ask(app, cast, role, method, path)
            assert response.status_code in {404, 405}, (method, path)


def _ask(app, cast, role, method, path):
    client = app.test_client()
    if role:
        sign_in(client, getattr(cast, role))
    data = {"csrf_token": csrf_token(client)} if method in UNSAFE else None
    response = client.open(path, method=method, data=data)
    response.get_data()  # to the end, since files are written while they are sent
    return response


@pytest.mark.parametrize("role", ROLES)
def test_no_unsafe_request_gets_in_without_its_token(app, cast, database, role):
    before = _state(database)
    client = app.test_client()
    if role:
        sign_in(client, getattr(cast, role))
    for rule in rules(app):
        path = address(app, rule, nobodys(rule))
        for method in sorted(UNSAFE & rule.methods):
            for token in (None, "x", "ImZvcmdlZCI.x.y"):
                data = {"csrf_token": token} if token else {}
                response = client.open(path, method=method, data=data)
                assert response.status_code == 400, (method, rule.rule)
    assert _state(database) == before


# ----------------------------------------------------- not yours = does not exist


@pytest.fixture
def brunos(school, database):
    """Return the ids of what belongs to Bruno of the joiners' guild."""
    cast = school.cast
    place = school.enrol(cast.bruno, school.publish())
    with database.writing() as session:
        enrolment = session.get_one(Enrolment, (place.learner, place.enrolment_id))
        attempt = make_attempt(session, enrolment, "test", course_id="kurs")
        certificate = make_certificate(session, enrolment, cast.bruno)
        grant = make_grant(session, cast.bruno, cast.joiners)
    return {
        "attempt_id": attempt.id,
        "serial": certificate.serial,
        "person_id": cast.bruno.id,
        "organisation_id": cast.joiners.id,
        "enrolment_id": place.enrolment_id,
        "grant_id": grant.id,
    }


# The public proof shows whoever holds the serial what it is worth.
FOR_HOLDERS = {"certificates.verification"}


@pytest.mark.parametrize("role", ["ana", "ewa", "darek"])
def test_what_belongs_to_another_looks_as_if_it_did_not_exist(
    app, school, database, brunos, role
):
    before = _state(database)
    for rule in rules(app):
        if not rule.arguments & brunos.keys() or rule.endpoint in FOR_HOLDERS:
            continue
        none = nobodys(rule)
        his = {**none, **{k: v for k, v in brunos.items() if k in rule.arguments}}
        for method in sorted({"GET", "POST"} & rule.methods):
            answers = [
                _answer(app, school.cast, role, method, address(app, rule, values))
                for values in (his, none)
            ]
            assert answers[0] == answers[1], (method, rule.rule)
            assert answers[0][0] in {403, 404}, (method, rule.rule, answers[0][0])
    assert _state(database) == before


def _answer(app, cast, role, method, path):
    response = _ask(app, cast, role, method, path)
    body = re.sub(r'value="[^"]*"', "", response.get_data(as_text=True))
    names = sorted(response.headers.keys())
    return response.status_code, names, body.replace(path, "")


# ------------------------------------------------------------- no GET changes anything


@pytest.mark.parametrize("role", ROLES)
def test_no_get_changes_anything(app, school, database, brunos, role):
    client = app.test_client()
    if role:
        sign_in(client, getattr(school.cast, role))
    before = _state(database)
    real = {"course_id": "kurs", "lesson_id": "otwarta", "quiz_id": "test"}
    for rule in rules(app):
        if "GET" not in rule.methods:
            continue
        values = {
            **nobodys(rule),
            **{k: v for k, v in (brunos | real).items() if k in rule.arguments},
        }
        for _turn in range(2):
            response = client.get(address(app, rule, values))
            response.get_data()
            assert response.status_code < 500, rule.rule
    assert _state(database) == before


# Sessions note their use, windows are counted, and the last place is remembered.
NOTED = {"sign_in", "throttle"}


def _state(database) -> dict[str, list[tuple[str, ...]]]:
    with database.reading() as session:
        return {
            table.name: sorted(
                tuple(map(str, row)) for row in session.execute(_rows(table))
            )
            for table in Base.metadata.sorted_tables
            if table.name not in NOTED
        }


def _rows(table: sa.Table) -> sa.Select[object]:
    return sa.select(*(c for c in table.columns if c.name != "place"))
