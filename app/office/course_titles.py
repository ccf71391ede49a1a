"""What courses and quizzes are called, for lists and forms of the staff."""

from __future__ import annotations

from app.content.course import Course
from app.extensions import db
from app.publishing import courses
from app.publishing.library import library
from app.web.locale import current_locale


def course_choices() -> list[tuple[str, str]]:
    """Return the courses on offer as (id, title in the reader's language)."""
    locale = current_locale()
    return [
        (card.id, card.title.best(locale, card.language)[0])
        for card in courses.cards(db.session)
    ]


def course_of(digest: str) -> Course | None:
    """Return a revision, None when its compiled form is not there.

    A page about a person must open even then: what is on record is not in the library.
    """
    try:
        return library().course(digest)
    except KeyError:
        return None


def quiz_title(digest: str, quiz_id: str) -> str:
    """Return the title of a quiz in one revision, its id when that is not known."""
    course = course_of(digest)
    quiz = course.quizzes.get(quiz_id) if course else None
    return quiz.title if quiz else quiz_id
