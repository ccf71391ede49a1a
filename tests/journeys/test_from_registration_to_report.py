"""The main journey: registered, learned, failed, passed, certified, verified, reported.

With scripts and without, in Polish, on a phone and at a desk.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pypdf
import pytest

from app.db import new_key
from tests.journeys.readers import Reader, Readers
from tests.journeys.site import Site

pytestmark = pytest.mark.browser

PASSWORD = "zielony-stolik-pod-oknem"
GIVEN, FAMILY = "Łucja", "Żółkiewska"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_learner_gets_from_registration_to_the_report(
    site: Site, readers: Readers, tmp_path: Path, *, scripts: bool
):
    width = 1280 if scripts else 360
    learner = readers.make(scripts=scripts, width=width)
    _register(learner)
    _read(learner)
    _fail(learner)
    _pass(learner)
    serial = _certificate(learner, tmp_path)
    _verify(readers.make(width=width), serial)
    _report(readers.make(site.cookie(site.staff), width=width), serial, tmp_path)


def _register(learner: Reader) -> None:
    learner.open("/")
    learner.page.get_by_role("link", name="Pierwszy dzień w warsztacie").click()
    learner.look()
    learner.follow("Register and join")
    email = f"{new_key().hex}@example.pl"
    learner.fill(
        {
            "Given name": GIVEN,
            "Family name": FAMILY,
            "E-mail": email,
            "Password": PASSWORD,
        }
    )
    learner.press("Register")
    learner.fill({"E-mail": email, "Password": PASSWORD})
    learner.press("Sign in")
    assert learner.path == "/courses/warsztat"
    learner.press("Join this course")


def _read(learner: Reader) -> None:
    assert learner.path == "/courses/warsztat/lessons/narzedzia"
    question = learner.page.locator("#p-strug")
    question.get_by_label("Młotek").check()
    learner.press("Check")
    assert "Młotek wbija." in question.inner_text()
    question.get_by_label("Strug").check()
    question.get_by_role("button", name=learner.said("Check again")).click()
    learner.look()
    assert "Wiór zdejmuje strug." in question.inner_text()
    learner.page.locator("#p-klient input[type=text]").fill("der Kunde")
    learner.press("Check")
    learner.press("Done, go on")
    assert learner.path == "/courses/warsztat/lessons/bezpieczenstwo"
    learner.press("Done, go on")


def _fail(learner: Reader) -> None:
    assert learner.path == "/courses/warsztat/quizzes/sprawdzian"
    learner.press("Begin")
    _take(learner, {"q-prawda": "False", "q-klient": "Meister", "q-okulary": "Nic"})
    assert learner.sees("Not passed")
    learner.follow("See whether there is another try")


def _pass(learner: Reader) -> None:
    learner.press("Try again")
    _take(learner, {"q-prawda": "True", "q-klient": "Kunde", "q-okulary": "Okulary"})
    assert learner.sees("Passed")
    learner.page.get_by_role("link", name="Pierwszy dzień w warsztacie").first.click()
    learner.look()
    assert learner.sees("You completed this course")


def _take(learner: Reader, answers: dict[str, str]) -> None:
    """Give answers page by page: with saving by buttons alone."""
    first, typed, last = answers.values()
    learner.page.locator("#q-prawda").get_by_label(learner.said(first)).check()
    learner.page.locator("#q-klient input[type=text]").fill(typed)
    learner.press("Next page")
    learner.page.locator("#q-okulary").get_by_label(last).check()
    learner.press("Finish")
    assert learner.sees("All questions are answered and saved.")
    learner.press("Finish now")
    assert learner.path.endswith("/result")


def _certificate(learner: Reader, folder: Path) -> str:
    learner.follow("Get the certificate")
    assert learner.field("Given name").input_value() == GIVEN
    learner.press("The name is right, issue the certificate")
    serial = learner.path.rpartition("/")[2]
    with learner.page.expect_download() as started:
        learner.link("Download as PDF").click()
    pdf = folder / "certificate.pdf"
    started.value.save_as(pdf)
    text = pypdf.PdfReader(pdf).pages[0].extract_text()
    assert f"{GIVEN} {FAMILY}" in text
    assert serial in text.replace(" ", "").replace("\n", "")
    return serial


def _verify(visitor: Reader, serial: str) -> None:
    visitor.open(f"/certificates/{serial}")
    assert visitor.sees("Valid")
    assert f"{GIVEN} {FAMILY}" in visitor.page.inner_text("main")
    assert not visitor.link("Download as PDF").is_visible()


def _report(staff: Reader, serial: str, folder: Path) -> None:
    staff.open("/reports/completion?course=warsztat&state=completed")
    row = staff.page.locator("tbody tr").filter(
        has=staff.page.locator(f"a[href$='{serial}']")
    )
    shown = [cell.strip() for cell in row.locator("th, td").all_inner_texts()]
    with staff.page.expect_download() as started:
        staff.button("Download as CSV").click()
    started.value.save_as(folder / "report.csv")
    text = (folder / "report.csv").read_text("utf-8-sig")
    headers, *lines = csv.reader(io.StringIO(text), delimiter=";")
    (written,) = [line for line in lines if serial in line]
    assert headers == staff.page.locator("thead th").all_inner_texts()
    assert written[:2] == shown[:2] == [FAMILY, GIVEN]
    # Signs of per cent and shortened numbers are for the eye.
    for cell, sight in zip(written[3:], shown[3:], strict=True):
        assert cell == "" or cell in sight or sight.rstrip("…") in cell or "-" in cell
