"""The few words that the engine itself writes into a course's text, by its language.

They belong to the content, as in a printed manual, and do not follow the language of
the interface.
"""

from typing import TypedDict


class Labels(TypedDict):
    """The words of one language."""

    note: str
    warning: str
    example: str
    dialogue: str
    table: str
    vocabulary: str
    term: str
    meaning: str
    in_use: str


LABELS: dict[str, Labels] = {
    "pl": {
        "note": "Zapamiętaj",
        "warning": "Uwaga",
        "example": "Przykład",
        "dialogue": "Dialog",
        "table": "Tabela %d",
        "vocabulary": "Słownictwo",
        "term": "Słowo lub zwrot",
        "meaning": "Znaczenie",
        "in_use": "Przykład użycia",
    },
    "de": {
        "note": "Merke",
        "warning": "Achtung",
        "example": "Beispiel",
        "dialogue": "Dialog",
        "table": "Tabelle %d",
        "vocabulary": "Wortschatz",
        "term": "Wort oder Wendung",
        "meaning": "Bedeutung",
        "in_use": "Anwendung",
    },
    "en": {
        "note": "Remember",
        "warning": "Warning",
        "example": "Example",
        "dialogue": "Dialogue",
        "table": "Table %d",
        "vocabulary": "Vocabulary",
        "term": "Word or phrase",
        "meaning": "Meaning",
        "in_use": "In use",
    },
}
