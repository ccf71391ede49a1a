"""Files of a package: for those who may read where they stand, and never run."""

from __future__ import annotations

import pytest

from app.publishing import archives
from tests.packages import OTHER_PICTURE, PICTURE, write_package
from tests.web import submit


def fetch(client, path, **options):
    """Get a file and close it, as a server does."""
    return client.get(path, buffered=True, **options)


def address(school, name, course=None, *, digest=None):
    found = course or school.course
    sha256 = found.media[f"media/{name}"].sha256
    return f"/courses/{found.id}/media/{digest or found.digest}/{sha256}/{name}"


def test_pictures_of_open_lessons_are_for_all_others_for_those_who_take_the_course(
    school, ana, visitor, stranger
):
    opened, closed = address(school, "plan.png"), address(school, "dom.png")

    for client in (visitor, stranger, ana.client):
        assert fetch(client, opened).data == PICTURE
    for client in (visitor, stranger):
        for headers in ({}, {"Range": "bytes=0-3"}, {"If-None-Match": "*"}):
            assert fetch(client, closed, headers=headers).status_code == 404
    assert fetch(ana, closed).data == OTHER_PICTURE


def test_every_picture_of_a_page_is_there(ana):
    for path in ("lessons/otwarta", "lessons/zamknieta", "quizzes/test"):
        for picture in pictures(ana.get(f"/courses/kurs/{path}")):
            assert fetch(ana, picture).status_code == 200
    attempt = ana.start("egzamin")
    found = pictures(ana.get(attempt))
    named = address(ana.school, "dom.png").rpartition("/")[0]
    assert [one.rpartition("/")[0] for one in found] == [named]
    ana.finish(attempt)
    assert pictures(ana.get(f"{attempt}/result")) == found


def pictures(page):
    html = page.get_data(as_text=True)
    assert "media:" not in html
    assert "activity:" not in html
    return [one.split('"')[0] for one in html.split('<img src="')[1:]]


def test_a_picture_is_sent_so_that_it_can_be_kept_and_not_run(school, visitor):
    answer = fetch(visitor, address(school, "plan.png"))

    assert answer.content_type == "image/png"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "private" in answer.headers["Cache-Control"]
    assert "attachment" not in answer.headers.get("Content-Disposition", "")


def test_a_part_of_a_file_is_sent_on_request(school, visitor):
    answer = fetch(visitor, address(school, "plan.png"), headers={"Range": "bytes=1-3"})

    assert (answer.status_code, answer.data) == (206, b"PNG")


def test_a_document_is_downloaded_and_not_shown(school, ana):
    write_package(school.packages / "kurs")
    course = school.publish(
        {"media/karta.pdf": b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"},
        instead={
            "media/media.yaml": (
                "plan.png:",
                "karta.pdf: {licence: CC0-1.0, author: Ewa, alt: Karta}\nplan.png:",
            ),
            "lessons/02-zamknieta.md": (
                "Treść lekcji",
                "[Karta](media/karta.pdf). Treść lekcji",
            ),
        },
    )

    answer = fetch(ana, address(school, "karta.pdf", course))

    assert answer.content_type == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_the_digest_of_another_course_opens_nothing(school, ana):
    other = school.publish(
        instead={"course.yaml": ("id: kurs", "id: inny")}, folder="i"
    )
    closed = address(school, "dom.png", other)
    assert fetch(ana, closed).status_code == 404

    mixed = closed.replace("/courses/inny/", "/courses/kurs/")
    assert fetch(ana, mixed).status_code == 404


def test_a_page_of_an_older_revision_still_finds_its_pictures(school, ana, visitor):
    old = address(school, "plan.png")
    school.publish({"media/plan.png": PICTURE + b"\0\0"})

    assert fetch(ana, old).data == PICTURE
    assert fetch(visitor, old).status_code == 404
    assert fetch(visitor, address(school, "plan.png")).status_code == 200


def test_what_was_open_once_and_is_closed_now_is_closed(school, visitor):
    old = address(school, "plan.png")
    school.publish(instead={"lessons/01-otwarta.md": ("open: true", "open: false")})

    assert fetch(visitor, old).status_code == 404
    assert fetch(visitor, address(school, "plan.png")).status_code == 404


def test_after_leaving_the_pictures_are_closed(school, ana):
    closed = address(school, "dom.png")
    assert fetch(ana, closed).status_code == 200

    submit(ana.client, "/courses/kurs/withdrawal")

    assert fetch(ana, closed).status_code == 404


@pytest.mark.parametrize(
    "tail",
    [
        "0/0/plan.png",
        "..%2f..%2f/0/plan.png",
        "%00/%00/%00",
        "{digest}/0/plan.png",
        "{digest}/{sha256}/inna.png",
        "{digest}/{sha256}/..%2fplan.png",
        f"{'a' * 64}/{{sha256}}/plan.png",
        f"{'a' * 3000}/{{sha256}}/plan.png",
    ],
)
def test_what_is_no_file_of_the_course_is_not_there(school, ana, tail):
    sha256 = school.course.media["media/plan.png"].sha256
    path = tail.format(digest=school.course.digest, sha256=sha256)

    assert ana.get(f"/courses/kurs/media/{path}").status_code == 404


def test_a_file_that_is_gone_from_the_disk_is_said_to_be_and_the_rest_works(
    school, ana
):
    course = school.course
    sha256 = course.media["media/dom.png"].sha256
    archives.media_path(school.press.data_dir, sha256).unlink()

    assert fetch(ana, address(school, "dom.png")).status_code == 503
    assert ana.get("/courses/kurs/lessons/zamknieta").status_code == 200
