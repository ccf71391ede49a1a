"""The last sieve, should the renderer ever let something through."""

import pytest

from app.content.sanitising import sanitised


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        '<a href="data:text/html,x">x</a>',
        '<p style="position:fixed">x</p>',
        "<iframe src=https://evil.example></iframe>",
        "<svg onload=alert(1)><use href=#x /></svg>",
        '<form action="https://evil.example"><input name=q></form>',
        '<div class="site-header" id="main">x</div>',
        '<img src="/pulpit">',
        "<math><mtext><table><mglyph><style><img src=1 onerror=alert(1)>",
    ],
)
def test_nothing_that_acts_or_looks_like_our_pages_passes(html: str):
    left = sanitised(html)
    for danger in ("script", "onerror", "onload", "javascript", "data:", "style="):
        assert danger not in left
    for element in ("iframe", "svg", "form", "input", "site-header", "id=", "pulpit"):
        assert element not in left


def test_what_the_renderer_writes_passes_unchanged():
    html = (
        '<div class="table-wrap" role="region" tabindex="0" aria-label="Tabela 1">'
        '<table class="vocabulary"><tbody><tr><th scope="row" lang="de">a</th>'
        '<td class="align-right">b</td></tr></tbody></table></div>'
        '<p class="translation">c <a href="activity:quiz">d</a></p>'
    )
    assert sanitised(html) == html
