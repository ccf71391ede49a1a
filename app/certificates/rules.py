"""What stands on a certificate, and whether it is valid."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, Literal
from zoneinfo import ZoneInfo

from app.content.course import Course
from app.learning.rules import Facts
from app.questions.score import Score

SERIAL_BYTES = 16  # 128 bits: whoever knows a serial may see the page

_BETWEEN_GROUPS = re.compile(r"[\s\u2010-\u2015-]+")


def bare_serial(typed: str) -> str:
    """Return a serial without what people put between its groups, in small letters."""
    return _BETWEEN_GROUPS.sub("", typed).lower()


class Status(StrEnum):
    """What became of a certificate."""

    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    REPLACED = "replaced"


@dataclass(frozen=True)
class Snapshot:
    """The frozen facts of a certificate, apart from the name of its holder.

    `results` are (quiz title, percent, passed); texts are in `locale` where the
    package has them, else in the course's language. Days are ISO dates in the zone of
    the installation.
    """

    course_title: str
    course_language: str
    level: str
    hours: float
    completed_on: str
    issued_on: str
    valid_until: str | None
    results: tuple[tuple[str, int, bool], ...]
    contents: tuple[str, ...]
    issuer: str
    place: str
    locale: Literal["pl", "de", "en"]

    def to_json(self) -> dict[str, Any]:
        """Return JSON values."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Snapshot:
        """Read what `to_json` wrote."""
        results = tuple((title, percent, ok) for title, percent, ok in value["results"])
        return cls(
            **{**value, "results": results, "contents": tuple(value["contents"])}
        )


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issues certificates, where, and by which zone's calendar."""

    name: str
    place: str
    zone: str


def frozen(
    course: Course,
    facts: Facts,
    issuer: Issuer,
    *,
    completed_at: datetime,
    issued_at: datetime,
    locale: Literal["pl", "de", "en"],
) -> tuple[Snapshot, datetime | None]:
    """Return the facts to freeze, and until when they are valid."""
    zone = ZoneInfo(issuer.zone)
    issued = issued_at.astimezone(zone).date()
    until = None
    if course.certificate is not None and course.certificate.valid_months:
        until = months_later(issued, course.certificate.valid_months)
    title, language = course.title.best(course.language, course.language)
    snapshot = Snapshot(
        course_title=title,
        course_language=language,
        level=course.level.best(course.language, course.language)[0],
        hours=course.hours,
        completed_on=completed_at.astimezone(zone).date().isoformat(),
        issued_on=issued.isoformat(),
        valid_until=until.isoformat() if until else None,
        results=results_of(course, facts),
        contents=tuple(
            module.title.best(course.language, course.language)[0]
            for module in course.modules
        ),
        issuer=issuer.name,
        place=issuer.place,
        locale=locale,
    )
    return snapshot, datetime.combine(until, time.max, zone) if until else None


def results_of(course: Course, facts: Facts) -> tuple[tuple[str, int, bool], ...]:
    """Return the best result of each quiz that the course asks for."""
    if course.certificate is None or not course.certificate.results:
        return ()
    lines = []
    for quiz_id in course.completion.quizzes:
        fact = facts.quizzes.get(quiz_id)
        if fact is not None and fact.maximum:
            quiz = course.quizzes[quiz_id]
            percent = Score(fact.points, fact.maximum).percent(quiz.pass_mark)
            lines.append((quiz.title, percent, fact.passed is not False))
    return tuple(lines)


def months_later(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of that month."""
    year, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + year, month + 1, last)
        except ValueError:
            continue
    raise ValueError("no month is shorter than 28 days")


def status(latest: str, valid_until: datetime | None, now: datetime) -> Status:
    """Return what a certificate is now: its ledger's last word, or expired."""
    if latest == Status.VALID and valid_until is not None and now >= valid_until:
        return Status.EXPIRED
    return Status(latest)
