"""The staff's desk: key figures of one's own organisations."""

from __future__ import annotations

from datetime import timedelta

from app.learning import enrolments
from app.office.figures import Figures, figures
from app.publishing.courses import GALLERY
from app.web.identity import Scope
from tests.factories import NOW, make_completion, make_membership, make_person
from tests.office.conftest import english_browser
from tests.web import statements, text_of

EVERYONE = Scope(everyone=True)


def test_figures_count_what_lies_in_scope(school):
    cast = school.cast
    _completed(school, cast.ana, NOW - timedelta(days=29))
    _completed(school, cast.bruno, NOW - timedelta(days=31))
    school.enrol(cast.darek)
    with school.database.writing() as session:
        new = make_person(session, password_hash=None)
        make_membership(session, new, cast.joiners)
        make_person(session, deactivated_at=NOW)

    assert _figures(school, EVERYONE) == Figures(6, 1, running=1, completed=1)
    bakers = Scope((cast.bakers.path,))
    assert _figures(school, bakers) == Figures(2, 0, running=1, completed=1)
    joiners = Scope((cast.joiners.path,))
    assert _figures(school, joiners) == Figures(2, 1, running=0, completed=0)
    assert _figures(school, Scope()) == Figures(0, 0, running=0, completed=0)


def test_a_withdrawn_enrolment_is_not_under_way(school):
    place = school.enrol(school.cast.ana)
    with school.database.writing() as session:
        enrolments.withdraw(
            session,
            place.learner,
            place.enrolment_id,
            by=school.cast.clara.id,
            reason="Zmiana zawodu",
            now=NOW,
        )

    assert _figures(school, EVERYONE).running == 0


def test_the_desk_leads_to_all_pages_of_staff(school, clara):
    with statements(school.database) as seen:
        page = clara.get("/office")

    html = page.get_data(as_text=True)
    for address in (
        "/people",
        "/people/import",
        "/people/invitation",
        "/organisations",
        "/reports/completion",
    ):
        assert f'href="{address}"' in html
    assert "people 5" in text_of(page)
    assert len(seen) <= 5
    assert page.headers["Cache-Control"] == "no-store"


def test_the_gallery_is_on_the_desk_where_it_is_published(school, clara):
    address = f"/courses/{GALLERY}"
    assert address not in clara.get("/office").get_data(as_text=True)

    school.publish(instead={"course.yaml": ("id: kurs", f"id: {GALLERY}")})

    assert address in clara.get("/office").get_data(as_text=True)
    trainer = english_browser(school, school.cast.ewa)
    assert address in trainer.get("/reports/questions").get_data(as_text=True)


def test_learners_and_trainers_have_no_desk_here(school):
    for person in (school.cast.ana, school.cast.ewa):
        assert english_browser(school, person).get("/office").status_code == 403
    assert school.browser().get("/office").status_code == 303


def _completed(school, person, moment):
    place = school.enrol(person)
    with school.database.writing() as session:
        enrolment = enrolments.find(session, place.enrolment_id)
        make_completion(session, enrolment, at=moment)


def _figures(school, scope):
    with school.database.reading() as session:
        return figures(session, scope, NOW)
