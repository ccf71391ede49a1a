"""Questions for tests: examples of all types, shown and sent as by a browser."""

import json
from collections import defaultdict
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pydantic import ValidationError

import app as application
from app.questions.base import Question
from app.questions.messages import FAULTS
from app.questions.register import REGISTER, parse
from app.questions.widgets import Fields, Widget
from tests.forms import forms_of

KINDS = sorted(REGISTER)
# Those whose right answers earn a mark, and at once.
MARKED = [kind for kind in KINDS if REGISTER[kind].marked_by == "rule"]
EXAMPLES = {
    kind: parse(yaml.safe_load(question.example.yaml), language="pl")
    for kind, question in REGISTER.items()
}

_PAGES = Environment(
    loader=FileSystemLoader(Path(application.__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    extensions=["jinja2.ext.i18n"],
    trim_blocks=True,
    lstrip_blocks=True,
)
_PAGES.install_null_translations(newstyle=True)
_PAGES.globals["spoken"] = lambda: "en"
_PAGE = _PAGES.from_string(
    """{% import "questions/_widgets.html" as widgets %}
<form>{{ widgets.question_body(widget, disabled=disabled, error=error) }}</form>
{% if judgement %}{{ widgets.question_said(widget, judgement, explanation) }}{% endif %}
"""
)


def asked(kind: str, **keys: Any) -> Question:
    """Return a question of a type with these keys, as an author would write it."""
    return parse(
        {"id": "q", "type": kind, "prompt": "Co?", **keys}, language="pl", teaches="de"
    )


def faults(kind: str, **keys: Any) -> list[tuple[str, tuple[str | int, ...]]]:
    """Return (code, place) of all faults of a question, whose texts are complete."""
    with pytest.raises(ValidationError) as refused:
        asked(kind, **keys)
    for error in refused.value.errors():
        if error["type"] in FAULTS:
            texts = FAULTS[error["type"]]
            assert texts.cause % error["ctx"] == error["msg"]
            assert texts.mend % error["ctx"]
    return [(error["type"], error["loc"]) for error in refused.value.errors()]


def form_of(question: Question, seed: int = 1) -> dict[str, Any]:
    """Return a drawn form as it comes back from the database."""
    rng = Random(seed)  # noqa: S311 - an order is drawn, nothing secret
    drawn = question.draw(rng)
    if question == EXAMPLES[question.kind]:
        drawn |= REGISTER[question.kind].example.form
    return json.loads(json.dumps(drawn))


def shown(widget: Widget, **options: Any) -> str:
    """Return the HTML of a widget."""
    defaults = {"disabled": False, "error": None, "judgement": None, "explanation": ""}
    return _PAGE.render(widget=widget, **defaults | options)


def sent(html: str) -> Fields:
    """Return the fields a browser would send of the one form in some HTML."""
    (form,) = forms_of(html)
    fields = defaultdict(list)
    for name, value in form.fields:
        fields[name].append(value)
    return dict(fields)
