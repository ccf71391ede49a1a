"""What a learner reads off a page of questions, and enters into it."""

from __future__ import annotations

import re
from html import unescape

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.forms import Form
from tests.web import Answers, form_on, send

_CHOICE = re.compile(
    r'<input class="choice-input"[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"[^>]*>\s*'
    r"<label[^>]*>(.*?)</label>",
    re.DOTALL,
)
_ROW = re.compile(
    r'<label class="row-text" for="[^"]*">(.*?)</label>.*?<select[^>]*?name="([^"]+)"',
    re.DOTALL,
)
_OPTION = re.compile(r'<option value="([^"]+)"[^>]*>(.*?)</option>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


def html_of(page: TestResponse | str) -> str:
    return page if isinstance(page, str) else page.get_data(as_text=True)


def plain(html: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", html)).split())


def choice(page: TestResponse | str, name: str, label: str) -> str:
    """Return what a browser sends for the choice of this question with this label."""
    for found, value, words in _CHOICE.findall(html_of(page)):
        if found == name and plain(words) == label:
            return str(value)
    raise LookupError(f"{name} has no choice {label!r}")


def row(page: TestResponse | str, name: str, label: str) -> str:
    """Return the field of the row with this label in a matching or ordering."""
    for words, field in _ROW.findall(html_of(page)):
        if field.startswith(f"{name}.") and plain(words) == label:
            return str(field)
    raise LookupError(f"{name} has no row {label!r}")


def option(page: TestResponse | str, field: str, label: str) -> str:
    """Return what a browser sends for this line of a drop-down list."""
    html = html_of(page)
    begin = html.index(f'name="{field}"')
    for value, words in _OPTION.findall(html[begin : html.index("</select>", begin)]):
        if plain(words) == label:
            return str(value)
    raise LookupError(f"{field} has no option {label!r}")


def right_answers(page: TestResponse | str) -> Answers:
    """Return the right answers to all questions of the bank that stand on a page."""
    html = html_of(page)
    makers = {
        "b-jeden": lambda: {"b-jeden": choice(html, "b-jeden", "Pierwszy")},
        "b-wiele": lambda: {
            "b-wiele": [choice(html, "b-wiele", one) for one in ("Alfa", "Beta")]
        },
        "b-prawda": lambda: {"b-prawda": "true"},
        "b-slowo": lambda: {"b-slowo": "das Kluczmädchen"},
        "b-liczba": lambda: {"b-liczba": "474747"},
        "b-pary": lambda: _pairs(html),
        "b-rzad": lambda: {
            row(html, "b-rzad", label): str(place)
            for place, label in enumerate(("Najpierw", "Potem", "Na końcu"), 1)
        },
        "b-luki": lambda: {"b-luki.g1": "kluczbin", "b-luki.g2": "kluczkomme"},
    }
    answers: Answers = {}
    for name, make in makers.items():
        if f'id="{name}"' in html:
            answers.update(make())
    return answers


def _pairs(html: str) -> Answers:
    return {
        field: option(html, field, right)
        for left, right in (("Chleb", "Piekarz"), ("Stół", "Stolarz"))
        for field in [row(html, "b-pary", left)]
    }


def attempt_form(page: TestResponse | str) -> Form:
    """Return the form with the questions of an attempt."""
    return form_on(html_of(page), "/responses")


def save(
    client: FlaskClient,
    page: TestResponse | str,
    answers: Answers | None = None,
    *,
    go: str | None = None,
    check: str | None = None,
    **options: object,
) -> TestResponse:
    """Press a button of a page of an attempt, with these answers filled in."""
    pressed = {**({"go": go} if go else {}), **({"check": check} if check else {})}
    form = attempt_form(page)
    return send(client, form, {**(answers or {}), **pressed}, **options)
