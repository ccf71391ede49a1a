"""Published courses, as the catalogue lists them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.content.course import Course, LocalText
from app.publishing.models import PublishedCourse, Revision

# The package that shows every type of question; an installation may leave it out.
GALLERY: Final = "galeria-pytan"


@dataclass(frozen=True)
class Card:
    """What the catalogue shows of a course, without loading it."""

    id: str
    title: LocalText
    summary: LocalText
    audience: LocalText
    level: LocalText
    language: str
    hours: float
    certificate: bool
    activities: int
    listed: bool = True

    @classmethod
    def from_json(cls, course_id: str, card: Mapping[str, Any]) -> Card:
        """Read what `card_of` wrote."""
        return cls(
            id=course_id,
            title=LocalText(card["title"]),
            summary=LocalText(card["summary"]),
            audience=LocalText(card["audience"]),
            level=LocalText(card["level"]),
            language=card["language"],
            hours=card["hours"],
            certificate=card["certificate"],
            activities=card["activities"],
            listed=card.get("listed", True),
        )


def card_of(course: Course) -> dict[str, Any]:
    """Return the card of a course as JSON values."""
    return {
        "title": dict(course.title.texts),
        "summary": dict(course.summary.texts),
        "audience": dict(course.audience.texts),
        "level": dict(course.level.texts),
        "language": course.language,
        "hours": course.hours,
        "certificate": course.certificate is not None,
        "activities": len(course.order),
        "listed": course.listed,
    }


def current_digest(session: Session, course_id: str) -> str | None:
    """Return the digest of a course's current revision, None if there is no course."""
    return session.scalar(
        sa.select(PublishedCourse.digest).where(PublishedCourse.id == course_id)
    )


def other_hours(session: Session) -> Mapping[str, float]:
    """Return the hours of those revisions that have not as many as the current one.

    By digest; one statement.
    """
    now = aliased(Revision)
    hours = Revision.card["hours"].as_float()
    found = session.execute(
        sa.select(Revision.digest, hours.label("hours"))
        .join(PublishedCourse, PublishedCourse.id == Revision.course_id)
        .join(now, now.digest == PublishedCourse.digest)
        .where(hours != now.card["hours"].as_float())
    )
    return {row.digest: row.hours for row in found}


def cards(session: Session, *, withdrawn: bool = False) -> Sequence[Card]:
    """Return the cards of all courses on offer, oldest first. One statement.

    With `withdrawn`, also those no longer on offer, for reports and certificates.
    """
    query = (
        sa.select(PublishedCourse.id, Revision.card)
        .join(Revision, Revision.digest == PublishedCourse.digest)
        .order_by(PublishedCourse.created_at)
    )
    if not withdrawn:
        query = query.where(PublishedCourse.withdrawn_at.is_(None))
    return [Card.from_json(row.id, row.card) for row in session.execute(query)]
