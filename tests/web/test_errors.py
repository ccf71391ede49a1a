"""What people see when something does not work: words for them, nothing for thieves."""

from __future__ import annotations

import pytest

from tests.web import post, sign_in, text_of

SECRET = "select password_hash from person"

STATUSES = [400, 403, 404, 405, 409, 413, 422, 429, 500, 503]


@pytest.mark.parametrize("status", STATUSES)
def test_each_error_has_a_page_with_its_number_and_advice(client, status):
    response = client.get(f"/broken/{status}")
    assert response.status_code == status
    assert response.mimetype == "text/html"
    page = text_of(response)
    assert len(page) > 80
    assert "Czeladnik" in page
    html = response.get_data(as_text=True).lower()
    for told in (
        "traceback",
        SECRET,
        "runtimeerror",
        "werkzeug",
        "/app/",
        "sqlalchemy",
    ):
        assert told not in html


@pytest.mark.parametrize("language", ["pl", "de", "en"])
def test_an_error_speaks_the_language_of_the_page(client, language):
    post(client, "/language", {"language": language})
    html = client.get("/nowhere").get_data(as_text=True)
    assert f'<html lang="{language}">' in html


def test_a_failure_of_ours_tells_its_number_which_stands_in_the_log(client, caplog):
    response = client.get("/broken/500")
    number = response.headers["X-Request-Id"]
    assert number in text_of(response)
    assert number in caplog.text
    assert SECRET in caplog.text


def test_a_busy_database_says_when_to_try_again(client):
    response = client.get("/broken/503")
    assert response.headers["Retry-After"] == "2"


def test_a_wrong_method_says_which_are_right(client):
    response = client.post("/privacy", data={"csrf_token": "x"})
    assert response.status_code in {400, 405}
    response = client.get("/language")
    assert response.status_code == 405
    assert "POST" in response.headers["Allow"]


@pytest.mark.parametrize(
    "path",
    ["/nowhere", "/courses/x/y/z", "/%00", "/..%2f..%2fetc", "/ł", "/" + "x" * 2000],
)
def test_what_does_not_exist_is_404_for_everybody(client, cast, path):
    assert client.get(path).status_code == 404
    sign_in(client, cast.ana)
    assert client.get(path).status_code == 404


def test_a_route_that_does_not_say_who_it_is_for_is_refused(client):
    response = client.get("/broken/undeclared")
    assert response.status_code == 500
    assert "who it is for" not in response.get_data(as_text=True)


def test_a_form_without_a_token_changes_nothing_and_says_what_to_do(client):
    response = client.post("/language", data={"language": "de"})
    assert response.status_code == 400
    assert '<html lang="pl">' in client.get("/privacy").get_data(as_text=True)


def test_a_request_for_another_host_gets_a_plain_answer_and_no_trace_in_the_log(
    client, caplog
):
    response = client.get("/sign-in", headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert "evil" not in response.get_data(as_text=True)
    assert caplog.text == ""


def test_a_large_form_is_refused(client):
    response = client.post("/language", data={"language": "x" * 3_000_000})
    assert response.status_code == 413


def test_a_form_of_a_hundred_thousand_fields_is_refused(client):
    body = "&".join(f"f{number}=1" for number in range(100_000))
    response = client.post(
        "/language", data=body, content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code in {400, 413}


def test_multipart_of_too_many_parts_is_refused(client):
    parts = {f"f{number}": "1" for number in range(2500)}
    response = client.post("/language", data=parts, content_type="multipart/form-data")
    assert response.status_code == 413
