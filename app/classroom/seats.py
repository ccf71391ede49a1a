"""Where a viewer sits: the published course, and their place in it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from flask import abort

from app.content.course import Course, Lesson, Quiz
from app.engines import Busy
from app.extensions import db
from app.learning import enrolments
from app.learning.enrolments import Standing
from app.learning.results import Place
from app.learning.rules import Progress, progress
from app.publishing.library import library
from app.web.identity import known_learner, viewer


@dataclass(frozen=True)
class Seat:
    """A course as the viewer meets it."""

    course: Course
    standing: Standing

    @property
    def enrolled(self) -> bool:
        """Whether the viewer takes this course."""
        return self.standing.enrolled

    @cached_property
    def progress(self) -> Progress:
        """How far the viewer is; nothing done for one who did not join."""
        return progress(self.course, self.standing.facts)

    @property
    def key(self) -> tuple[str, bool, str]:
        """What everything shown of the progress depends on."""
        return self.course.digest, self.enrolled, repr(self.standing.facts_json)

    @property
    def enrolment_id(self) -> UUID:
        """The viewer's enrolment; LookupError for one who did not join."""
        if self.standing.enrolment_id is None:
            raise LookupError("not enrolled")
        return self.standing.enrolment_id

    @property
    def place(self) -> Place:
        """Where results of this viewer are written."""
        return Place(known_learner(), self.enrolment_id, self.course)


def seat(course_id: str) -> Seat:
    """Return the viewer's seat; 404 for a course that is not there for them."""
    standing = enrolments.standing(db.session, viewer().learner, course_id)
    if standing is None or (standing.withdrawn and not standing.enrolled):
        abort(404)
    return Seat(library().course(standing.digest), standing)


def taken_seat(course_id: str) -> Seat:
    """Return the seat of somebody who takes the course; 404 for all others."""
    found = seat(course_id)
    if not found.enrolled:
        abort(404)
    return found


def note_place(found: Seat, activity_id: str) -> None:
    """Remember what was opened last, so that it is met first on the next device.

    One of the three things a GET may write; only when it is another place than before,
    and not when others write just now: a page is read all the same.
    """
    if found.enrolled and found.standing.place != activity_id:
        with suppress(Busy), db.writing() as session:
            enrolments.note_place(
                session, known_learner(), found.enrolment_id, activity_id
            )


def lesson_of(course: Course, lesson_id: str) -> Lesson:
    """Return a lesson of this course or 404."""
    lesson = course.lessons.get(lesson_id)
    if lesson is None:
        abort(404)
    return lesson


def quiz_of(course: Course, quiz_id: str) -> Quiz:
    """Return a quiz of this course or 404."""
    quiz = course.quizzes.get(quiz_id)
    if quiz is None:
        abort(404)
    return quiz
