"""Which lessons have to be looked at again, as the law may have changed."""

from dataclasses import dataclass
from datetime import date

from app.content.course import Course


@dataclass(frozen=True, slots=True)
class Stale:
    """A lesson whose day for another look has passed."""

    lesson_id: str
    title: str
    law_as_of: date | None
    review_by: date


def stale(course: Course, today: date) -> list[Stale]:
    """Return the lessons whose `review_by` lies before today, the longest due first."""
    found = [
        Stale(lesson.id, lesson.title, lesson.law_as_of, lesson.review_by)
        for lesson in course.lessons.values()
        if lesson.review_by is not None and lesson.review_by < today
    ]
    return sorted(found, key=lambda one: (one.review_by, one.lesson_id))
