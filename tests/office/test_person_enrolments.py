"""Enrolments of one person: opened, withdrawn, eased, each with a reason and author."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.db import new_key
from app.learning import allowances, enrolments
from app.learning.models import EnrolmentEvent
from app.publishing.models import PublishedCourse
from app.quizzes import attempts
from tests.factories import NOW, make_enrolment, make_person, make_state
from tests.office.conftest import same_page
from tests.races import at_once
from tests.web import form_on, post, submit, text_of

MORE = {"quiz": "egzamin", "tries": "2", "minutes": "15", "reason": "Złamana ręka"}


def test_somebody_is_enrolled_for_the_organisation_of_today(school, clara, audited):
    address = f"/people/{school.cast.ana.id}"

    done = submit(clara, address, {"course": "kurs"}, action="/enrolments")

    assert done.status_code == 303
    assert "Ana Łucka is enrolled." in text_of(clara.get(address))
    found = _enrolment(school, school.cast.ana)
    assert found.organisation_id == school.cast.bakery.id
    with school.database.reading() as session:
        event = session.scalars(sa.select(EnrolmentEvent)).one()
    assert (event.kind, event.by) == ("enrolled", school.cast.clara.id)
    (entry,) = audited("enrolled")
    assert (entry.subject_id, entry.detail) == (str(found.id), {"course": "kurs"})
    ana = school.browser(school.cast.ana)
    assert ana.get("/courses/kurs/lessons/zamknieta").status_code == 200


def test_many_clicks_at_once_enrol_once(school, clara, audited):
    browsers = [school.browser(school.cast.clara) for _number in range(5)]
    address = f"/people/{school.cast.ana.id}/enrolments"

    at_once(5, lambda turn: post(browsers[turn], address, {"course": "kurs"}))

    assert _enrolment(school, school.cast.ana) is not None
    assert len(audited("enrolled")) == 1


def test_enrolling_again_says_that_it_is_so_already(school, clara):
    school.enrol(school.cast.ana)

    page = submit(
        clara,
        f"/people/{school.cast.ana.id}",
        {"course": "kurs"},
        action="/enrolments",
        follow_redirects=True,
    )

    assert "Ana Łucka takes this course already." in text_of(page)


@pytest.mark.parametrize("course", ["", "nonsense", "x" * 500])
def test_nobody_is_enrolled_in_a_course_that_is_not_on_offer(school, clara, course):
    address = f"/people/{school.cast.ana.id}"

    page = post(
        clara, f"{address}/enrolments", {"course": course}, follow_redirects=True
    )

    assert "Choose a course that is on offer." in text_of(page)
    assert _enrolment(school, school.cast.ana) is None


def test_a_course_taken_off_is_not_offered(school, clara):
    with school.database.writing() as session:
        session.get_one(PublishedCourse, "kurs").withdrawn_at = NOW

    page = clara.get(f"/people/{school.cast.ana.id}")

    assert "There is no course on offer." in text_of(page)
    post(clara, f"/people/{school.cast.ana.id}/enrolments", {"course": "kurs"})
    assert _enrolment(school, school.cast.ana) is None


def test_a_deactivated_account_is_not_enrolled(school, clara):
    with school.database.writing() as session:
        gone = make_person(session, deactivated_at=NOW)

    page = post(
        clara,
        f"/people/{gone.id}/enrolments",
        {"course": "kurs"},
        follow_redirects=True,
    )

    assert "This account is deactivated." in text_of(page)
    assert _enrolment(school, gone) is None


def test_somebody_is_withdrawn_with_a_reason(school, clara, audited):
    address = _address(school, "withdrawal")

    submit(clara, address, {"reason": "  Zmiana   zawodu "})

    assert _enrolment(school, school.cast.ana) is None
    page = text_of(clara.get(f"/people/{school.cast.ana.id}"))
    assert "withdrawn by staff. Reason: Zmiana zawodu" in page
    (entry,) = audited("withdrawn")
    assert entry.actor == school.cast.clara.id
    assert "Zmiana" not in str(entry.detail)
    ana = school.browser(school.cast.ana)
    assert ana.get("/courses/kurs/quizzes/test").status_code == 404


@pytest.mark.parametrize("reason", ["", "   ", "bo", "x" * 501])
def test_without_a_reason_nobody_is_withdrawn(school, clara, reason):
    page = submit(clara, _address(school, "withdrawal"), {"reason": reason})

    assert page.status_code == 422
    assert "Write the reason in a few words" in text_of(page)
    assert _enrolment(school, school.cast.ana) is not None


def test_withdrawing_twice_is_withdrawing_once(school, clara, audited):
    address = _address(school, "withdrawal")
    browsers = [school.browser(school.cast.clara) for _number in range(4)]
    reason = {"reason": "Zmiana zawodu"}

    at_once(4, lambda turn: post(browsers[turn], address, reason))
    page = post(clara, address, reason, follow_redirects=True)

    assert "This enrolment is closed already." in text_of(page)
    assert len(audited("withdrawn")) == 1


def test_another_try_is_given_and_can_be_used(school, clara):
    submit(clara, _address(school, "allowances"), MORE)

    with school.database.reading() as session:
        place = _enrolment(school, school.cast.ana)
        tries = attempts.tries(
            session, place.learner, place.id, school.course.quizzes["egzamin"]
        )
    assert (tries.criterion.tries, tries.criterion.minutes) == (3, 45)
    page = text_of(clara.get(f"/people/{school.cast.ana.id}"))
    assert "Egzamin: 2 more tries, 15 more minutes" in page
    assert "Reason: Złamana ręka" in page


def test_one_form_gives_once_however_often_it_is_sent(school, clara, audited):
    address = _address(school, "allowances")
    form = form_on(clara.get(address))
    fields = {name: value for name, value in form.filled(MORE) if name != "csrf_token"}
    browsers = [school.browser(school.cast.clara) for _number in range(4)]

    at_once(4, lambda turn: post(browsers[turn], address, fields))
    post(clara, address, fields)

    assert _given(school) == [("egzamin", 2, 15)]
    assert len(audited("allowed")) == 1
    submit(clara, address, MORE)
    assert len(_given(school)) == 2


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"tries": "0", "minutes": "0"}, "at least one more try"),
        ({"tries": "", "minutes": ""}, "at least one more try"),
        ({"tries": "-1"}, ""),
        ({"tries": "21"}, ""),
        ({"minutes": "601"}, ""),
        ({"tries": "kilka"}, ""),
        ({"reason": ""}, "Write the reason"),
        ({"quiz": "cwiczenie"}, ""),
        ({"quiz": "otwarta"}, ""),
        ({"quiz": "test", "tries": "0", "minutes": "5"}, "no time limit"),
        ({"key": "nonsense"}, "has expired"),
    ],
)
def test_an_allowance_that_makes_no_sense_is_not_given(school, clara, wrong, words):
    page = submit(clara, _address(school, "allowances"), {**MORE, **wrong})

    assert page.status_code == 422
    assert words in text_of(page)
    assert _given(school) == []


def test_a_closed_enrolment_is_not_eased(school, clara):
    address = _address(school, "allowances")
    form = form_on(clara.get(address))
    submit(clara, _address(school, "withdrawal"), {"reason": "Zmiana zawodu"})

    fields = {name: value for name, value in form.filled(MORE) if name != "csrf_token"}
    page = post(clara, address, fields, follow_redirects=True)

    assert "This enrolment is closed already." in text_of(page)
    assert _given(school) == []


@pytest.mark.parametrize("what", ["withdrawal", "allowances"])
def test_enrolments_out_of_scope_are_like_none(app, school, darek, what):
    """Changed in the address: the person, the enrolment, or both."""
    cast = school.cast
    bruno = school.enrol(cast.bruno).enrolment_id
    own = school.enrol(cast.ana).enrolment_id
    with school.database.writing() as session:
        elsewhere = make_enrolment(
            session, cast.darek, "kurs", organisation_id=cast.joiners.id
        )
        make_state(session, elsewhere)
    nobody = f"/people/{new_key()}/enrolments/{new_key()}/{what}"

    for person, enrolment in (
        (cast.bruno.id, bruno),
        (cast.ana.id, bruno),
        (cast.bruno.id, own),
        (cast.darek.id, elsewhere.id),
        (cast.ana.id, new_key()),
    ):
        address = f"/people/{person}/enrolments/{enrolment}/{what}"
        assert same_page(app, darek, address, nobody)
        answer = post(darek, address, {**MORE, "key": new_key().hex})
        assert answer.status_code == 404

    assert _enrolment(school, cast.bruno) is not None
    assert _given(school, cast.bruno) == []


def test_people_out_of_scope_are_not_enrolled(school, darek):
    for key in (school.cast.bruno.id, new_key()):
        answer = post(darek, f"/people/{key}/enrolments", {"course": "kurs"})
        assert answer.status_code == 404

    assert _enrolment(school, school.cast.bruno) is None


def _address(school, what, person=None):
    """Enrol Ana unless she is, and return the address of what is done about it."""
    whose = person or school.cast.ana
    place = school.enrol(whose)
    return f"/people/{whose.id}/enrolments/{place.enrolment_id}/{what}"


def _enrolment(school, person):
    with school.database.reading() as session:
        key = enrolments.open_id(session, person.learner, "kurs")
        return enrolments.find(session, key) if key else None


def _given(school, person=None):
    with school.database.reading() as session:
        found = allowances.of_learner(session, (person or school.cast.ana).learner)
        return [(one.quiz_id, one.tries, one.minutes) for one in found]
