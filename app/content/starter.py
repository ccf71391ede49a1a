"""A small, valid package to begin with, whose comments teach the format."""

import json
import re
import unicodedata
from importlib import resources
from importlib.resources.abc import Traversable

from app.content.course import Language

# What no decomposition takes apart.
_LETTERS = str.maketrans({"ł": "l", "Ł": "l", "ß": "ss", "ø": "o", "đ": "d", "æ": "ae"})
_LONGEST = 41


def starter(name: str, language: Language = "pl") -> dict[str, str]:
    """Return the files of a new package by path; its comments are in `language`."""
    root = resources.files("app.content") / "starter_files" / language
    values = {"@ID@": course_id(name), "@TITLE@": json.dumps(name, ensure_ascii=False)}
    return {path: _filled(text, values) for path, text in _texts(root, "").items()}


def course_id(name: str) -> str:
    """Return a course id made of a name; a plain word when nothing of it is left."""
    plain = unicodedata.normalize("NFKD", name.translate(_LETTERS)).lower()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].rstrip("-")
    return words if len(words) > 1 else "kurs"


def _texts(folder: Traversable, prefix: str) -> dict[str, str]:
    texts: dict[str, str] = {}
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        path = prefix + entry.name
        if entry.is_dir():
            texts |= _texts(entry, f"{path}/")
        else:
            texts[path] = entry.read_text(encoding="utf-8")
    return texts


def _filled(text: str, values: dict[str, str]) -> str:
    for place, value in values.items():
        text = text.replace(place, value)
    return text
