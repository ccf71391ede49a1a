"""Articles before nouns, and texts without them."""

from typing import Literal

from app.questions.folding import Profile

Articles = Literal["ignore", "required", "soft"]

_ARTICLES: dict[Profile, frozenset[str]] = {
    "de": frozenset(
        {"der", "die", "das", "den", "dem", "des"}
        | {"ein", "eine", "einen", "einem", "einer", "eines"}
    ),
    "en": frozenset({"the", "a", "an"}),
    "pl": frozenset(),
}


def parted(text: str, profile: Profile) -> tuple[str, str]:
    """Return (article, the rest) of an evened text; "" where there is no article.

    An article with nothing behind it is no article but the answer itself.
    """
    first, _, rest = text.partition(" ")
    if rest and first.lower() in _ARTICLES[profile]:
        return first.lower(), rest
    return "", text
