"""The learner's pages: catalogue, course, lesson, quiz, attempt, result."""

from app.classroom.blueprint import blueprint
from app.classroom.views import attempts, courses, lessons, media, quizzes

__all__ = ["attempts", "blueprint", "courses", "lessons", "media", "quizzes"]
