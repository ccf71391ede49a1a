"""The pages of reports: completion, questions."""

from app.reports.blueprint import blueprint
from app.reports.views import completion, questions

__all__ = ["blueprint", "completion", "questions"]
