"""The translation gate: every text of the interface stands in Polish and in German."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

from config import LOCALES, ROOT

# English is the language of the message ids themselves.
TRANSLATED = [locale for locale in LOCALES if locale != "en"]
NOT_ENGLISH = re.compile("[ąćęłńśźżäöüß]", re.IGNORECASE)


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """What code and templates say, collected as `make messages` does."""
    template = tmp_path_factory.mktemp("messages") / "messages.pot"
    mapping = ["--mapping-file", str(ROOT / "pyproject.toml"), "--ignore-dirs", ".*"]
    CommandLineInterface().run(
        ["pybabel", "-q", "extract", *mapping, "-o", str(template), str(ROOT)]
    )
    return catalogue(template)


def catalogue(path: Path, locale: str | None = None) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=locale, abort_invalid=True)


@pytest.fixture(scope="module", params=TRANSLATED)
def translation(request: pytest.FixtureRequest) -> Catalog:
    path = ROOT / "translations" / request.param / "LC_MESSAGES" / "messages.po"
    assert path.exists(), "run `make messages`"
    return catalogue(path, request.param)


def ids(catalog: Catalog) -> dict[str, Message]:
    """Messages by their (singular) id, without the header."""
    return {
        message.id if isinstance(message.id, str) else message.id[0]: message
        for message in catalog
        if message.id
    }


def is_empty(message: Message) -> bool:
    parts = message.string
    return not all([parts] if isinstance(parts, str) else parts)


def test_texts_are_collected_from_code_and_from_templates(texts: Catalog) -> None:
    places = {Path(place).suffix for m in texts for place, _ in m.locations}
    assert places == {".py", ".html"}


def test_message_ids_are_english(texts: Catalog) -> None:
    assert [text for text in ids(texts) if NOT_ENGLISH.search(text)] == []


def test_no_text_lacks_its_translation(texts: Catalog, translation: Catalog) -> None:
    known = ids(translation)
    missing = [m for m in ids(texts) if m not in known or is_empty(known[m])]
    assert missing == [], "run `make messages` and translate what is empty"


def test_no_translation_is_a_guess(translation: Catalog) -> None:
    assert [text for text, message in ids(translation).items() if message.fuzzy] == []


def test_every_translation_keeps_its_placeholders(translation: Catalog) -> None:
    faults = {
        text: [str(fault) for fault in message.check(translation)]
        for text, message in ids(translation).items()
    }
    assert {text: found for text, found in faults.items() if found} == {}


def test_nothing_is_translated_that_is_said_no_more(
    texts: Catalog, translation: Catalog
) -> None:
    assert set(ids(translation)) - set(ids(texts)) == set(), "run `make messages`"
