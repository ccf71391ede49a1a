"""A redirect stays on this site, whatever it is asked for."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.addresses import local_path

HOME = "/learning"


@pytest.mark.parametrize(
    "path", ["/", "/courses/x", "/courses/x?page=2#top", "/ł", "/a//b", "/?next=//x"]
)
def test_a_path_of_this_site_is_kept(path):
    assert local_path(path, HOME) == path


@pytest.mark.parametrize(
    "target",
    [
        None,
        "",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https:evil.example",
        "https://evil.example",
        "http:///evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        " /x",
        "/x y",
        "/x\r\nSet-Cookie: a=b",
        "/\t/evil.example",
        "\t//evil.example",
        "/\x00",
        "/\x7f",
        "evil.example",
        "?next=/",
        "/" + "x" * 500,
    ],
)
def test_anything_else_leads_home(target):
    assert local_path(target, HOME) == HOME


@given(st.text(alphabet="/\\:.@?#%\t\n aehtps", max_size=20))
def test_no_browser_would_leave_by_it(target):
    path = local_path(target, HOME)
    # A browser drops tabs and line ends, and reads a backslash as a slash.
    read = path.translate({9: None, 10: None, 13: None}).replace("\\", "/")
    assert urlsplit(urljoin("https://kursy.example.pl/a/b", read)).netloc == (
        "kursy.example.pl"
    )
