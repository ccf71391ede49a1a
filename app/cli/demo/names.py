"""Names of the demo: people, guilds and firms that could be met in the Opole region."""

from __future__ import annotations

import unicodedata
from random import Random
from typing import Final

CHAMBER: Final = "Izba Rzemieślnicza w Opolu"

# Each guild with its firms. All are made up.
GUILDS: Final = {
    "Cech Stolarzy w Opolu": (
        "Stolarnia Mróz",
        "Meble Świerk sp. z o.o.",
        "Schody i Okna Wójcik",
    ),
    "Cech Piekarzy i Cukierników w Nysie": (
        "Piekarnia Pod Kłosem",
        "Cukiernia Malina",
        "Piekarnia Żytnia Skórka",
    ),
    "Cech Fryzjerów w Opolu": (
        "Salon Loki i Fale",
        "Studio Fryzur Ewelina",
        "Barber nad Odrą",
    ),
    "Cech Mechaniki Pojazdowej w Brzegu": (
        "Auto Serwis Stobrawa",
        "Warsztat Cztery Koła",
        "Blacharnia Łuczak",
    ),
    "Cech Rzemiosł Budowlanych w Kluczborku": (
        "Dachy Kluczbork s.c.",
        "Instalacje Iskra",
        "Murarstwo Cegiełka",
    ),
}

_WOMEN: Final = (
    "Anna Katarzyna Agnieszka Małgorzata Ewa Magdalena Joanna Barbara Monika Zofia "
    "Justyna Łucja Żaneta Natalia Oliwia Weronika Dorota Iwona Renata Hanna"
)
_MEN: Final = (
    "Piotr Krzysztof Tomasz Paweł Marcin Michał Grzegorz Łukasz Mateusz Jakub Kacper "
    "Rafał Dariusz Sławomir Bartłomiej Wojciech Zbigniew Rajmund Joachim Adrian"
)
# As women and as men bear them.
_FAMILIES: Final = (
    "Nowak Kowalska/Kowalski Wiśniewska/Wiśniewski Wójcik Kamińska/Kamiński "
    "Lewandowska/Lewandowski Zielińska/Zieliński Woźniak Dąbrowska/Dąbrowski "
    "Kozłowska/Kozłowski Jankowska/Jankowski Mazur Krawczyk Grabowska/Grabowski "
    "Król Wieczorek Jabłońska/Jabłoński Wróbel Dudek Stępień Świerc Gąsior Żurek "
    "Ćwik Łabędź Ślęzak Morawiec Piechota Sobota Mróz Bieniek Filipczyk Góra "
    "Pietrzak Szymańska/Szymański Olszewska/Olszewski Źródlak Cichoń"
)


def people(rng: Random, count: int) -> list[tuple[str, str]]:
    """Return as many different (given name, family name); about half are women."""
    families = _FAMILIES.split()
    names: dict[tuple[str, str], None] = {}
    while len(names) < count:
        woman = rng.random() < 0.5
        given = rng.choice((_WOMEN if woman else _MEN).split())
        forms = rng.choice(families).split("/")
        names[given, forms[0 if woman else -1]] = None
    return list(names)


def address(given: str, family: str, place: str = "poczta.example") -> str:
    """Return a mail address that leads nowhere: .example is never given to anybody."""
    return f"{_plain(given)}.{_plain(family)}@{place}"


def _plain(word: str) -> str:
    bare = unicodedata.normalize("NFKD", word.lower().replace("ł", "l"))
    return "".join(letter for letter in bare if letter.isascii() and letter.isalpha())
