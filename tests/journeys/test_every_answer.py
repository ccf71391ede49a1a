"""Pages that answer a form, that say no, and that are seen only on the way."""

from __future__ import annotations

import pytest

from app.accounts.rules import Purpose
from app.cli.demo.calendar import Ending
from tests.journeys.pages import token
from tests.journeys.people import promoted, somebody
from tests.journeys.readers import Reader, Readers
from tests.journeys.site import Site

pytestmark = pytest.mark.browser

REFUSED = "status of 422"
# Addresses with the button that sends their form; sent empty, each is refused.
FORMS = {
    "visitor": [
        ("/registration", "Register"),
        ("/sign-in", "Sign in"),
        ("/courses/warsztat/lessons/narzedzia", "Check"),
    ],
    "learner": [
        ("/account/name", "Change the name"),
        ("/account/email", "Change the address"),
        ("/account/password", "Change the password"),
        ("/account/erasure", "Erase my account"),
        ("/courses/warsztat/certificate", "The name is right, issue the certificate"),
    ],
    "staff": [
        ("/people/invitation", "Make the account and invite"),
        ("/people/import", "Check the list"),
        ("/organisations", "Add"),
        ("/organisations/{organisation}", "Save name and kind"),
        ("/people/{person}/name", "Save the name"),
        ("/people/{person}/enrolments/{enrolment}/withdrawal", "Withdraw"),
        ("/people/{person}/enrolments/{enrolment}/allowances", "Add tries or minutes"),
    ],
}


@pytest.mark.parametrize("role", FORMS)
def test_a_form_sent_empty_says_what_is_missing(
    site: Site, readers: Readers, role: str
):
    readers.expected.append(REFUSED)
    someone = somebody(site, Ending.COMPLETED)
    who = {"visitor": None, "learner": someone.person, "staff": site.staff}[role]
    reader = calm(readers, site, who)
    for template, label in FORMS[role]:
        reader.open(
            template.format(
                organisation=site.guild.id,
                person=someone.person.id,
                enrolment=someone.enrolment_id,
            )
        )
        empty(reader)
        before = len(readers.trouble)
        reader.press(label)
        # The browser tells of a refusal in its console.
        assert any("422" in line for line in readers.trouble[before:]), reader.path
        reader.look_closely()


def test_links_are_opened_refused_and_over(site: Site, readers: Readers):
    readers.expected += [REFUSED, "status of 4(04|10)"]
    visitor = calm(readers, site)
    someone = somebody(site, Ending.JOINED)
    for purpose in (Purpose.RESET, Purpose.INVITATION, Purpose.EMAIL_CHANGE):
        path = f"/links/{token(site, purpose, someone)}"
        visitor.visit(path)
    path = f"/links/{token(site, Purpose.RESET, someone)}"
    visitor.open(path)
    visitor.press("Use this password")
    visitor.look_closely()
    visitor.fill({"New password": "zielony-stolik-pod-oknem"})
    visitor.press("Use this password")
    for gone in (path, "/links/" + "x" * 43):
        visitor.open(gone)
        visitor.look_closely()


def test_pages_that_say_no(site: Site, readers: Readers):
    readers.expected.append("status of 40[0134]")
    visitor = calm(readers, site)
    visitor.open("/no-such-page")
    visitor.look_closely()
    person = site.enrolled()
    learner = calm(readers, site, person)
    learner.open("/people")
    learner.look_closely()
    learner.open("/account/name")
    site.end_sessions(person)
    learner.press("Change the name")
    assert learner.path == "/account/name"
    learner.look_closely()


@pytest.mark.parametrize(
    "ending", [Ending.JOINED, Ending.STUCK, Ending.TIMED_OUT, Ending.WITHDRAWN]
)
def test_every_stage_of_a_course(site: Site, readers: Readers, ending: Ending):
    someone = somebody(site, ending)
    learner = calm(readers, site, someone.person)
    paths = ["/learning", "/courses/warsztat", "/courses/warsztat/quizzes/sprawdzian"]
    if ending is Ending.WITHDRAWN:
        paths.pop()
    if ending in {Ending.STUCK, Ending.TIMED_OUT}:
        paths.append(f"/attempts/{someone.attempt_id}/result")
    for path in paths:
        learner.visit(path)
    staff = calm(readers, site, site.staff)
    staff.visit(f"/people/{someone.person.id}")


def test_answers_of_every_type_are_told_right_and_wrong(site: Site, readers: Readers):
    learner = calm(readers, site, site.enrolled())
    learner.open("/courses/warsztat/quizzes/wszystkie-typy")
    learner.press("Begin")
    learner.look_closely()
    main = learner.page.locator("main")
    for box in main.locator("input[type=text]").all():
        box.fill("Hamer")
    for box in main.locator("input[type=radio], input[type=checkbox]").all():
        box.check()
    for choice in main.locator("select:visible").all():
        choice.select_option(index=1)
    for button in main.locator("[data-direction=up]:visible").all():
        button.click()
    learner.press("Finish")
    learner.look_closely()
    learner.press("Finish now")
    learner.look_closely()


def test_staff_see_what_a_list_would_do_and_what_it_did(site: Site, readers: Readers):
    readers.expected.append(REFUSED)
    someone = promoted(site, site.learner(), "staff", site.chamber)
    staff = calm(readers, site, someone)
    staff.open("/people/import")
    staff.page.locator("textarea").fill("Nowak;Jan;nie-adres;\n;;;\n")
    staff.press("Check the list")
    staff.look_closely()
    staff.page.locator("textarea").fill("Zięba;Ola;ola.zieba@example.pl;\n")
    staff.press("Check the list")
    staff.look_closely()
    with staff.page.expect_navigation():
        staff.page.locator("main form[action$=enrolments] button").click()
    staff.look_closely()


def test_staff_hand_out_a_link_and_see_a_report_with_filters(
    site: Site, readers: Readers
):
    staff = calm(readers, site, site.staff)
    staff.open("/people/invitation")
    staff.fill(
        {
            "Family name": "Krzyżanowska-Wawrzyniakowska",
            "Given name": "Bożysława",
            "E-mail": "bozyslawa.krzyzanowska-wawrzyniakowska@poczta.example.pl",
        }
    )
    staff.press("Make the account and invite")
    staff.look_closely()
    revoked = somebody(site, Ending.REVOKED)
    for path in (
        f"/certificates/{revoked.serial}",
        "/people?q=Wawrzyniakowska",
        "/people?q=nobody-at-all",
        "/reports/completion?course=warsztat&state=completed",
        "/reports/completion?since=2999-01-01",
    ):
        staff.visit(path)
    calm(readers, site).visit(f"/certificates/{revoked.serial}")


def calm(readers: Readers, site: Site, person=None) -> Reader:
    """Return a reader to whom nothing moves, so that colours are what they will be."""
    cookie = site.cookie(person) if person else None
    return readers.make(cookie, reduced_motion="reduce")


def empty(reader: Reader) -> None:
    """Leave nothing in the text fields of a page, and unfold what is folded."""
    for summary in reader.page.locator(".page details:not([open]) > summary").all():
        summary.click()
    for box in reader.page.locator(".page form[method=post] input[type=text]").all():
        box.fill("")
