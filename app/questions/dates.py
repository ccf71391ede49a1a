"""Dates as people write them in Polish, German and English."""

import re
from collections.abc import Iterator
from datetime import date

from app.questions.folding import Profile, bare, even

_MOST_CHARACTERS = 60
# Two digits of a year: 49 is 2049, 50 is 1950.
_PIVOT = 50

# January first; the form behind a day comes first, as it is shown.
_MONTHS: dict[Profile, tuple[str, ...]] = {
    "pl": (
        "stycznia styczeń sty",
        "lutego luty lut",
        "marca marzec mar",
        "kwietnia kwiecień kwi",
        "maja maj",
        "czerwca czerwiec cze",
        "lipca lipiec lip",
        "sierpnia sierpień sie",
        "września wrzesień wrz",
        "października październik paź",
        "listopada listopad lis",
        "grudnia grudzień gru",
    ),
    "de": (
        "Januar Jänner Jan",
        "Februar Feber Feb",
        "März Maerz Mrz",
        "April Apr",
        "Mai",
        "Juni Jun",
        "Juli Jul",
        "August Aug",
        "September Sept Sep",
        "Oktober Okt",
        "November Nov",
        "Dezember Dez",
    ),
    "en": (
        "January Jan",
        "February Feb",
        "March Mar",
        "April Apr",
        "May",
        "June Jun",
        "July Jul",
        "August Aug",
        "September Sept Sep",
        "October Oct",
        "November Nov",
        "December Dec",
    ),
}
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


def _named() -> Iterator[tuple[str, int]]:
    for months in _MONTHS.values():
        for number, words in enumerate(months, 1):
            for word in words.split():
                yield bare(word.lower()), number
    yield from ((roman, number) for number, roman in enumerate(_ROMAN, 1))


_BY_NAME = dict(_named())
_YEAR = r"(?P<year>[0-9]{4}|'?[0-9]{2})"
# Polish puts an "r." or "roku" behind the year, all put a weekday before the day.
# What denies the day or means another one is not among them: nie, nach, vor.
_BEFORE = (
    r"(?:(?!(?:nie|nicht|not|kein|po|przed|nach|vor|after|before)\b)"
    r"[^\W\d]{1,12}\.?,? ){0,3}"
)
_AFTER = r",? ?(?:r|rok|roku)?\.?"
_DAY = r"(?P<day>[0-9]{1,2})"
_WORD = r"(?P<month>[^\W\d_]{1,12})"
_ISO = re.compile(
    r"(?P<year>[0-9]{4})(?P<by>[-./ ])(?P<month>[0-9]{1,2})(?P=by)(?P<day>[0-9]{1,2})"
)
_NUMBERS = re.compile(
    rf"{_BEFORE}{_DAY} ?(?P<by>[-./, ]) ?(?P<month>[0-9]{{1,2}}) ?(?P=by) ?{_YEAR}"
    rf"{_AFTER}"
)
_DAY_FIRST = re.compile(
    rf"{_BEFORE}{_DAY}(?:\.|st|nd|rd|th)?[- ]?(?:of )?{_WORD}\.?,?[- ]?{_YEAR}{_AFTER}"
)
_MONTH_FIRST = re.compile(
    rf"(?:[^\W\d]{{2,12}},? )?{_WORD}\.? (?:the )?{_DAY}(?:st|nd|rd|th)?,? ?{_YEAR}"
)


def read_date(text: str) -> tuple[date, ...] | None:
    """Return the days a text may mean, None when it writes no date with its year.

    There are two where nobody can tell day and month apart (5/6/2026), and none where
    there is no such day (31.02.2026).
    """
    if len(text) > _MOST_CHARACTERS:
        return None
    folded = bare(even(text).lower()).removesuffix(".")
    numbers = _ISO.fullmatch(folded) or _NUMBERS.fullmatch(folded)
    if numbers is not None:
        month = int(numbers["month"])
        return tuple(_days(numbers, month, swapped=numbers["by"] == "/"))
    for pattern in (_DAY_FIRST, _MONTH_FIRST):
        words = pattern.fullmatch(folded)
        if words is not None and words["month"] in _BY_NAME:
            return tuple(_days(words, _BY_NAME[words["month"]], swapped=False))
    return None


def date_written(day: date, language: Profile) -> str:
    """Return a date with its month as a word, which everybody reads alike."""
    month = _MONTHS[language][day.month - 1].split()[0]
    point = "." if language == "de" else ""
    return f"{day.day}{point} {month} {day.year}"


def _days(found: re.Match[str], month: int, *, swapped: bool) -> Iterator[date]:
    """Yield the day, and the one with day and month swapped, if they exist."""
    day, year = int(found["day"]), _year(found["year"])
    ways = {(month, day): None}
    # In ISO order nobody swaps them, not even between slashes.
    if swapped and found.start("day") < found.start("year"):
        ways[(day, month)] = None
    for one_month, one_day in ways:
        try:
            yield date(year, one_month, one_day)
        except ValueError:
            continue


def _year(text: str) -> int:
    digits = text.removeprefix("'")
    year = int(digits)
    if len(digits) == len("2026"):
        return year
    return year + (1900 if year >= _PIVOT else 2000)
