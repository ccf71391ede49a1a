"""Sending tables: whole or not at all."""

from __future__ import annotations

import errno
from collections.abc import Iterator

import pytest

from app.reports import completion
from tests.web import post, sign_in


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("trouble", "status"),
    [(ValueError("in the middle"), 500), (OSError(errno.ENOSPC, "full"), 503)],
)
def test_a_table_that_breaks_off_is_an_error_and_no_shorter_table(
    client, cast, monkeypatch, kind, trouble, status
):
    def breaking(*_: object) -> Iterator[object]:
        raise trouble
        yield

    sign_in(client, cast.clara)
    page = post(client, f"/reports/completion.{kind}")
    assert page.status_code == 200
    assert int(page.headers["Content-Length"]) == len(page.get_data())
    monkeypatch.setattr(completion, "rows", breaking)

    assert post(client, f"/reports/completion.{kind}").status_code == status
