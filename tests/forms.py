"""The forms of a page, read as a browser reads them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

Fields = list[tuple[str, str]]


@dataclass
class Form:
    """A form with what it would send as it stands, and what could be chosen in it."""

    action: str
    method: str
    fields: Fields = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    buttons: Fields = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)

    def filled(self, answers: dict[str, str | list[str]]) -> Fields:
        """Return what is sent when `answers` replace what stands in the form.

        Raises LookupError for a field that the form does not have.
        """
        unknown = answers.keys() - self.names
        if unknown:
            raise LookupError(f"no field {sorted(unknown)} among {sorted(self.names)}")
        kept = [pair for pair in self.fields if pair[0] not in answers]
        for name, answer in answers.items():
            values = [answer] if isinstance(answer, str) else answer
            kept.extend((name, value) for value in values)
        return kept


def forms_of(html: str) -> list[Form]:
    """Return all forms of a page."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._select = ""
        self._chosen = False
        self._textarea = ""
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(given.get("action", ""), given.get("method", "get"))
            self.forms.append(self._form)
        elif self._form is None:
            return
        elif tag == "input":
            self._input(self._form, given)
        elif tag == "button" and "name" in given:
            self._form.buttons.append((given["name"], given.get("value", "")))
            self._form.names.add(given["name"])
        elif tag == "select":
            self._select, self._chosen = given["name"], "multiple" in given
            self._form.names.add(self._select)
        elif tag == "option":
            self._option(self._form, given)
        elif tag == "textarea":
            self._textarea, self._text = given["name"], ""
            self._form.names.add(self._textarea)

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea" and self._form and self._textarea:
            # A line end directly after the opening tag is not part of the text.
            self._form.fields.append((self._textarea, self._text.removeprefix("\n")))
            self._textarea = ""

    @staticmethod
    def _input(form: Form, given: dict[str, str]) -> None:
        name, kind = given.get("name"), given.get("type", "text")
        if not name or "disabled" in given:
            return
        form.names.add(name)
        if kind in {"checkbox", "radio"}:
            value = given.get("value", "on")
            form.choices.setdefault(name, []).append(value)
            if "checked" in given:
                form.fields.append((name, value))
        elif kind == "submit":
            form.buttons.append((name, given.get("value", "")))
        elif kind != "file":
            form.fields.append((name, given.get("value", "")))

    def _option(self, form: Form, given: dict[str, str]) -> None:
        value = given.get("value", "")
        form.choices.setdefault(self._select, []).append(value)
        if "selected" in given:
            # A browser sends the first option of a plain list when none is selected.
            form.fields = [f for f in form.fields if f[0] != self._select]
            form.fields.append((self._select, value))
            self._chosen = True
        elif not self._chosen:
            form.fields.append((self._select, value))
            self._chosen = True
