"""The filters of the completion report, read from the address."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from wtforms import DateField, Form, SelectField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined] # stubs lag
from wtforms.validators import Optional

from app.reports.columns import STATE_WORDS
from app.web.words import gettext


class FilterForm(Form):
    """Filters of the report; a GET form, so it carries no token."""

    course = SelectField(_("Course"), [Optional()])
    organisation = SelectField(_("Organisation"), [Optional()])
    since = DateField(_("From"), [Optional()])
    until = DateField(_("To"), [Optional()])
    state = SelectField(_("State"), [Optional()])

    def offer(
        self,
        courses: Sequence[tuple[str, str]],
        organisations: Sequence[tuple[str, str]],
    ) -> None:
        """Fill in what can be chosen, as (value, words)."""
        every = SelectChoice("", gettext("all"))
        self.course.choices = [every, *(SelectChoice(*one) for one in courses)]
        self.organisation.choices = [
            every,
            *(SelectChoice(*one) for one in organisations),
        ]
        self.state.choices = [
            SelectChoice("", gettext("all")),
            *(SelectChoice(code, gettext(word)) for code, word in STATE_WORDS.items()),
        ]


class StatisticsForm(Form):
    """Filters of the question statistics; a GET form, so it carries no token."""

    quiz = SelectField(_("Quiz"), [Optional()])
    organisation = SelectField(_("Organisation"), [Optional()])
    since = DateField(_("From"), [Optional()])
    until = DateField(_("To"), [Optional()])
    tries = SelectField(_("Attempts counted"), [Optional()])

    def offer(
        self,
        quizzes: Sequence[tuple[str, str]],
        organisations: Sequence[tuple[str, str]],
    ) -> None:
        """Fill in what can be chosen, as (value, words)."""
        every = SelectChoice("", gettext("all"))
        self.quiz.choices = [every, *(SelectChoice(*one) for one in quizzes)]
        self.organisation.choices = [
            every,
            *(SelectChoice(*one) for one in organisations),
        ]
        self.tries.choices = [
            SelectChoice("", gettext("the first of each learner")),
            SelectChoice("all", gettext("all")),
        ]
