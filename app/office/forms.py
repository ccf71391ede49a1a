"""Forms of the staff's pages; what can be chosen is filled in from a scope."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    EmailField,
    Field,
    Form,
    HiddenField,
    IntegerField,
    SearchField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # stubs of 3.2
from wtforms.validators import (
    DataRequired,
    Length,
    NumberRange,
    Optional,
    StopValidation,
)

from app.accounts.messages import KINDS, ROLES
from app.accounts.names import tidy
from app.accounts.organisations import Branch
from app.accounts.rules import is_email, tidy_email
from app.db import new_key
from app.web.words import gettext

LANGUAGES: Final = {"pl": "Polski", "de": "Deutsch", "en": "English"}
STATES: Final = ("active", "deactivated", "all")
MOST_TRIES: Final = 20
MOST_MINUTES: Final = 600
_EM_SPACE: Final = "\u2003"


def choices_of(branches: Sequence[Branch]) -> list[tuple[str, str]]:
    """Return open organisations as (value, words), those below moved to the right."""
    return [
        (str(branch.id), f"{_EM_SPACE * branch.depth}{branch.name}")
        for branch in branches
        if branch.closed_at is None
    ]


def key_of(field: SelectField) -> UUID | None:
    """Return what was chosen of a validated field of ids, None for nothing."""
    return UUID(field.data) if field.data else None


def _offered(*pairs: tuple[str, str]) -> list[SelectChoice]:
    return [SelectChoice(value, words) for value, words in pairs]


def _tidied(text: str | None) -> str:
    return tidy(text or "")


def _tidied_email(text: str | None) -> str:
    return tidy_email(text or "")


def _is_email(_form: Form, field: Field) -> None:
    if not is_email(field.data or ""):
        raise StopValidation(
            gettext(
                "This is not an e-mail address; it should look like ana@example.pl."
            )
        )


def _given_name() -> StringField:
    return _name(_("Given name"), _("Write the given name."))


def _family_name() -> StringField:
    return _name(_("Family name"), _("Write the family name."))


def _name(label: Any, wanted: Any) -> StringField:
    most = Length(max=100, message=_("At most 100 characters have room here."))
    return StringField(label, [DataRequired(wanted), most], filters=[_tidied])


def _language() -> SelectField:
    return SelectField(
        _("Language of the pages and of mail"), choices=_offered(*LANGUAGES.items())
    )


def _reason() -> TextAreaField:
    short = _("Write the reason in a few words (5 to 500 characters).")
    return TextAreaField(
        _("Reason"),
        [DataRequired(short), Length(min=5, max=500, message=short)],
        filters=[_tidied],
    )


class SearchForm(Form):
    """What narrows the list of people; a GET form, so it carries no token."""

    search = SearchField(_("Name or e-mail"), [Optional(), Length(max=200)])
    organisation = SelectField(_("Organisation"), [Optional()])
    state = SelectField(_("State"), [Optional()])

    def offer(self, branches: Sequence[Branch]) -> None:
        """Fill in what can be chosen."""
        self.organisation.choices = _offered(
            ("", gettext("all")), *choices_of(branches)
        )
        self.state.choices = _offered(
            ("active", gettext("Active")),
            ("deactivated", gettext("Deactivated")),
            ("all", gettext("all")),
        )


class WithOrganisation(FlaskForm):  # type: ignore[misc] # Flask-WTF ships no types
    """A form in which somebody comes to belong to an organisation."""

    organisation = SelectField(_("Organisation"))

    def offer(self, branches: Sequence[Branch], *, none: bool) -> None:
        """Fill in the organisations; `none` when belonging to no one is possible."""
        nobody = [("", gettext("none"))] if none else []
        self.organisation.choices = _offered(*nobody, *choices_of(branches))


class PersonForm(WithOrganisation):
    """Somebody to make an account for."""

    family_name = _family_name()
    given_name = _given_name()
    email = EmailField(
        _("E-mail"),
        [DataRequired(_("Write the e-mail address.")), _is_email],
        filters=[_tidied_email],
    )
    organisation = SelectField(_("Organisation"))
    language = _language()


class NameForm(FlaskForm):  # type: ignore[misc] # Flask-WTF ships no types
    """The right name of somebody."""

    family_name = _family_name()
    given_name = _given_name()


class MembershipForm(WithOrganisation):
    """Where somebody belongs from now on."""


class GrantForm(WithOrganisation):
    """A role for an organisation."""

    role = SelectField(_("Role"), [DataRequired(_("Choose a role."))])
    organisation = SelectField(
        _("For this organisation and all below it"),
        [DataRequired(_("Choose an organisation."))],
    )

    def offer(self, branches: Sequence[Branch], *, none: bool = False) -> None:
        """Fill in roles and organisations; nothing is chosen beforehand."""
        super().offer(branches, none=none)
        choose = ("", gettext("Choose"))
        self.role.choices = _offered(
            choose, *((role, gettext(words)) for role, words in ROLES.items())
        )
        self.organisation.choices = _offered(choose, *choices_of(branches))


class EnrolmentForm(FlaskForm):  # type: ignore[misc] # Flask-WTF ships no types
    """The course to enrol somebody in."""

    course = SelectField(_("Course"))

    def offer(self, courses: Sequence[tuple[str, str]]) -> None:
        """Fill in the courses."""
        self.course.choices = _offered(*courses)


class WithdrawalForm(FlaskForm):  # type: ignore[misc] # Flask-WTF ships no types
    """Why somebody is withdrawn from a course; kept with the record."""

    reason = _reason()


class AllowanceForm(FlaskForm):  # type: ignore[misc] # Flask-WTF ships no types
    """More tries or time; `key` makes the form count once, however often sent."""

    key = HiddenField(default=lambda: new_key().hex)
    quiz = SelectField(_("Quiz"))
    tries = IntegerField(
        _("More tries"), [Optional(), NumberRange(0, MOST_TRIES)], default=0
    )
    minutes = IntegerField(
        _("More minutes for each try"),
        [Optional(), NumberRange(0, MOST_MINUTES)],
        default=0,
    )
    anytime = BooleanField(_("May take it outside its dates"))
    no_wait = BooleanField(_("Need not wait between two tries"))
    reason = _reason()

    def offer(self, quizzes: Sequence[tuple[str, str]]) -> None:
        """Fill in the quizzes."""
        self.quiz.choices = _offered(*quizzes)

    def validate_key(self, field: HiddenField) -> None:
        """Accept only what `new_key().hex` looks like."""
        try:
            UUID(hex=field.data or "")
        except ValueError:
            raise StopValidation(gettext("This form has expired")) from None


class ListForm(WithOrganisation):
    """A list of people to enrol, pasted or uploaded."""

    course = SelectField(_("Course"))
    text = TextAreaField(_("The list"))
    file = FileField(_("A file instead of the list"))
    organisation = SelectField(_("Organisation of new people"))
    language = _language()

    def offer_courses(self, courses: Sequence[tuple[str, str]]) -> None:
        """Fill in the courses."""
        self.course.choices = _offered(*courses)


class CarriedForm(FlaskForm):  # type: ignore[misc] # Flask-WTF ships no types
    """A checked list on its way to be carried out, signed."""

    list = HiddenField()


class OrganisationForm(FlaskForm):  # type: ignore[misc] # Flask-WTF ships no types
    """An organisation: its name and kind; for a new one also where it stands."""

    name = StringField(
        _("Name of the organisation"),
        [
            DataRequired(_("Write how the organisation is called.")),
            Length(max=200, message=_("At most 200 characters have room here.")),
        ],
        filters=[_tidied],
    )
    kind = SelectField(_("Kind"), default="firm")
    parent = SelectField(_("Belongs to"))

    def offer(self, branches: Sequence[Branch]) -> None:
        """Fill in kinds and places."""
        self.kind.choices = _offered(
            *((kind, gettext(words)) for kind, words in KINDS.items())
        )
        self.parent.choices = _offered(*choices_of(branches))


class PlaceForm(FlaskForm):  # type: ignore[misc] # Flask-WTF ships no types
    """Where an organisation stands from now on."""

    parent = SelectField(_("Belongs to"))

    def offer(self, branches: Sequence[Branch]) -> None:
        """Fill in the places."""
        self.parent.choices = _offered(*choices_of(branches))


class BareForm(FlaskForm):  # type: ignore[misc] # Flask-WTF ships no types
    """A form that is one button."""
