"""Somebody at a browser: what they do is said in the words of the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Final
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
)

from app.cli.words import translator
from tests.journeys.axe import violations

WIDTHS: Final = (1280, 360)
NARROWEST: Final = 320
SCHEMES: Final = ("light", "dark")


@dataclass
class Reader:
    """A person with one tab; texts are looked for by their message ids."""

    context: BrowserContext
    page: Page
    site: str
    said: Callable[[str], str]
    trouble: list[str]
    scripts: bool = True

    def open(self, path: str) -> None:
        """Go to an address of the site, and look at what is there."""
        self.page.goto(f"{self.site}{path}")
        self.look()

    def visit(self, path: str) -> None:
        """Go to an address that is there, and look at it closely."""
        answer = self.page.goto(f"{self.site}{path}")
        assert answer is not None
        assert answer.status == 200, f"{path} answered {answer.status}"
        assert self.page.locator("h1").count() == 1, f"{path} has not one heading"
        self.look_closely()

    def press(self, label: str) -> None:
        """Press a button of the page (not of its frame) and look at what comes."""
        with self.page.expect_navigation():
            self.button(label).click()
        self.look()

    def follow(self, label: str) -> None:
        """Follow a link of the page and look at what comes."""
        with self.page.expect_navigation():
            self.link(label).click()
        self.look()

    def fill(self, texts: dict[str, str]) -> None:
        """Type into the fields with these labels."""
        for label, text in texts.items():
            self.field(label).fill(text)

    def field(self, label: str) -> Locator:
        """Return the field with this label; more may stand behind it, as a hint."""
        label = re.escape(self.said(label))
        return self.page.locator("main").get_by_label(re.compile(f"^{label}")).first

    def sees(self, text: str) -> bool:
        """Tell whether the page says this."""
        found = self.page.locator("main").get_by_text(self.said(text))
        return found.first.is_visible()

    def button(self, label: str) -> Locator:
        """Return the first button with this label that can be seen."""
        page = self.page.locator(".page")
        return page.get_by_role("button", name=self.said(label), exact=True).first

    def link(self, label: str) -> Locator:
        """Return the first link with this label that can be seen."""
        main = self.page.locator("main")
        return main.get_by_role("link", name=self.said(label), exact=True).first

    def look(self) -> None:
        """Note what makes this page hard to use: axe-core's findings, overflow."""
        self.page.wait_for_load_state()
        # axe-core is a script, too.
        if self.scripts:
            self.trouble += violations(self.page)
        self.measure()

    def measure(self) -> None:
        """Note when the page is wider than its window."""
        width = self.page.evaluate("document.documentElement.scrollWidth")
        size = self.page.viewport_size or {"width": width}
        if width > size["width"]:
            self.trouble.append(f"{self.page.url} is {width} wide on {size['width']}")

    def look_closely(self) -> None:
        """Look at this page at a desk and on a phone, by day and by night.

        Then at the width of the narrowest phone; in the end all is as it was.
        """
        before = self.page.viewport_size
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 800})
            for scheme in SCHEMES:
                self.page.emulate_media(color_scheme=scheme)
                self.look()
        self.page.set_viewport_size({"width": NARROWEST, "height": 600})
        self.measure()
        self.page.emulate_media(color_scheme="null")
        self.page.set_viewport_size(before or {"width": WIDTHS[0], "height": 800})

    @property
    def path(self) -> str:
        """The path of the page."""
        return urlsplit(self.page.url).path

    def another_tab(self) -> Reader:
        """Open a second tab of the same browser."""
        page = self.context.new_page()
        return replace(self, page=page)


@dataclass
class Readers:
    """Makes readers, and keeps what went wrong in any of their browsers."""

    browser: Browser
    site: str
    trouble: list[str] = field(default_factory=list)
    open: list[BrowserContext] = field(default_factory=list)
    # What a test expects to see in the console, such as a page that is not there.
    expected: list[str] = field(default_factory=list)

    def make(
        self,
        cookie: dict[str, str] | None = None,
        *,
        locale: str = "pl",
        width: int = 1280,
        scripts: bool = True,
        **options: Any,
    ) -> Reader:
        """Open a browser of its own, signed in by `cookie` if there is one."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 800},
            java_script_enabled=scripts,
            **options,
        )
        self.open.append(context)
        context.set_default_timeout(10_000)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.trouble.append(str(error.error)))
        context.on("request", self._request)
        if cookie:
            context.add_cookies([cookie])
        said, page = translator(locale), context.new_page()
        return Reader(context, page, self.site, said, self.trouble, scripts)

    def close(self) -> list[str]:
        """Close all browsers and return the trouble nobody expected."""
        for context in self.open:
            context.close()
        self.open.clear()
        return [
            line
            for line in self.trouble
            if not any(re.search(pattern, line) for pattern in self.expected)
        ]

    def _console(self, message: ConsoleMessage) -> None:
        # Violations of the policy are told there, too.
        if message.type in {"error", "warning"}:
            place = message.location.get("url", "")
            self.trouble.append(f"{message.type} at {place}: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.site}/", "data:", "blob:")):
            self.trouble.append(f"a foreign request: {request.url}")
