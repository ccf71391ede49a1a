"""What makes a page hard to use does not escape the readers of these journeys."""

from __future__ import annotations

import pytest

from tests.journeys.readers import Reader, Readers

pytestmark = pytest.mark.browser

GREY_ON_WHITE = "<p data-style='color: #aaa'>Blade litery</p>"
WIDE = "<div data-style='width: 2000px; max-width: none'>Szeroko</div>"
FOREIGN = "<img src='https://example.org/x.png' alt=''>"
INLINE = "<p onclick='alert(1)'>Klik</p>"
BROKEN = "<img src='/no-such-picture.png' alt=''>"


@pytest.mark.parametrize(
    ("html", "trouble"),
    [
        (GREY_ON_WHITE, "color-contrast"),
        ("<img src='/static/x.png'>", "image-alt"),
        (WIDE, "wide on 1280"),
        (FOREIGN, "a foreign request"),
        (INLINE, "Content Security Policy"),
        (BROKEN, "404"),
    ],
    ids=["contrast", "no-alt", "wide", "foreign", "inline", "console"],
)
def test_trouble_is_noticed(readers: Readers, html: str, trouble: str):
    reader = readers.make()
    reader.open("/privacy")
    _add(reader, html)
    reader.look()
    noticed, readers.trouble[:] = list(readers.trouble), []
    assert any(trouble in line for line in noticed), noticed


@pytest.mark.parametrize(
    ("html", "trouble"),
    [
        ("<p data-style='color: #555'>Dobre tylko w dzień</p>", "color-contrast"),
        ("<p data-style='color: #aaa'>Dobre tylko w nocy</p>", "color-contrast"),
        ("<div data-style='width: 350px'>Za szeroko na telefon</div>", "on 320"),
    ],
    ids=["by-night", "by-day", "phone"],
)
def test_trouble_that_is_seen_in_one_look_only_is_noticed(
    readers: Readers, html: str, trouble: str
):
    reader = readers.make(reduced_motion="reduce")
    reader.open("/privacy")
    _add(reader, html)
    reader.look_closely()
    noticed, readers.trouble[:] = list(readers.trouble), []
    assert any(trouble in line for line in noticed), noticed


def test_a_page_that_is_not_there_is_not_taken_for_one_that_is(readers: Readers):
    readers.expected.append("404")
    with pytest.raises(AssertionError, match="answered 404"):
        readers.make().visit("/no-such-page")


def _add(reader: Reader, html: str) -> None:
    """Put HTML onto the page and wait for what it loads."""
    reader.page.evaluate(
        """async (html) => {
            document.querySelector("main").insertAdjacentHTML("beforeend", html);
            // A style set by a script of the page itself is not forbidden.
            for (const one of document.querySelectorAll("[data-style]")) {
                one.style.cssText = one.dataset.style;
            }
            const [image] = document.querySelectorAll("main img");
            if (image) await image.decode().catch(() => null);
        }""",
        html,
    )
