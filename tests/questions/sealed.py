"""One question of each type with a seal on whatever must not be told too early.

KLUCZ stands in right answers, in explanations and in the ids of all parts, RADA in what
is said to an answer; right numbers and days have 4747 or 2047 in them.
"""

from __future__ import annotations

import re
from typing import Any

_TOLD = {"feedback": "RADA"}
_RIGHT = {"id": "klucz-a", "text": "Alfa", "right": True, **_TOLD}
_WRONG = {"id": "klucz-b", "text": "Beta", **_TOLD}

# By type: its keys, and a wrong answer. Pairs and gaps of a cloze lend their ids to the
# fields of a form, so these alone bear no seal.
SEALED: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "single-choice": ({"choices": [_RIGHT, _WRONG]}, {"choices": ["klucz-b"]}),
    "multiple-choice": ({"choices": [_RIGHT, _WRONG]}, {"choices": ["klucz-b"]}),
    "true-false": (
        {"answer": True, "feedback": {True: "RADA", False: "RADA"}},
        {"value": False},
    ),
    "short-text": (
        {
            "answers": [{"id": "klucz-a", "text": "kluczbaum", **_TOLD}],
            "but_not": [{"id": "klucz-b", "text": "kluczraum", **_TOLD}],
        },
        {"text": "Baum"},
    ),
    "number": ({"answer": 4747, "near": [{"answer": 47, **_TOLD}]}, {"text": "47"}),
    "date": (
        {"answer": "2047-04-17", "near": [{"years_off": 1, **_TOLD}]},
        {"text": "17.4.2048"},
    ),
    "money": (
        {"answer": "4747 zł", "near": [{"answer": "47 zł", **_TOLD}]},
        {"text": "47 zł"},
    ),
    "calculated": (
        {
            "values": {"a": [47], "b": [101]},
            "derived": {"c": "a * b"},
            "answer": "c",
            "near": [{"answer": "a + b", **_TOLD}],
            "explanation": "KLUCZ [[c]]",
        },
        {"text": "148"},
    ),
    "matching": (
        {
            "pairs": [
                {"id": "p", "left": "Chleb", "right": "Piekarz", **_TOLD},
                {"id": "r", "left": "Stół", "right": "Stolarz", **_TOLD},
            ],
            "extra": [{"id": "klucz-x", "text": "Kowal"}],
        },
        {"pairs": {"p": "klucz-x"}},
    ),
    "ordering": (
        {"items": [{"id": f"klucz-{i}", "text": i} for i in ("raz", "dwa", "trzy")]},
        {"order": ["klucz-trzy", "klucz-dwa", "klucz-raz"]},
    ),
    "cloze": (
        {
            "text": "Ich [[g]] hier.",
            "gaps": {"g": {"answer": "kluczbin", **_TOLD}},
        },
        {"gaps": {"g": "ist"}},
    ),
    "dropdown": (
        {
            "text": "Ich [[klucz-g]] hier.",
            "gaps": {
                "klucz-g": {
                    "right": {"id": "klucz-a", "text": "bin", **_TOLD},
                    "wrong": [{"id": "klucz-b", "text": "ist", **_TOLD}],
                    **_TOLD,
                }
            },
        },
        {"gaps": {"klucz-g": "klucz-b"}},
    ),
    "matrix": (
        {
            "columns": [{"id": f"klucz-{i}", "text": i} for i in ("tak", "nie")],
            "rows": [{"id": "klucz-r", "text": "Tu?", "right": "klucz-tak", **_TOLD}],
        },
        {"rows": {"klucz-r": ["klucz-nie"]}},
    ),
    "categorise": (
        {
            "categories": [
                {
                    "id": "klucz-a",
                    "text": "Drewno",
                    "items": [{"id": "klucz-i", "text": "Dąb", **_TOLD}],
                },
                {"id": "klucz-b", "text": "Metal"},
            ],
            "none": [{"id": "klucz-j", "text": "Szkło", **_TOLD}],
        },
        {"items": {"klucz-i": "klucz-b", "klucz-j": "klucz-a"}},
    ),
    "word-order": (
        {
            "tiles": [
                {"id": f"klucz-{i}", "text": i} for i in ("wir", "sind", "alle", "da")
            ],
            "extra": [{"id": "klucz-x", "text": "dort"}],
        },
        {"tiles": ["klucz-da", "klucz-x"]},
    ),
    "hotspot": (
        {
            "picture": "media/klucz.png",
            "zones": [
                {
                    "id": "klucz-a",
                    "label": "Brama",
                    "rect": [0, 0, 9, 9],
                    "right": True,
                },
                {"id": "klucz-b", "label": "Okno", "circle": [80, 50, 9], **_TOLD},
            ],
            "elsewhere": "RADA",
        },
        {"spots": [[800, 500]]},
    ),
    "label-image": (
        {
            "picture": "media/klucz.png",
            "places": [
                {"id": "klucz-a", "at": [20, 30], "label": "dach", "describe": "u góry"}
                | _TOLD,
                {
                    "id": "klucz-b",
                    "at": [50, 60],
                    "label": "próg",
                    "describe": "na dole",
                }
                | _TOLD,
            ],
        },
        {"labels": {"klucz-a": "klucz-b"}},
    ),
    "dictation": (
        {"sound": "media/klucz.wav", "transcript": "Das Kluczhaus ist sehr alt."},
        {"text": "Guten Morgen"},
    ),
    "survey": (
        {"choices": [{"id": f"klucz-{i}", "text": i} for i in ("tak", "nie")]},
        {"choices": ["klucz-nie"]},
    ),
}

# Digits inside addresses and aliases mean nothing.
_SEAL = re.compile(
    r"klucz[\w-]*|(?<![0-9a-f])(?:4[\s\xa0]?747|2047)(?![0-9a-f])"
    r"|wir sind alle|zone-missed|choice-missed",
    re.IGNORECASE,
)


def authored(kind: str, name: str) -> dict[str, Any]:
    """Return a question of a type as its author writes it."""
    keys, _ = SEALED[kind]
    return {"id": name, "type": kind, "prompt": "Co?", "explanation": "KLUCZ"} | keys


def broken_seals(html: str) -> list[str]:
    """Return what a page tells of right answers."""
    return _SEAL.findall(html)
