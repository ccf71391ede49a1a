"""Texts as rules: equal ones, equal but for article or capitals, and misspelt ones."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel

from app.questions.folding import Profile, even, fold, nfc
from app.questions.typed.articles import Articles, parted
from app.questions.typos import Slips, Spelling, Typos, slips

Case = Literal["ignore", "soft", "required"]


class Found(NamedTuple):
    """Which text an answer is, by its place, and what of it is to be told."""

    place: int
    remark: str = ""
    slips: Slips = (0, 0)
    # Letters to be put in or taken out, to tell equal numbers of slips apart.
    letters: int = 0


class Texts(NamedTuple):
    """What a rule or a trap says of texts: those of any spelling, and exact ones."""

    any: tuple[str, ...]
    exact: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """How two texts are compared."""

    profile: Profile
    case: Case
    articles: Articles
    typos: Typos

    def strictly(self, text: str) -> str:
        """Return the one form of all texts that are equal."""
        if self.articles == "ignore":
            text = self._without_article(text)
        return fold(text, self.profile, keep_case=self.case != "ignore")

    def loosely(self, text: str) -> str:
        """Return the one form of all texts that are equal but for soft errors."""
        if self.articles != "required":
            text = self._without_article(text)
        return fold(text, self.profile, keep_case=self.case == "required")

    def spelling(self, text: str) -> Spelling:
        """Return what is compared when slips are forgiven."""
        if self.articles != "required":
            text = self._without_article(text)
        return Spelling.of(text, self.profile, keep_case=self.case == "required")

    def remark(self, given: str, wanted: str) -> str:
        """Return what a soft error is called, "" when there is none."""
        article, given = parted(even(given), self.profile)
        right, wanted = parted(even(wanted), self.profile)
        # Where the author wrote no article, any may be the right one.
        off = self.articles == "soft" and bool(right) and article != right
        capitals = self.case == "soft" and _capitals_differ(given, wanted)
        if off and capitals:
            return "nearly-both"
        return "nearly-article" if off else "nearly-case" if capitals else ""

    def has_other_article(self, given: str, wanted: str) -> bool:
        """Tell whether an article was written, and not the wanted one."""
        if self.articles != "soft":
            return False
        article = parted(even(given), self.profile)[0]
        right = parted(even(wanted), self.profile)[0]
        return bool(article and right) and article != right

    @property
    def is_soft(self) -> bool:
        """Tell whether there are soft errors at all."""
        return self.case == "soft" or self.articles == "soft"

    def _without_article(self, text: str) -> str:
        return parted(even(text), self.profile)[1]


@dataclass(frozen=True, slots=True)
class TextKey:
    """The texts of rules (or of traps), made ready for comparing with answers."""

    reading: Reading
    exact: Mapping[str, int]
    strict: Mapping[str, int]
    # The texts themselves are kept beside, to say what differs from them.
    loose: Mapping[str, tuple[int, str]]
    spellings: tuple[tuple[int, str, Spelling], ...]

    @classmethod
    def of(cls, reading: Reading, rules: Iterable[Texts]) -> "TextKey":
        """Fold every text of every rule once."""
        exact: dict[str, int] = {}
        strict: dict[str, int] = {}
        loose: dict[str, tuple[int, str]] = {}
        spellings = []
        for place, texts in enumerate(rules):
            for text in texts.exact:
                exact.setdefault(nfc(text).strip(), place)
            for text in texts.any:
                strict.setdefault(reading.strictly(text), place)
                if reading.is_soft:
                    loose.setdefault(reading.loosely(text), (place, text))
                spellings.append((place, text, reading.spelling(text)))
        return cls(reading, exact, strict, loose, tuple(spellings))

    def equal(self, text: str) -> Found | None:
        """Return the first rule with this text, soft errors apart."""
        strict = self.strictly_equal(text)
        if strict is not None or not self.reading.is_soft:
            return None if strict is None else Found(strict)
        found = self.loose.get(self.reading.loosely(text))
        if found is None:
            return None
        place, wanted = found
        return Found(place, self.reading.remark(text, wanted))

    def strictly_equal(self, text: str) -> int | None:
        """Return the place of the first rule with this very text."""
        places = (
            self.exact.get(nfc(text).strip()),
            self.strict.get(self.reading.strictly(text)),
        )
        return min((place for place in places if place is not None), default=None)

    def nearest(self, text: str) -> Found | None:
        """Return the rule with the fewest slips; of equals, the first."""
        if self.reading.typos == "none" or not self.spellings:
            return None
        given = self.reading.spelling(text)
        best: tuple[Slips, int, str] | None = None
        for place, wanted, spelling in self.spellings:
            found = slips(given, spelling, self.reading.typos)
            if found is not None and (best is None or (found, place) < best[:2]):
                best = found, place, wanted
        if best is None:
            return None
        found, place, wanted = best
        if self.reading.has_other_article(text, wanted):
            # Both together are rather another form: die Kollegen, not der Kollege.
            return None
        letters = Indel.distance(
            self.reading.loosely(text), self.reading.loosely(wanted)
        )
        return Found(place, self.reading.remark(text, wanted), found, letters)


def _capitals_differ(given: str, wanted: str) -> bool:
    """Tell whether words begin with another kind of letter than they should.

    Phones begin every text with a capital, so there the first word may have one.
    """
    pairs = list(zip(_words(given), _words(wanted), strict=False))
    if pairs and pairs[0][0][:1].isupper():
        pairs = pairs[1:]
    return any(a[:1].isupper() != b[:1].isupper() for a, b in pairs)


def _words(text: str) -> Iterator[str]:
    # Hyphens part what has capitals of its own, as in "E-Mail-Adresse".
    return chain.from_iterable(word.split("-") for word in text.split())
