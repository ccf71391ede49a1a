"""Questions in a browser with their scripts, and the response their form would send."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

import app as application
from app.questions.base import Question
from tests.questions.asking import shown

STATIC = Path(application.__file__).parent / "static"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a tab and close it; an error of a script is a failure."""
    tab = browser.new_page()
    tab.on("pageerror", lambda error: pytest.fail(str(error)))
    yield tab
    tab.close()


def opened(
    page: Page, question: Question, form: dict[str, Any], response: Any = None
) -> None:
    """Show a question as a page does, with the style sheets and scripts it needs."""
    widget = question.widget(form, response)
    page.set_content(shown(widget))
    for path in ("css/site.css", *widget.styles):
        page.add_style_tag(path=STATIC / path)
    for path in widget.scripts:
        page.add_script_tag(path=STATIC / path)
    page.evaluate(
        "document.forms[0].addEventListener('change', () => { window.told = true })"
    )


def answered(page: Page, question: Question, form: dict[str, Any]) -> Any:
    """Return the response that would be read from the form as it stands."""
    pairs = page.evaluate("[...new FormData(document.forms[0])]")
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return question.read(fields, form)


def restored(page: Page, fields: dict[str, list[str]]) -> None:
    """Put values back into the lists of the form, as it is done after a lost line."""
    page.evaluate(
        """fields => {
          for (const [name, [value]] of Object.entries(fields)) {
            document.querySelector(`select[name="${name}"]`).value = value;
          }
          document.forms[0].dispatchEvent(new CustomEvent("restored"));
        }""",
        fields,
    )


def focused(page: Page) -> str:
    """Return the words on what has the focus."""
    return str(page.evaluate("document.activeElement.textContent")).strip()
