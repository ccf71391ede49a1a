"""Forms of the account pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    EmailField,
    Field,
    PasswordField,
    SelectField,
    StringField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # stubs of 3.2
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    StopValidation,
    ValidationError,
)

from app.accounts.messages import WEAKNESSES
from app.accounts.names import tidy
from app.accounts.passwords import common
from app.accounts.rules import (
    LONGEST_BYTES,
    is_email,
    tidy_email,
    weakness,
    words_about,
)
from app.web.words import gettext

LANGUAGES = {"pl": "Polski", "de": "Deutsch", "en": "English"}


def _tidied(text: str | None) -> str:
    return tidy(text or "")


def _tidied_email(text: str | None) -> str:
    return tidy_email(text or "")


def _is_email(_form: FlaskForm, field: Field) -> None:
    if not is_email(field.data or ""):
        raise StopValidation(
            gettext(
                "This is not an e-mail address; it should look like ana@example.pl."
            )
        )


def _not_endless(_form: FlaskForm, field: Field) -> None:
    if len((field.data or "").encode(errors="replace")) > LONGEST_BYTES:
        too_long = WEAKNESSES["too-long"]
        raise ValidationError(gettext(too_long))


def _given_name() -> StringField:
    return StringField(
        _("Given name"),
        [
            DataRequired(_("Write your given name.")),
            Length(max=100, message=_("At most 100 characters have room here.")),
        ],
        filters=[_tidied],
    )


def _family_name() -> StringField:
    return StringField(
        _("Family name"),
        [
            DataRequired(_("Write your family name.")),
            Length(max=100, message=_("At most 100 characters have room here.")),
        ],
        filters=[_tidied],
    )


def _email(label: Any = _("E-mail")) -> EmailField:  # noqa: B008 - lazy, a constant
    return EmailField(
        label,
        [DataRequired(_("Write your e-mail address.")), _is_email],
        filters=[_tidied_email],
    )


def _present_password(label: Any) -> PasswordField:
    return PasswordField(
        label, [InputRequired(_("Write your password.")), _not_endless]
    )


def _new_password(label: Any) -> PasswordField:
    return PasswordField(label, [InputRequired(_("Choose a password."))])


def _language() -> SelectField:
    choices = [SelectChoice(code, name) for code, name in LANGUAGES.items()]
    return SelectField(_("Language of the pages"), choices=choices)


class _WithNewPassword(FlaskForm):  # type: ignore[misc] # Flask-WTF ships no types
    """A form in which a password is chosen."""

    # Said by the view where the form itself does not ask for it.
    staff = False
    known: Iterable[str] = ()

    def validate_new_password(self, field: PasswordField) -> None:
        """Refuse what would be guessed first."""
        code = weakness(
            field.data or "",
            staff=self.staff,
            common=common(),
            known=self.known or self._typed(),
        )
        if code is not None:
            raise ValidationError(gettext(WEAKNESSES[code]))

    def _typed(self) -> list[str]:
        names = ("given_name", "family_name", "email")
        given, family, email = (
            (self[name].data or "") if name in self else "" for name in names
        )
        return words_about(given, family, email)


class RegistrationForm(_WithNewPassword):
    """An account for oneself. It has no field for a role, and none is read."""

    given_name = _given_name()
    family_name = _family_name()
    email = _email()
    new_password = _new_password(_("Password"))
    language = _language()


class SignInForm(FlaskForm):  # type: ignore[misc] # Flask-WTF ships no types
    """Address and password."""

    email = EmailField(
        _("E-mail"),
        [DataRequired(_("Write your e-mail address.")), Length(max=254)],
        filters=[_tidied_email],
    )
    password = _present_password(_("Password"))
    keep = BooleanField(_("Keep me signed in on this device for 30 days"))


class ResetForm(FlaskForm):  # type: ignore[misc] # Flask-WTF ships no types
    """Whose password was forgotten."""

    email = _email()


class NewPasswordForm(_WithNewPassword):
    """A new password, asked for by a one-time link."""

    new_password = _new_password(_("New password"))


class PasswordForm(_WithNewPassword):
    """Another password, by who knows the present one."""

    password = _present_password(_("Present password"))
    new_password = _new_password(_("New password"))


class FirstStaffForm(_WithNewPassword):
    """The first account of staff; `organisation` is left out when there is one."""

    staff = True

    organisation = StringField(
        _("Name of your chamber"),
        [
            DataRequired(_("Write how your chamber is called.")),
            Length(max=200, message=_("At most 200 characters have room here.")),
        ],
        filters=[_tidied],
    )
    given_name = _given_name()
    family_name = _family_name()
    email = _email()
    new_password = _new_password(_("Password"))


class NameForm(FlaskForm):  # type: ignore[misc] # Flask-WTF ships no types
    """One's own name."""

    given_name = _given_name()
    family_name = _family_name()


class EmailForm(FlaskForm):  # type: ignore[misc] # Flask-WTF ships no types
    """Another address, by who knows the password."""

    email = _email(_("New e-mail"))
    password = _present_password(_("Password"))


class LanguageForm(FlaskForm):  # type: ignore[misc] # Flask-WTF ships no types
    """The language of the pages and of mail."""

    language = _language()


class ErasureForm(FlaskForm):  # type: ignore[misc] # Flask-WTF ships no types
    """The wish to be forgotten, by who knows the password."""

    password = _present_password(_("Password"))
    sure = BooleanField(
        _("Yes, erase my account. I know that this cannot be undone."),
        [InputRequired(_("Tick this if you are sure."))],
    )


class BareForm(FlaskForm):  # type: ignore[misc] # Flask-WTF ships no types
    """A form that is one button."""
